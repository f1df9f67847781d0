"""The least Python that answers what `vocalith embed` answers: a wave file to an embedding.

usage: embed_onnx.py MODEL.onnx FILE.wav   (16 kHz, mono, 16 bit; the model's frames must fit)
"""
import sys
import wave

import numpy as np
import onnxruntime as ort

with wave.open(sys.argv[2]) as recording:
    samples = np.frombuffer(recording.readframes(recording.getnframes()), np.int16) / np.float32(32768)

top = np.float32(2595 * np.log10(1 + 8000 / 700))
position = np.arange(82, dtype=np.float32)
mel = np.where(position < 41, top / np.float32(81) * position, top - top / np.float32(81) * (81 - position))
hz = 700 * (10 ** (mel / 2595) - 1)
slope = (np.arange(201)[:, None] * 40 - hz[None, 1:-1]) / (hz[1:] - hz[:-1])[None, :-1]
filters = np.maximum(0, np.minimum(1 + slope, 1 - slope)).astype(np.float32)
window = (0.54 - 0.46 * np.cos(2 * np.pi * np.arange(400) / 400)).astype(np.float32)

padded = np.pad(samples, 200)
frames = np.lib.stride_tricks.sliding_window_view(padded, 400)[::160] * window
power = np.abs(np.fft.rfft(frames)) ** 2
decibels = 10 * np.log10(np.maximum(power @ filters, 1e-10))
decibels = np.maximum(decibels, decibels.max() - 80)
features = (decibels - decibels.mean(0)).astype(np.float32)

session = ort.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
print(*session.run(None, {"x": features[None]})[0])
