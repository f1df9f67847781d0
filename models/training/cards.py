"""Writes the model card that tells Vocalith what a trained checkpoint is."""
import hashlib
from pathlib import Path

from phones import BLANK, PHONES

_PHONES = f"""\
card: 1
name: NAME
title: English phones, trained with models/training
architecture: ctcmodel
features:
  kind: mfcc
  sampleRate: 16000
  window: 400
  hop: 160
  shape: hamming
  fftSize: 512
  preEmphasis: 0.97
  filters: 26
  lowHz: 0
  highHz: 8000
  coefficients: 13
  lifter: 22
  differences: 2
  removeMean: true
labels: [{", ".join(f'"{phone}"' for phone in PHONES)}]
blank: {BLANK}
padding: 0
"""

_VOICE = """\
card: 1
name: NAME
title: Speaker embeddings, trained with models/training
architecture: ecapa_tdnn
features:
  kind: fbank
  sampleRate: 16000
  window: 400
  hop: 160
  shape: hamming_periodic
  fftSize: 400
  filters: 80
  lowHz: 0
  highHz: 8000
  topDecibels: 80
  removeMean: true
"""


def write_phones(checkpoint):
    _write(_PHONES, checkpoint)


def write_voice(checkpoint):
    _write(_VOICE, checkpoint)


def _write(text, checkpoint):
    """NAME.yaml beside NAME.ckpt."""
    checkpoint = Path(checkpoint)
    digest = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    text = text.replace("NAME", checkpoint.stem)
    text += f"checkpoint: {checkpoint.name}\nsha256: {digest}\n"
    checkpoint.with_suffix(".yaml").write_text(text, encoding="utf-8")
