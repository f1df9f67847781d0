"""The list every training script reads: a TSV file with the columns audio, speaker, phones.

``audio`` is a path relative to the manifest; ``phones`` are TIMIT symbols between blanks, and may be
empty where only speakers matter.
"""
import csv
import os
from dataclasses import dataclass
from pathlib import Path

import phones as phone_set

COLUMNS = ("audio", "speaker", "phones")


@dataclass(frozen=True)
class Entry:
    audio: Path
    speaker: str
    phones: tuple


def read(path):
    """The entries of a manifest; a wrong line is an error that names it."""
    path = Path(path)
    entries = []
    with open(path, newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(f"{path}: expected a first line of {', '.join(COLUMNS)} between tabs")
        for number, row in enumerate(rows, 2):
            if len(row) != len(COLUMNS):
                raise ValueError(f"{path}, line {number}: expected 3 columns, found {len(row)}")
            phones = tuple(row[2].split())
            unknown = [phone for phone in phones if phone not in phone_set.NUMBER]
            if unknown:
                raise ValueError(f"{path}, line {number}: expected TIMIT phones, found {unknown[0]}")
            entries.append(Entry(path.parent / row[0], row[1], phones))
    if not entries:
        raise ValueError(f"{path}: expected at least one recording, found none")
    return entries


def write(path, entries):
    """Writes entries, their audio relative to the manifest."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        rows.writerow(COLUMNS)
        for entry in entries:
            audio = os.path.relpath(entry.audio, path.parent)
            rows.writerow((audio, entry.speaker, " ".join(entry.phones)))
