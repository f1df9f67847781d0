"""Where the vectors lie that the Java tests use too."""
from pathlib import Path

import numpy as np
from scipy.io import wavfile

ROOT = Path(__file__).resolve().parents[3]
RECORDINGS = (
    "direct_current", "full_scale_noise", "impulse", "speech_a", "speech_b", "tone_after_silence",
    "zeros",
)  # fmt: skip


def array(name):
    """A .npy file of one of the golden folders."""
    return np.load(_find(f"golden/{name}.npy"))


def samples(name):
    return wavfile.read(_find(f"golden/features/wav/{name}.wav"))[1]


def _find(name):
    found = sorted(ROOT.glob(f"*/src/test/resources/{name}"))
    if not found:
        raise FileNotFoundError(f"no {name} in the test resources under {ROOT}")
    return found[0]
