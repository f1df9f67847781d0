package io.vocalith.engine.kernel;

/** Sums of products for many outputs of one frame. */
final class ScalarProduct {
  /**
   * Whether two frames are done at a time. From JDK 25 on C2 makes vectors of that loop, which
   * reads the weights half as often; what that of 17 makes of it takes two and a half times as
   * long.
   */
  static final boolean PAIRS = Runtime.version().feature() >= 25;

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

  /** The same for two frames, which share the loads of the weights. */
  static void accumulate(
      float[] in,
      int at,
      int nextAt,
      int inputs,
      float[][] rows,
      int first,
      float[] sums,
      float[] next,
      int count) {
    int k = 0;
    for (; k <= inputs - 4; k += 4) {
      four(in, at + k, nextAt + k, rows, first + k, sums, next, count);
    }
    for (; k < inputs; k++) {
      one(in[at + k], rows[first + k], sums, count);
      one(in[nextAt + k], rows[first + k], next, count);
    }
  }

  /** Stores come last in the loop: what is loaded behind a store is loaded twice. */
  private static void four(
      float[] in,
      int at,
      int nextAt,
      float[][] rows,
      int first,
      float[] sums,
      float[] next,
      int count) {
    float[] w0 = rows[first];
    float[] w1 = rows[first + 1];
    float[] w2 = rows[first + 2];
    float[] w3 = rows[first + 3];
    float x0 = in[at];
    float x1 = in[at + 1];
    float x2 = in[at + 2];
    float x3 = in[at + 3];
    float y0 = in[nextAt];
    float y1 = in[nextAt + 1];
    float y2 = in[nextAt + 2];
    float y3 = in[nextAt + 3];
    for (int j = 0; j < count; j++) {
      float sum = Fma.fma(x0, w0[j], sums[j]);
      sum = Fma.fma(x1, w1[j], sum);
      sum = Fma.fma(x2, w2[j], sum);
      sum = Fma.fma(x3, w3[j], sum);
      float other = Fma.fma(y0, w0[j], next[j]);
      other = Fma.fma(y1, w1[j], other);
      other = Fma.fma(y2, w2[j], other);
      other = Fma.fma(y3, w3[j], other);
      sums[j] = sum;
      next[j] = other;
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
