package io.vocalith.audio;

import java.util.Arrays;

/**
 * Cuts a signal into tapered frames. Where a frame reaches past either end of the signal it reads
 * zeros.
 */
final class Framer {
  private final int hop;
  private final int fftSize;
  private final boolean centred;
  private final double[] weights; // (window)

  private Framer(FrameOptions options, boolean centred, double[] weights) {
    this.hop = options.hop();
    this.fftSize = options.fftSize();
    this.centred = centred;
    this.weights = weights;
  }

  /**
   * Frame t starts at sample t * hop; the last one holds the last sample. The window is in double
   * (python_speech_features, {@code sigproc.framesig}).
   */
  static Framer fromStart(FrameOptions options) {
    return new Framer(options, false, options.shape().weights(options.window()));
  }

  /**
   * Frame t is centred on sample t * hop, as {@code torch.stft} does with {@code center=True} and
   * constant padding. The window is rounded to float as it is there.
   */
  static Framer centred(FrameOptions options) {
    double[] weights = options.shape().weights(options.window());
    for (int n = 0; n < weights.length; n++) {
      weights[n] = (float) weights[n];
    }
    return new Framer(options, true, weights);
  }

  /** Number of frames of a signal of so many samples, at least 1. */
  int frames(int samples) {
    if (centred) {
      return 1 + samples / hop;
    }
    int beyond = samples - weights.length;
    return beyond <= 0 ? 1 : 1 + (beyond + hop - 1) / hop;
  }

  /**
   * Writes frame t, tapered and followed by zeros, into the first FFT-size places of the target.
   */
  void cut(float[] signal, int t, double[] target) {
    long start = (long) t * hop - (centred ? weights.length / 2 : 0);
    int first = (int) Math.max(0, -start);
    int end = (int) Math.min(weights.length, signal.length - start);
    Arrays.fill(target, 0, Math.min(first, fftSize), 0);
    int shift = (int) start;
    for (int n = first; n < end; n++) {
      target[n] = signal[shift + n] * weights[n];
    }
    Arrays.fill(target, Math.max(end, 0), fftSize, 0);
  }
}
