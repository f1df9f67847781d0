package io.vocalith.audio;

/** The taper put on every frame before its spectrum is taken. */
public enum WindowShape {
  /** No taper: every sample counts fully, as python_speech_features does by default. */
  RECTANGULAR,
  /** 0.54 - 0.46 cos(2 pi n / (N - 1)): both ends are 0.08 (NumPy's {@code hamming}). */
  HAMMING,
  /** 0.54 - 0.46 cos(2 pi n / N): one period of N samples (PyTorch's {@code hamming_window}). */
  HAMMING_PERIODIC;

  /** The weights of a window of this length, in double precision. */
  double[] weights(int length) {
    double[] weights = new double[length];
    int period = this == HAMMING ? Math.max(1, length - 1) : length;
    for (int n = 0; n < length; n++) {
      weights[n] =
          this == RECTANGULAR ? 1 : 0.54 - 0.46 * StrictMath.cos(2 * StrictMath.PI * n / period);
    }
    return weights;
  }
}
