"""The networks against what MindSpore computes with the checkpoints that come with Vocalith."""
import unittest

import numpy as np
import torch

import golden
import mindspore_ckpt
from networks import PhoneNetwork, VoiceNetwork


def checkpoint(name):
    (path,) = (golden.ROOT / "models" / name / "src").rglob(f"{name}.ckpt")
    return mindspore_ckpt.load(path)


class NetworksTest(unittest.TestCase):
    def setUp(self):
        torch.set_num_threads(1)

    def compare(self, network, inputs, expected, name):
        with torch.inference_mode():
            found = network.eval()(torch.tensor(inputs)[None])[0].numpy()
        self.assertEqual(found.shape, expected.shape, name)
        self.assertLessEqual(np.abs(found - expected).max(), 2e-5 * np.abs(expected).max(), name)

    def test_phones(self):
        network = PhoneNetwork()
        network.take(checkpoint("phones-en"))
        for name in golden.RECORDINGS:
            inputs = golden.array(f"defaults/{name}_features39")
            self.compare(network, inputs, golden.array(f"defaults/{name}_logits"), name)

    def test_voice(self):
        network = VoiceNetwork()
        network.take(checkpoint("voice-en"))
        for name in golden.RECORDINGS:
            inputs = golden.array(f"defaults/{name}_features80")
            self.compare(network, inputs, golden.array(f"defaults/{name}_embedding"), name)

    def test_names_and_shapes_are_those_of_the_checkpoints(self):
        for name, network in (("phones-en", PhoneNetwork()), ("voice-en", VoiceNetwork())):
            expected = {key: array.shape for key, array in checkpoint(name).items()}
            self.assertEqual({key: array.shape for key, array in network.tensors()}, expected)

    def test_the_scale_of_training_is_folded_in(self):
        network = PhoneNetwork(hidden=8).eval()
        scale = np.linspace(0.5, 20, 39).astype(np.float32)
        inputs = np.random.default_rng(1).standard_normal((30, 39), np.float32) * scale
        saved = PhoneNetwork(hidden=8)
        saved.take(dict(network.tensors(scale)))
        with torch.inference_mode():
            expected = network(torch.tensor(inputs / scale)[None])[0].numpy()
        self.compare(saved, inputs, expected, "scaled")


if __name__ == "__main__":
    unittest.main()
