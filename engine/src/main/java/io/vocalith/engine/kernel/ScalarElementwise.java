package io.vocalith.engine.kernel;

/** {@link Elementwise} channel after channel. */
final class ScalarElementwise extends Elementwise {
  @Override
  void add(float[] x, int a, int b, float[] out, int at, int width) {
    for (int c = 0; c < width; c++) {
      out[at + c] = x[a + c] + x[b + c];
    }
  }

  @Override
  void scaleAdd(
      float[] x,
      int a,
      float[] scale,
      int s,
      float[] residual,
      int r,
      float[] out,
      int at,
      int width) {
    for (int c = 0; c < width; c++) {
      out[at + c] = Fma.fma(x[a + c], scale[s + c], residual[r + c]);
    }
  }

  @Override
  void accumulate(float[] x, int at, float[] sums, int to, int width) {
    for (int c = 0; c < width; c++) {
      sums[to + c] += x[at + c];
    }
  }

  @Override
  void accumulateSquares(float[] x, int at, float[] means, int m, float[] sums, int to, int width) {
    for (int c = 0; c < width; c++) {
      float d = x[at + c] - means[m + c];
      sums[to + c] = Fma.fma(d, d, sums[to + c]);
    }
  }
}
