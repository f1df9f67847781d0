package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * Passes over activations whose operations are rounded one by one in any order: one implementation
 * serves all kernels, and the compiler makes vectors of these loops by itself.
 */
public final class Elementwise {
  private Elementwise() {}

  /** out = a, channel by channel, for frames {@code from} to {@code to}. */
  public static void copy(Frames a, int aColumn, Frames out, int width, int from, int to) {
    for (int t = from; t < to; t++) {
      System.arraycopy(a.values(), a.at(t) + aColumn, out.values(), out.at(t), width);
    }
  }

  /** out = a + b, two groups of channels of the same frames {@code from} to {@code to}. */
  public static void add(
      Frames x, int aColumn, int bColumn, Frames out, int width, int from, int to) {
    for (int t = from; t < to; t++) {
      add(x.values(), x.at(t) + aColumn, x.at(t) + bColumn, out.values(), out.at(t), width);
    }
  }

  private static void add(float[] x, int a, int b, float[] out, int at, int width) {
    for (int c = 0; c < width; c++) {
      out[at + c] = x[a + c] + x[b + c];
    }
  }

  /** out = x * scale + residual, rounded once, for frames {@code from} to {@code to}. */
  public static void scaleAdd(
      Frames x,
      Frames scale,
      Frames residual,
      int residualColumn,
      Frames out,
      int outColumn,
      int from,
      int to) {
    for (int t = from; t < to; t++) {
      scaleAdd(
          x.values(),
          x.at(t),
          scale.values(),
          residual.values(),
          residual.at(t) + residualColumn,
          out.values(),
          out.at(t) + outColumn,
          x.columns());
    }
  }

  private static void scaleAdd(
      float[] x, int a, float[] scale, float[] residual, int r, float[] out, int at, int width) {
    for (int c = 0; c < width; c++) {
      out[at + c] = Fma.fma(x[a + c], scale[c], residual[r + c]);
    }
  }

  /**
   * Means over time of the channels {@code from} to {@code to}.
   *
   * @param sums one frame of at least as many channels as {@code x}: the means
   * @param block one frame of the same size, scratch
   */
  public static void mean(Frames x, int from, int to, Frames sums, Frames block) {
    float[] total = sums.values();
    float[] partial = block.values();
    zero(total, from, to);
    for (int start = 0; start < x.frames(); start += Kernels.BLOCK) {
      zero(partial, from, to);
      for (int t = start; t < Math.min(start + Kernels.BLOCK, x.frames()); t++) {
        accumulate(x.values(), x.at(t), partial, from, to);
      }
      accumulate(partial, 0, total, from, to);
    }
    for (int c = from; c < to; c++) {
      total[c] /= x.frames();
    }
  }

  private static void zero(float[] values, int from, int to) {
    for (int c = from; c < to; c++) {
      values[c] = 0f;
    }
  }

  private static void accumulate(float[] x, int at, float[] sums, int from, int to) {
    for (int c = from; c < to; c++) {
      sums[c] += x[at + c];
    }
  }

  /**
   * Means and deviations over time of the channels {@code from} to {@code to}: deviation =
   * sqrt(max(sum (x - mean)^2 / frames, 1e-12)).
   *
   * @param out one frame of 2 * channels: means, then deviations
   */
  public static void moments(Frames x, int from, int to, Frames out, Frames block) {
    mean(x, from, to, out, block);
    float[] means = out.values();
    float[] partial = block.values();
    int deviations = x.columns();
    zero(means, deviations + from, deviations + to);
    for (int start = 0; start < x.frames(); start += Kernels.BLOCK) {
      zero(partial, from, to);
      for (int t = start; t < Math.min(start + Kernels.BLOCK, x.frames()); t++) {
        int at = x.at(t);
        for (int c = from; c < to; c++) {
          float d = x.values()[at + c] - means[c];
          partial[c] = Fma.fma(d, d, partial[c]);
        }
      }
      for (int c = from; c < to; c++) {
        means[deviations + c] += partial[c];
      }
    }
    for (int c = from; c < to; c++) {
      float variance = means[deviations + c] / x.frames();
      means[deviations + c] =
          (float) Math.sqrt(Math.max(variance, ScalarKernels.SMALLEST_VARIANCE));
    }
  }
}
