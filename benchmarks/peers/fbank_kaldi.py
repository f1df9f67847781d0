"""kaldi-native-fbank: 80 mel filters, frames of 25 by 10 ms, no dither.

usage: fbank_kaldi.py SAMPLES.npy   (float32 at 16 kHz)
"""
import sys

import turns

try:
    import numpy as np
    import kaldi_native_fbank as knf
except ImportError as e:
    turns.absent(f"kaldi-native-fbank and numpy ({e})")

samples = np.load(sys.argv[1]).astype(np.float32)
options = knf.FbankOptions()
options.frame_opts.dither = 0
options.frame_opts.samp_freq = 16000
options.mel_opts.num_bins = 80


def work():
    fbank = knf.OnlineFbank(options)
    fbank.accept_waveform(16000, samples)
    fbank.input_finished()
    # All frames are computed by now; fetching them one by one would time Python instead.
    return fbank.num_frames_ready


turns.serve(f"kaldi-native-fbank {getattr(knf, '__version__', '')}".strip(), work)
