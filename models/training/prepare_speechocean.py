"""Manifest of speechocean762: WAVE/SPEAKERnnnn/*.WAV, train|test/wav.scp and utt2spk, resource/scores.json.

usage: prepare_speechocean.py speechocean762 OUT.tsv [--part train|test|both]

The phones are the canonical ones of the words, as the corpus itself lists them.
"""
import argparse
import json
from pathlib import Path

import manifest
import phones


def table(path):
    """The two columns of one of the corpus's Kaldi-style lists."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return dict(line.split(None, 1) for line in lines if line.strip())


def canonical(words):
    """Phones of the words of scores.json, whose symbols are a string or a list."""
    symbols = []
    for word in words:
        listed = word["phones"]
        symbols += listed.split() if isinstance(listed, str) else listed
    return tuple(phones.from_arpabet(symbols))


def entries(corpus, parts):
    corpus = Path(corpus)
    scores = json.loads((corpus / "resource" / "scores.json").read_text(encoding="utf-8"))
    found = []
    for part in parts:
        speakers = table(corpus / part / "utt2spk")
        for name, wave in table(corpus / part / "wav.scp").items():
            speaker = f"speechocean-{speakers[name].strip()}"
            found.append(
                manifest.Entry(corpus / wave.strip(), speaker, canonical(scores[name]["words"]))
            )
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--part", choices=("train", "test", "both"), default="both")
    args = parser.parse_args()
    parts = ("train", "test") if args.part == "both" else (args.part,)
    found = entries(args.corpus, parts)
    manifest.write(args.out, found)
    print(f"{len(found)} recordings")


if __name__ == "__main__":
    main()
