"""Phones, manifests and the preparation of corpora, on small trees made here."""
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
from scipy.io import wavfile

import audio
import espeak
import manifest
import mindspore_ckpt
import phones
import prepare_librispeech
import prepare_speechocean


class PhonesTest(unittest.TestCase):
    def test_symbols(self):
        self.assertEqual(len(phones.PHONES), 61)
        self.assertEqual((phones.NUMBER["aa"], phones.NUMBER["h#"], phones.BLANK), (0, 27, 61))

    def test_arpabet(self):
        self.assertEqual(phones.from_arpabet("AH0 B AH1 V ER0".split()), "ax b ah v axr".split())
        with self.assertRaisesRegex(ValueError, "found QQ"):
            phones.from_arpabet(["QQ"])

    def test_espeak_mnemonics(self):
        self.assertEqual(phones.from_espeak("D_@2 b_'0_t#_@L"), "dh ax b aa dx el".split())
        self.assertEqual(phones.from_espeak("n_'i@3 s_I#_;_t_i:"), "n ih r s ix t iy".split())
        with self.assertRaisesRegex(ValueError, "found x"):
            phones.from_espeak("l_O_x")

    def test_every_phone_said_is_a_timit_symbol(self):
        said = {phone for text in phones._ESPEAK.values() for phone in text.split()}
        self.assertLessEqual(said, set(phones.PHONES))
        self.assertFalse(said & phones.SILENCE)

    def test_espeak_itself(self):
        self.assertEqual(espeak.phones_of("this church"), "dh ih s ch er ch".split())

    def test_scoring_folds_and_drops(self):
        self.assertEqual(phones.scored("h# ax bcl b zh q".split()), "ah b sh".split())


class FilesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)

    def file(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def test_manifest_round_trip(self):
        entry = manifest.Entry(self.path / "a" / "x y.wav", "ann", ("aa", "h#"))
        manifest.write(self.path / "lists" / "m.tsv", [entry])
        (found,) = manifest.read(self.path / "lists" / "m.tsv")
        self.assertEqual(found.audio.resolve(), entry.audio.resolve())
        self.assertEqual((found.speaker, found.phones), ("ann", ("aa", "h#")))

    def test_manifest_names_the_wrong_line(self):
        head = "audio\tspeaker\tphones\n"
        for text, message in (
            ("", "expected a first line of audio, speaker, phones"),
            (head, "expected at least one recording"),
            (head + "a.wav\tann\n", "line 2: expected 3 columns, found 2"),
            (head + "a.wav\tann\taa\nb.wav\tbob\txx\n", "line 3: expected TIMIT phones, found xx"),
        ):
            with self.assertRaisesRegex(ValueError, message):
                manifest.read(self.file("m.tsv", text))

    def test_librispeech(self):
        self.file("part/19/198/19-198.trans.txt", "19-198-0001 ODD CAT\n19-198-0000 CAT\n")
        self.file("part/26/495/26-495.trans.txt", "26-495-0000 CAT CAT\n")
        dictionary = self.file("dict", ";;; words\nCAT  K AE1 T\nCAT(1)  K AH0 T # rare\n")
        words = prepare_librispeech.read_dictionary(dictionary)
        say = lambda text: prepare_librispeech.looked_up(text, words)  # noqa: E731
        found, left_out = prepare_librispeech.entries(self.path / "part", say)
        self.assertEqual(left_out, 1)
        self.assertEqual(
            [(entry.audio.name, entry.speaker, " ".join(entry.phones)) for entry in found],
            [
                ("19-198-0000.flac", "librispeech-19", "k ae t"),
                ("26-495-0000.flac", "librispeech-26", "k ae t k ae t"),
            ],
        )
        limited, _ = prepare_librispeech.entries(self.path / "part", lambda text: (), 1)
        self.assertEqual([entry.audio.name[:2] for entry in limited], ["19", "26"])

    def test_speechocean(self):
        scores = {
            "000010011": {"words": [{"text": "WE", "phones": "W IY0"}]},
            "000020001": {"words": [{"text": "BE", "phones": ["B", "IY1"]}, {"phones": "HH ER0"}]},
        }
        self.file("so/resource/scores.json", json.dumps(scores))
        self.file("so/train/wav.scp", "000010011\tWAVE/SPEAKER0001/000010011.WAV\n")
        self.file("so/train/utt2spk", "000010011 0001\n")
        self.file("so/test/wav.scp", "000020001\tWAVE/SPEAKER0002/000020001.WAV\n")
        self.file("so/test/utt2spk", "000020001\t0002\n")
        one, two = prepare_speechocean.entries(self.path / "so", ("train", "test"))
        self.assertEqual(one.audio, self.path / "so/WAVE/SPEAKER0001/000010011.WAV")
        self.assertEqual((one.speaker, one.phones), ("speechocean-0001", ("w", "iy")))
        self.assertEqual((two.speaker, two.phones), ("speechocean-0002", ("b", "iy", "hh", "axr")))

    def test_audio_is_brought_to_16_khz(self):
        tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(22050) / 22050)).astype(np.int16)
        wavfile.write(self.path / "a.wav", 22050, np.stack([tone, 0 * tone], axis=1))
        samples = audio.read(self.path / "a.wav")
        self.assertEqual((samples.dtype, len(samples)), (np.int16, 16000))
        expected = 8000 * np.sin(2 * np.pi * 440 * np.arange(16000) / 16000)
        self.assertLess(np.abs(samples - expected)[200:-200].max(), 40)

    def test_checkpoint_round_trip(self):
        tensors = {
            "a.weight": np.arange(6, dtype=np.float32).reshape(2, 3),
            "half": np.array([1.5], np.float16),
            "many": np.zeros(300, np.int32),
            "step": np.array(7, np.int64),
        }
        mindspore_ckpt.save(self.path / "t.ckpt", tensors.items())
        found = mindspore_ckpt.load(self.path / "t.ckpt")
        self.assertEqual(list(found), list(tensors))
        for name, array in tensors.items():
            self.assertEqual(found[name].dtype, array.dtype)
            np.testing.assert_array_equal(found[name], array)


if __name__ == "__main__":
    unittest.main()
