"""espeak-ng as a source of phones for a text, and of speech that has them."""
import io
import subprocess

from scipy.io import wavfile

import audio
import phones

VOICE = "en-us"


def phones_of(text):
    """The phones espeak-ng gives a text; ValueError where it uses a sound that English lacks."""
    return phones.from_espeak(_run("-q", "-x", "--sep=_", "-v", VOICE, text).decode())


def speak(text, variant="m1", words_per_minute=160, pitch=50):
    """The text spoken by a variant of the voice, int16 at 16 kHz."""
    wav = _run(
        "--stdout", "-v", f"{VOICE}+{variant}", "-s", str(words_per_minute), "-p", str(pitch), text
    )
    rate, samples = wavfile.read(io.BytesIO(_with_sizes(wav)))
    return audio.at_16k(samples, rate)


def _run(*arguments):
    return subprocess.run(
        ["espeak-ng", *arguments], check=True, capture_output=True, stdin=subprocess.DEVNULL
    ).stdout


def _with_sizes(wav):
    """To a pipe espeak-ng writes its header before it knows the lengths; here they are known."""
    data = len(wav) - 44
    return wav[:4] + (data + 36).to_bytes(4, "little") + wav[8:40] + data.to_bytes(4, "little") + wav[44:]
