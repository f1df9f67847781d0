"""flashlight-text's lexicon-free beam decoder: sums of paths, every token considered, no threshold.

usage: decoder_flashlight.py LOGPROBS.npy BEAM
"""
import sys

import turns

try:
    import numpy as np
    import flashlight.lib.text as package
    from flashlight.lib.text.decoder import (
        CriterionType, LexiconFreeDecoder, LexiconFreeDecoderOptions, ZeroLM)
except ImportError as e:
    turns.absent(f"flashlight-text and numpy ({e})")

scores, beam = np.ascontiguousarray(np.load(sys.argv[1]), np.float32), int(sys.argv[2])
frames, classes = scores.shape
options = LexiconFreeDecoderOptions(
    beam_size=beam, beam_size_token=classes, beam_threshold=1e9, lm_weight=0.0, sil_score=0.0,
    log_add=True, criterion_type=CriterionType.CTC)
# No token is a separator of words: the blank stands in where the decoder wants one.
decoder = LexiconFreeDecoder(options, ZeroLM(), classes - 1, classes - 1, [])
turns.serve(
    f"flashlight-text {getattr(package, '__version__', '')}".strip(),
    lambda: len(decoder.decode(scores.ctypes.data, frames, classes)[0].tokens))
