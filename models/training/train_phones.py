"""Trains a phone recogniser: the ctcmodel network on MFCC of 10 ms.

usage: train_phones.py MANIFEST.tsv OUT.ckpt [--epochs 22] [--hidden 128] [--init CKPT] [--seed 1]

Writes OUT.ckpt after every epoch, and OUT.yaml, the card. Every 25th speaker is held out. Inputs
are scaled to unit deviation in training; the scale is folded into the first layer, so that the
saved network takes the features as they come.
"""
import argparse
import math
import time

import numpy as np
import torch
from torch import nn

import audio
import augment
import cards
import features
import manifest
import mindspore_ckpt
import phones
from networks import PhoneNetwork

# (pauses shortened, hop of the frames, rate): a wider hop is faster speech.
VARIANTS = (
    (False, 160, 1.0), (True, 160, 1.0), (True, 200, 1.0), (True, 240, 1.0),
    (True, 190, 0.88), (True, 235, 0.9), (True, 215, 1.1),
)  # fmt: skip
LARGEST_BATCH = 13_000  # frames


def variants(samples, labels, random):
    """Feature matrices of one recording that leave CTC room for the labels."""
    found = []
    for shorten, hop, rate in VARIANTS:
        version = augment.shortened_pauses(samples, random) if shorten else samples
        if rate != 1.0:
            version = augment.resampled(version, rate)
        found.append(features.mfcc(version, hop))
    return [x for x in found if len(x) > 1.15 * len(labels)]


def examples(entries, random):
    """Returns ([(matrices, labels)] to train on, [(matrix, labels)] held out)."""
    speakers = sorted({entry.speaker for entry in entries})
    held_out = set(speakers[::25]) if len(speakers) > 1 else set()
    train, held = [], []
    for entry in entries:
        labels = np.array([phones.NUMBER[phone] for phone in entry.phones], np.int64)
        samples = audio.read(entry.audio)
        if not len(labels):
            raise ValueError(f"{entry.audio}: expected phones in the manifest, found none")
        if entry.speaker in held_out:
            held.append((features.mfcc(samples), labels))
        elif matrices := variants(samples, labels, random):
            train.append((matrices, labels))
    return train, held


def batches(train, random):
    """One variant of each recording, those of like length together."""
    picked = [(matrices[random.integers(len(matrices))], labels) for matrices, labels in train]
    picked.sort(key=lambda item: len(item[0]) * random.uniform(1, 1.05))
    found, batch = [], []
    for item in picked:
        if batch and (len(batch) + 1) * max(len(item[0]), len(batch[-1][0])) > LARGEST_BATCH:
            found.append(batch)
            batch = []
        batch.append(item)
    return found + [batch]


def as_tensors(batch, scale, random):
    """(inputs, frames of each, labels end to end, labels of each)."""
    frames = [len(x) for x, _ in batch]
    inputs = np.zeros((len(batch), max(frames), features.MFCC_DIMENSION), np.float32)
    for row, (x, _) in zip(inputs, batch):
        row[: len(x)] = x / scale
        augment.disturb_cepstra(row[: len(x)], random)
    labels = np.concatenate([labels for _, labels in batch])
    counts = [len(labels) for _, labels in batch]
    return tuple(torch.tensor(part) for part in (inputs, frames, labels, counts))


def best_path(logits):
    """Labels of the likeliest path, repeats and blanks removed."""
    path = logits.argmax(-1).tolist()
    changed = [now for before, now in zip([None, *path], path) if now != before]
    return [phones.PHONES[label] for label in changed if label != phones.BLANK]


def edits(found, truth):
    """Levenshtein distance."""
    row = list(range(len(truth) + 1))
    for number, left in enumerate(found, 1):
        diagonal, row[0] = row[0], number
        for column, right in enumerate(truth, 1):
            substitution = diagonal + (left != right)
            diagonal = row[column]
            row[column] = min(substitution, diagonal + 1, row[column - 1] + 1)
    return row[-1]


def error_rate(network, held, scale):
    """Edits per phone of 39 classes, or None where nobody was held out."""
    network.eval()
    wrong = total = 0
    with torch.inference_mode():
        for x, labels in held:
            truth = phones.scored(phones.PHONES[label] for label in labels)
            found = phones.scored(best_path(network(torch.tensor(x / scale)[None])[0]))
            wrong += edits(found, truth)
            total += len(truth)
    network.train()
    return wrong / total if total else None


def train(network, data, held, scale, epochs, random, finished):
    """Runs the epochs and calls ``finished`` after each; returns their mean losses."""
    optimiser = torch.optim.AdamW(network.parameters(), 1e-3, weight_decay=1e-4)
    steps = epochs * math.ceil(1.1 * len(batches(data, random)))  # their number varies a little
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 1.6e-3, total_steps=steps, pct_start=0.1
    )
    ctc = nn.CTCLoss(blank=phones.BLANK, zero_infinity=True)
    start, losses = time.time(), []
    for epoch in range(epochs):
        today = batches(data, random)
        total = 0.0
        for index in random.permutation(len(today)):
            inputs, frames, labels, counts = as_tensors(today[index], scale, random)
            scores = network(inputs).log_softmax(-1)
            loss = ctc(scores.transpose(0, 1), labels, frames, counts)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        losses.append(total / len(today))
        rate = error_rate(network, held, scale)
        wrong = "nobody held out" if rate is None else f"held-out PER {100 * rate:.1f} %"
        seconds = time.time() - start
        print(f"epoch {epoch + 1}: loss {losses[-1]:.3f}, {wrong}, {seconds:.0f} s", flush=True)
        finished()
    return losses


def run(manifest_file, out, epochs, hidden, init=None, seed=1):
    """Everything, from a manifest to a checkpoint with its card; returns the losses."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    data, held = examples(manifest.read(manifest_file), random)
    if not data:
        raise ValueError(f"{manifest_file}: expected recordings longer than their phones, found none")
    scale = np.concatenate([matrices[0] for matrices, _ in data[::10]]).std(axis=0)
    network = PhoneNetwork(hidden)
    if init:
        network.take(mindspore_ckpt.load(init), scale)

    def save():
        mindspore_ckpt.save(out, network.tensors(scale))
        cards.write_phones(out)

    return train(network, data, held, scale, epochs, random, save)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=22)
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--init", help="a checkpoint to begin with")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    run(args.manifest, args.out, args.epochs, args.hidden, args.init, args.seed)


if __name__ == "__main__":
    main()
