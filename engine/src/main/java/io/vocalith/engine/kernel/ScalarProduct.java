package io.vocalith.engine.kernel;

/** Sums of products for many outputs of one frame. */
final class ScalarProduct {
  private ScalarProduct() {}

  /**
   * {@code out[at + j] += sum over k of in[a + k] * w[start + k * panel + j]}, each a chain of
   * fused multiply-adds in ascending k.
   */
  static void accumulate(
      float[] in,
      int a,
      int inputs,
      float[] w,
      int start,
      int panel,
      float[] out,
      int at,
      int count) {
    int k = 0;
    for (; k <= inputs - 4; k += 4) {
      float x0 = in[a + k];
      float x1 = in[a + k + 1];
      float x2 = in[a + k + 2];
      float x3 = in[a + k + 3];
      int w0 = start + k * panel;
      int w1 = w0 + panel;
      int w2 = w1 + panel;
      int w3 = w2 + panel;
      for (int j = 0; j < count; j++) {
        float sum = Fma.fma(x0, w[w0 + j], out[at + j]);
        sum = Fma.fma(x1, w[w1 + j], sum);
        sum = Fma.fma(x2, w[w2 + j], sum);
        out[at + j] = Fma.fma(x3, w[w3 + j], sum);
      }
    }
    for (; k < inputs; k++) {
      float x = in[a + k];
      int w0 = start + k * panel;
      for (int j = 0; j < count; j++) {
        out[at + j] = Fma.fma(x, w[w0 + j], out[at + j]);
      }
    }
  }
}
