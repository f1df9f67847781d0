package io.vocalith.engine.kernel;

/** Sums of products for many outputs of one frame. */
final class ScalarProduct {
  private ScalarProduct() {}

  /**
   * {@code sums[j] += sum over k of in[at + k] * rows[first + k][j]}, each a chain of fused
   * multiply-adds in ascending k.
   *
   * <p>The inner loop has this form because C2 makes vectors of it: all arrays share one index
   * without an offset, so that it knows that they do not overlap, and four inputs share a load and
   * a store of the sums.
   */
  static void accumulate(
      float[] in, int at, int inputs, float[][] rows, int first, float[] sums, int count) {
    int k = 0;
    for (; k <= inputs - 4; k += 4) {
      int row = first + k;
      four(in, at + k, rows[row], rows[row + 1], rows[row + 2], rows[row + 3], sums, count);
    }
    for (; k < inputs; k++) {
      one(in[at + k], rows[first + k], sums, count);
    }
  }

  private static void four(
      float[] in, int at, float[] w0, float[] w1, float[] w2, float[] w3, float[] sums, int count) {
    float x0 = in[at];
    float x1 = in[at + 1];
    float x2 = in[at + 2];
    float x3 = in[at + 3];
    for (int j = 0; j < count; j++) {
      float sum = Fma.fma(x0, w0[j], sums[j]);
      sum = Fma.fma(x1, w1[j], sum);
      sum = Fma.fma(x2, w2[j], sum);
      sums[j] = Fma.fma(x3, w3[j], sum);
    }
  }

  private static void one(float x, float[] w, float[] sums, int count) {
    for (int j = 0; j < count; j++) {
      sums[j] = Fma.fma(x, w[j], sums[j]);
    }
  }
}
