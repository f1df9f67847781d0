"""Trains a speaker encoder: the ecapa_tdnn network with an additive angular margin.

usage: train_voice.py MANIFEST.tsv OUT.ckpt [--steps 8000] [--channels 256] [--init CKPT] [--seed 1]

Writes OUT.ckpt every 500 steps and at the end, and OUT.yaml, the card. Copies at 0.9 and 1.1 of the
speed count as further speakers. Every speaker is drawn equally often, however much there is of them.
"""
import argparse
import math
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import audio
import augment
import cards
import features
import manifest
import mindspore_ckpt
from networks import VoiceNetwork

SPEEDS = (1.0, 0.9, 1.1)
BATCH = 64
CROP = 200  # frames: 2 s
MARGIN = 0.2
SCALE = 30.0


def voices(entries):
    """Feature matrices of each speaker and speed, as half floats."""
    found = {}
    for entry in entries:
        samples = audio.read(entry.audio)
        for speed in SPEEDS:
            version = samples if speed == 1.0 else augment.resampled(samples, speed)
            matrix = features.fbank(version).astype(np.float16)
            found.setdefault((entry.speaker, speed), []).append(matrix)
    return [found[key] for key in sorted(found)]


def draw(speakers, random):
    """A batch of disturbed excerpts and the numbers of their speakers."""
    chosen = random.integers(0, len(speakers), BATCH)
    excerpts = [excerpt(speakers[speaker], random) for speaker in chosen]
    return torch.tensor(np.stack(excerpts)), torch.tensor(chosen)


def excerpt(matrices, random):
    """CROP frames of one of the recordings; a shorter one is repeated."""
    x = matrices[random.integers(len(matrices))].astype(np.float32)
    x = np.tile(x, (-(-CROP // len(x)), 1))
    start = random.integers(0, len(x) - CROP + 1)
    return augment.disturb_bank(x[start : start + CROP], random)


def margin_loss(embeddings, directions, speakers, margin):
    """AAM-softmax: the own speaker's angle counts as if it were wider by the margin."""
    cosine = F.linear(F.normalize(embeddings), F.normalize(directions)).clamp(-1 + 1e-6, 1 - 1e-6)
    own = cosine.gather(1, speakers[:, None])
    widened = torch.cos(torch.acos(own) + margin)
    loss = F.cross_entropy(SCALE * cosine.scatter(1, speakers[:, None], widened), speakers)
    return loss, (cosine.argmax(1) == speakers).float().mean()


def mean_directions(network, speakers, directions):
    """With a trained network each speaker begins at the mean of some of their embeddings."""
    network.eval()
    with torch.inference_mode():
        for row, matrices in zip(directions.data, speakers):
            some = [torch.tensor(x[:400].astype(np.float32)) for x in matrices[:3]]
            row.copy_(sum(F.normalize(network((x - x.mean(0))[None])[0], dim=0) for x in some))
    network.train()


def train(network, speakers, directions, steps, peak, random, finished):
    """Runs the steps and calls ``finished`` now and then; returns the hit rates."""
    parameters = [*network.parameters(), directions]
    optimiser = torch.optim.AdamW(parameters, peak, weight_decay=2e-5)
    start, losses, rates = time.time(), [], []
    for step in range(steps):
        part = step / steps
        rate = peak * min(1.0, step / min(300, 1 + steps // 10))
        for group in optimiser.param_groups:
            group["lr"] = rate * (0.5 + 0.5 * math.cos(math.pi * part)) + 1e-6
        inputs, chosen = draw(speakers, random)
        margin = MARGIN * min(1.0, max(0.0, (part - 0.15) / 0.3))
        loss, hits = margin_loss(network(inputs), directions, chosen, margin)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 5.0)
        optimiser.step()
        losses.append(loss.item())
        rates.append(hits.item())
        if (step + 1) % 50 == 0:
            mean, rate = sum(losses[-50:]) / 50, sum(rates[-50:]) / 50
            seconds = time.time() - start
            print(f"step {step + 1}: loss {mean:.3f}, hits {rate:.2f}, {seconds:.0f} s", flush=True)
        if (step + 1) % 500 == 0 or step + 1 == steps:
            finished()
    return rates


def run(manifest_file, out, steps, channels, init=None, seed=1):
    """Everything, from a manifest to a checkpoint with its card; returns the hit rates."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    speakers = voices(manifest.read(manifest_file))
    network = VoiceNetwork(channels, narrow=channels // 4)
    directions = nn.Parameter(torch.empty(len(speakers), network.fc.out_channels))
    nn.init.xavier_normal_(directions)
    if init:
        network.take(mindspore_ckpt.load(init))
        mean_directions(network, speakers, directions)

    def save():
        mindspore_ckpt.save(out, network.tensors())
        cards.write_voice(out)

    return train(network, speakers, directions, steps, 1e-3 if init else 2e-3, random, save)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--channels", type=int, default=256)
    parser.add_argument("--init", help="a checkpoint to begin with")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    run(args.manifest, args.out, args.steps, args.channels, args.init, args.seed)


if __name__ == "__main__":
    main()
