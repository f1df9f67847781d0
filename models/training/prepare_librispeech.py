"""Manifest of a LibriSpeech part: SPEAKER/CHAPTER/SPEAKER-CHAPTER-NUMBER.flac and .trans.txt.

usage: prepare_librispeech.py LibriSpeech/train-clean-100 OUT.tsv [--dictionary CMUDICT | --espeak] [--per-speaker N]

Without a dictionary or --espeak the phones stay empty, which is enough for voices. Sentences with a
word that the dictionary lacks are left out.
"""
import argparse
from collections import Counter
from pathlib import Path

import espeak
import manifest
import phones


def transcripts(folder):
    """Yields (recording, speaker, words) in the order of the names."""
    for listing in sorted(Path(folder).glob("*/*/*.trans.txt")):
        for line in listing.read_text(encoding="utf-8").splitlines():
            name, _, words = line.partition(" ")
            yield listing.parent / f"{name}.flac", name.split("-")[0], words


def read_dictionary(path):
    """First pronunciation of each word of a CMU pronouncing dictionary."""
    words = {}
    with open(path, encoding="latin-1") as file:
        for line in file:
            word, *symbols = line.split("#")[0].split() or [";;;"]
            if not word.startswith(";;;") and not word.endswith(")"):
                words.setdefault(word.upper(), phones.from_arpabet(symbols))
    return words


def looked_up(words, dictionary):
    return [phone for word in words.split() for phone in dictionary[word]]


def entries(folder, pronounce, per_speaker=None):
    """Returns the entries, and how many sentences could not be written in phones."""
    found, left_out, taken = [], 0, Counter()
    for recording, speaker, words in transcripts(folder):
        if per_speaker is not None and taken[speaker] == per_speaker:
            continue
        try:
            found.append(manifest.Entry(recording, f"librispeech-{speaker}", tuple(pronounce(words))))
            taken[speaker] += 1
        except (KeyError, ValueError):
            left_out += 1
    return found, left_out


def pronouncer(args):
    """What the options say: from a sentence to its phones."""
    if args.dictionary:
        dictionary = read_dictionary(args.dictionary)
        return lambda words: looked_up(words, dictionary)
    if args.espeak:
        return lambda words: espeak.phones_of(words.lower())
    return lambda words: ()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("out")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--dictionary")
    source.add_argument("--espeak", action="store_true")
    parser.add_argument("--per-speaker", type=int)
    args = parser.parse_args()
    found, left_out = entries(args.folder, pronouncer(args), args.per_speaker)
    manifest.write(args.out, found)
    print(f"{len(found)} recordings, {left_out} sentences left out")


if __name__ == "__main__":
    main()
