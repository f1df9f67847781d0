"""The front ends against what the reference programs compute."""
import unittest

import numpy as np

import features
import golden


class FeaturesTest(unittest.TestCase):
    def compare(self, found, expected, name):
        self.assertEqual(found.shape, expected.shape, name)
        self.assertEqual(found.dtype, np.float32)
        difference = np.abs(found - expected).max()
        largest = np.abs(expected).max()
        self.assertLessEqual(difference, 2e-5 * max(1.0, largest), name)

    def test_mfcc(self):
        for name in golden.RECORDINGS:
            expected = golden.array(f"defaults/{name}_features39")
            self.compare(features.mfcc(golden.samples(name)), expected, name)

    def test_fbank(self):
        for name in (*golden.RECORDINGS, "short"):
            expected = golden.array(f"features/{name}_fbank80_mean")
            self.compare(features.fbank(golden.samples(name)), expected, name)

    def test_a_wider_hop_gives_fewer_frames(self):
        samples = golden.samples("speech_a")
        frames = [len(features.mfcc(samples, hop)) for hop in (160, 320)]
        self.assertAlmostEqual(frames[0] / frames[1], 2, delta=0.05)


if __name__ == "__main__":
    unittest.main()
