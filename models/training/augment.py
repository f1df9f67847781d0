"""What training does to recordings and features so that the networks see more than there is."""
import numpy as np
from scipy.signal import resample_poly

_BLOCK = 160  # 10 ms


def shortened_pauses(samples, random):
    """Cuts every pause to 40 to 150 ms: learners read slowly, fluent speakers do not.

    A pause is what lies 38 dB under the loud parts or near the noise floor.
    """
    count = len(samples) // _BLOCK
    if count < 20:
        return samples
    blocks = samples[: count * _BLOCK].reshape(count, _BLOCK)
    level = 10 * np.log10((blocks.astype(np.float64) ** 2).mean(axis=1) + 1)
    loud, floor = np.percentile(level, (95, 5))
    silent = level < min(max(floor + 6, loud - 38), loud - 12)
    keep = np.ones(count, bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], silent.astype(int), [0]])))
    for start, end in edges.reshape(-1, 2):
        room = int(random.integers(4, 16))
        if end - start > room:
            head = 0 if start == 0 else room if end == count else room // 2
            keep[start + head : end - (room - head)] = False
    return blocks[keep].ravel()


def resampled(samples, rate):
    """Tempo and pitch times ``rate``."""
    return resample_poly(samples.astype(np.float32), 100, round(100 * rate))


def disturb_cepstra(x, random):
    """Noise, two masks over time, one over cepstra and a shift of the channel; in place.

    ``x`` is (frames, 39) in units of standard deviations.
    """
    x += 0.12 * random.standard_normal(x.shape, np.float32)
    for _ in range(2):
        width = int(random.integers(0, 14))
        start = int(random.integers(0, max(1, len(x) - width)))
        x[start : start + width] = 0
    first, width = random.integers(0, 13), random.integers(0, 3)
    for order in (0, 13, 26):
        x[:, order + first : order + min(13, first + width)] = 0
    x[:, :13] += 0.1 * random.standard_normal(13, np.float32)


def disturb_bank(x, random):
    """A noise floor under half of the excerpts, the mean removed anew, two masks over filters.

    ``x`` is (frames, 80) in decibels; returns the result.
    """
    if random.random() < 0.5:
        floor = x.max() - random.uniform(15, 45) + 3 * random.standard_normal(x.shape[1])
        x = 10 * np.log10(10 ** (x / 10) + 10 ** (floor / 10))
    x = (x - x.mean(axis=0)).astype(np.float32)
    for _ in range(2):
        width, first = random.integers(0, 10), random.integers(0, 70)
        x[:, first : first + width] = 0
    return x
