"""Writes synthetic speech and its manifest: every sentence by several espeak-ng voices.

usage: prepare_espeak.py OUT_FOLDER [--sentences FILE] [--voices N] [--limit N] [--seed N]
"""
import argparse
import random
from pathlib import Path

import audio
import espeak
import manifest

VARIANTS = ("m1", "f1", "m2", "f2", "m3", "f3", "m4", "f4", "m5", "f5", "m6", "m7", "m8")


def generate(folder, sentences, voices, seed):
    """Returns the entries, and how many sentences had sounds that have no TIMIT symbol."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    choice = random.Random(seed)
    entries, left_out = [], 0
    for number, sentence in enumerate(sentences):
        try:
            phones = tuple(espeak.phones_of(sentence))
        except ValueError:
            left_out += 1
            continue
        for variant in VARIANTS[:voices]:
            path = folder / f"{variant}-{number:05}.wav"
            tempo, pitch = choice.randint(120, 200), choice.randint(30, 70)
            audio.write(path, espeak.speak(sentence, variant, tempo, pitch))
            entries.append(manifest.Entry(path, f"espeak-{variant}", phones))
    return entries, left_out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--sentences", default=Path(__file__).parent / "sentences.txt")
    parser.add_argument("--voices", type=int, default=len(VARIANTS))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    sentences = Path(args.sentences).read_text(encoding="utf-8").split("\n")
    sentences = [sentence.strip() for sentence in sentences if sentence.strip()][: args.limit]
    entries, left_out = generate(args.out, sentences, args.voices, args.seed)
    manifest.write(Path(args.out) / "manifest.tsv", entries)
    print(f"{len(entries)} recordings, {left_out} sentences left out")


if __name__ == "__main__":
    main()
