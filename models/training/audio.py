"""Recordings as the networks hear them: 16 kHz, one channel, 16-bit integers."""
import math
import shutil
import subprocess
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

RATE = 16000


def read(path):
    """The samples of a WAV or FLAC file as int16 at 16 kHz; the first of several channels."""
    path = Path(path)
    if path.suffix.lower() == ".flac":
        return _decoded(path)
    rate, samples = wavfile.read(path)
    if samples.dtype != np.int16:
        raise ValueError(f"{path}: expected 16-bit samples, found {samples.dtype}")
    return at_16k(samples if samples.ndim == 1 else samples[:, 0], rate)


def at_16k(samples, rate):
    """Resampled if need be, clipped to 16 bits."""
    if rate == RATE:
        return samples
    shared = math.gcd(rate, RATE)
    resampled = resample_poly(samples.astype(np.float64), RATE // shared, rate // shared)
    return to_int16(resampled)


def to_int16(samples):
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


def write(path, samples):
    """A 16 kHz WAV file."""
    wavfile.write(path, RATE, np.asarray(samples, np.int16))


def _decoded(path):
    """FLAC by whichever of the usual tools is installed."""
    sox = ["sox", path, "-r", str(RATE), "-c", "1", "-b", "16", "-e", "signed", "-t", "raw", "-"]
    ffmpeg = ["ffmpeg", "-v", "error", "-i", path, "-ar", str(RATE), "-ac", "1", "-f", "s16le", "-"]
    for command in (sox, ffmpeg):
        if shutil.which(command[0]):
            raw = subprocess.run(command, check=True, capture_output=True).stdout
            return np.frombuffer(raw, "<i2")
    raise RuntimeError(f"{path}: FLAC needs sox or ffmpeg on the path")
