"""The two front ends, in NumPy and SciPy: what Vocalith computes from the same recording.

``mfcc`` is that of phones-en, ``fbank`` that of ecapa_tdnn and voice-en. The settings stand in the
model cards under the same names.
"""
import numpy as np
from scipy.fft import dct

RATE = 16000
MFCC_DIMENSION = 39
FBANK_DIMENSION = 80

_WINDOW = 400
_HOP = 160
_FFT = 512
_CEPSTRA = 13
_LIFTER = 22


def mfcc(samples, hop=_HOP):
    """int16 samples -> (frames, 39): liftered cepstra, their differences, mean removed.

    The arithmetic of python_speech_features 0.6 for the cepstra. Differences look back, first and
    second order, so that the first two frames are dropped. Another hop changes the tempo.
    """
    signal = np.asarray(samples, np.float32)
    signal = np.append(signal[:1], signal[1:] - np.float32(0.97) * signal[:-1])
    frames = _frames_padded(signal.astype(np.float64), hop) * np.hamming(_WINDOW)
    power = np.abs(np.fft.rfft(frames, _FFT)) ** 2 / _FFT
    energy = power @ _triangles_by_bin(26, 8000).T
    energy = np.where(energy == 0, np.finfo(float).eps, energy)
    lifter = 1 + _LIFTER / 2 * np.sin(np.pi * np.arange(_CEPSTRA) / _LIFTER)
    still = dct(np.log(energy), type=2, axis=1, norm="ortho")[:, :_CEPSTRA] * lifter
    moving = np.diff(still, axis=0)
    bending = np.diff(moving, axis=0)
    stacked = np.concatenate([still[2:], moving[1:], bending], axis=1).astype(np.float32)
    return stacked - stacked.mean(axis=0) if len(stacked) else stacked


def _frames_padded(signal, hop):
    """Overlapping frames; the last one is filled up with zeros."""
    count = 1 + max(0, -(-(len(signal) - _WINDOW) // hop))
    padded = np.pad(signal, (0, (count - 1) * hop + _WINDOW - len(signal)))
    return np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::hop]


def _triangles_by_bin(filters, high):
    """Triangles between whole FFT bins, equally far apart in mel, from 0 Hz: (filters, bins)."""
    mel = np.linspace(0, 2595 * np.log10(1 + high / 700), filters + 2)
    edges = np.floor((_FFT + 1) * 700 * (10 ** (mel / 2595) - 1) / RATE).astype(int)
    bank = np.zeros((filters, _FFT // 2 + 1))
    for row, (left, centre, right) in zip(bank, zip(edges, edges[1:], edges[2:])):
        row[left:centre] = (np.arange(left, centre) - left) / (centre - left)
        row[centre:right] = (right - np.arange(centre, right)) / (right - centre)
    return bank


def fbank(samples):
    """int16 samples -> (frames, 80): mel filter bank in decibels, mean removed (SpeechBrain 0.5).

    Frames are centred, over zeros beyond both ends; values more than 80 dB under the loudest are
    raised to it.
    """
    signal = np.pad(np.asarray(samples, np.float32) / np.float32(32768), _WINDOW // 2)
    angles = 2 * np.pi * np.arange(_WINDOW) / _WINDOW
    window = (0.54 - 0.46 * np.cos(angles)).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(signal, _WINDOW)[::_HOP] * window
    power = np.abs(np.fft.rfft(frames, _WINDOW)) ** 2 @ _symmetric_triangles()
    decibels = 10 * np.log10(np.maximum(power, 1e-10))
    decibels = np.maximum(decibels, decibels.max() - 80)
    return (decibels - decibels.mean(axis=0)).astype(np.float32)


def _symmetric_triangles():
    """Triangles as wide as the gap to the left neighbour: (bins, 80).

    Centres are spaced in single precision as PyTorch's linspace does it: from both ends inwards.
    """
    points = FBANK_DIMENSION + 2
    top = np.float32(2595 * np.log10(1 + RATE / 2 / 700))
    step = top / np.float32(points - 1)
    index = np.arange(points, dtype=np.float32)
    mel = np.where(index < points // 2, step * index, top - step * (points - 1 - index))
    ratio = (10.0 ** (mel / np.float32(2595)).astype(np.float64)).astype(np.float32)
    hertz = np.float32(700) * (ratio - np.float32(1))
    bins = np.arange(_WINDOW // 2 + 1)[:, None] * (RATE / _WINDOW)
    slope = (bins - hertz[1:-1]) / np.diff(hertz)[:-1]
    return np.maximum(0, 1 - np.abs(slope)).astype(np.float32)
