"""Prefix beam search in readable Python, as the ctcmodel reference scores it.

usage: decoder_reference.py LOGPROBS.npy BEAM
"""
import sys

import turns

try:
    import numpy as np
except ImportError:
    turns.absent("numpy")

from reference_decoder import prefix_beam_search

scores, beam = np.load(sys.argv[1]), int(sys.argv[2])
turns.serve("reference_decoder.py", lambda: len(prefix_beam_search(scores, beam)[0][0]))
