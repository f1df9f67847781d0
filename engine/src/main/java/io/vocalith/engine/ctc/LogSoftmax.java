package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;

/**
 * A network's logits to natural log-probabilities. ctcmodel's metric takes the logarithm of a
 * softmax rounded to float at every step; both agree within 1e-6.
 */
public final class LogSoftmax {
  private LogSoftmax() {}

  /**
   * x - ln sum exp x for every row, summed in double.
   *
   * @param logits (frames, classes)
   * @throws IllegalArgumentException if a row holds NaN or plus infinity, or nothing but minus
   *     infinity
   */
  public static Matrix apply(Matrix logits) {
    float[] in = logits.values();
    float[] out = new float[in.length];
    int classes = logits.columns();
    for (int start = 0; start < in.length; start += classes) {
      float largest = largest(logits, start);
      double sum = 0;
      for (int c = start; c < start + classes; c++) {
        sum += StrictMath.exp((double) in[c] - largest);
      }
      double total = largest + StrictMath.log(sum);
      for (int c = start; c < start + classes; c++) {
        out[c] = (float) (in[c] - total);
      }
    }
    return Matrix.of(logits.rows(), classes, out);
  }

  private static float largest(Matrix logits, int start) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int c = start; c < start + logits.columns(); c++) {
      largest = Math.max(largest, logits.values()[c]); // NaN wins
    }
    if (!Float.isFinite(largest)) {
      throw new IllegalArgumentException(
          "expected finite logits, found a largest value of "
              + largest
              + " in frame "
              + start / logits.columns());
    }
    return largest;
  }
}
