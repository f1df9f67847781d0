"""Both trainings, end to end, on a few sentences spoken by espeak-ng.

The checkpoints stay in the folder that VOCALITH_TRAINED names, if it is set.
"""
import os
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import augment
import manifest
import mindspore_ckpt
import prepare_espeak
import train_phones
import train_voice

SENTENCES = (
    "We see the sea.",
    "Go and find the blue boat.",
    "My brother has three cats.",
    "Nobody heard the other bell.",
)


class TrainingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.data = Path(folder.name)
        cls.out = Path(os.environ.get("VOCALITH_TRAINED") or folder.name)
        entries, left_out = prepare_espeak.generate(cls.data, SENTENCES, voices=3, seed=1)
        assert left_out == 0 and len(entries) == 12
        cls.manifest = cls.data / "manifest.tsv"
        manifest.write(cls.manifest, entries)

    def test_phones(self):
        out = self.out / "tiny-phones.ckpt"
        losses = train_phones.run(self.manifest, out, epochs=80, hidden=32)
        self.assertLess(losses[-1], 0.2 * losses[0])
        again = train_phones.run(self.manifest, out, epochs=1, hidden=32, init=out)
        self.assertLess(again[0], 0.4 * losses[0], "goes on from a checkpoint")
        self.check(out, {"lstm.weight_ih_l1_reverse": (128, 64), "embedding.bias": (62,)})

    def test_voice(self):
        out = self.out / "tiny-voice.ckpt"
        hits = train_voice.run(self.manifest, out, steps=30, channels=32)
        self.assertGreater(np.mean(hits[-5:]), 0.4, "of nine voices")
        again = train_voice.run(self.manifest, out, steps=1, channels=32, init=out)
        self.assertGreater(again[0], 0.4, "goes on from a checkpoint")
        self.check(out, {"blocks.0.conv.weight": (32, 80, 1, 5), "asp_bn.norm2d.gamma": (192,)})

    def check(self, out, shapes):
        tensors = mindspore_ckpt.load(out)
        self.assertEqual({name: tensors[name].shape for name in shapes}, shapes)
        self.assertTrue(all(np.isfinite(array).all() for array in tensors.values()))
        self.assertIn(f"checkpoint: {out.name}", out.with_suffix(".yaml").read_text())

    def test_pauses_are_shortened_and_speech_is_not(self):
        random = np.random.default_rng(1)
        speech = (8000 * random.standard_normal(16000)).clip(-32000, 32000).astype(np.int16)
        pause = random.integers(-3, 4, 16000).astype(np.int16)
        joined = np.concatenate([speech, pause, speech])
        short = augment.shortened_pauses(joined, random)
        self.assertTrue(32000 + 4 * 160 <= len(short) <= 32000 + 16 * 160, len(short))
        np.testing.assert_array_equal(short[:16000], speech)
        np.testing.assert_array_equal(short[-16000:], speech)

    def test_edits(self):
        self.assertEqual(train_phones.edits("kitten", "sitting"), 3)
        self.assertEqual(train_phones.edits("", "abc"), 3)


if __name__ == "__main__":
    unittest.main()
