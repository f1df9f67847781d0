package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import java.util.Arrays;

/**
 * Passes over activations, channel by channel. How the frames of a pass follow one another, and so
 * in which order sums over time are made, is said here; what is done with one frame differs between
 * kernels, but not in a bit of the result.
 */
public abstract sealed class Elementwise permits ScalarElementwise, VectorElementwise {
  /** One per kernels. */
  Elementwise() {}

  /** {@code out[at + c] = x[a + c] + x[b + c]} for {@code width} channels. */
  abstract void add(float[] x, int a, int b, float[] out, int at, int width);

  /** {@code out[at + c] = x[a + c] * scale[s + c] + residual[r + c]}, rounded once. */
  abstract void scaleAdd(
      float[] x,
      int a,
      float[] scale,
      int s,
      float[] residual,
      int r,
      float[] out,
      int at,
      int width);

  /** {@code sums[to + c] += x[at + c]}. */
  abstract void accumulate(float[] x, int at, float[] sums, int to, int width);

  /** {@code sums[to + c] += d * d} with {@code d = x[at + c] - means[m + c]}, rounded once. */
  abstract void accumulateSquares(
      float[] x, int at, float[] means, int m, float[] sums, int to, int width);

  /** out = a, channel by channel, for frames {@code from} to {@code to}. */
  public final void copy(Frames a, int aColumn, Frames out, int width, int from, int to) {
    for (int t = from; t < to; t++) {
      System.arraycopy(a.values(), a.at(t) + aColumn, out.values(), out.at(t), width);
    }
  }

  /** out = a + b, two groups of channels of the same frames {@code from} to {@code to}. */
  public final void add(
      Frames x, int aColumn, int bColumn, Frames out, int width, int from, int to) {
    for (int t = from; t < to; t++) {
      add(x.values(), x.at(t) + aColumn, x.at(t) + bColumn, out.values(), out.at(t), width);
    }
  }

  /** out = x * scale + residual, rounded once, for frames {@code from} to {@code to}. */
  public final void scaleAdd(
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
          scale.at(0),
          residual.values(),
          residual.at(t) + residualColumn,
          out.values(),
          out.at(t) + outColumn,
          x.columns());
    }
  }

  /**
   * Means over time of the channels {@code from} to {@code to}.
   *
   * @param sums one frame of at least as many channels as {@code x}: the means
   * @param block one frame of the same size, scratch
   */
  public final void mean(Frames x, int from, int to, Frames sums, Frames block) {
    float[] total = sums.values();
    float[] partial = block.values();
    int totalAt = sums.at(0) + from;
    int partialAt = block.at(0) + from;
    int width = to - from;
    Arrays.fill(total, totalAt, totalAt + width, 0f);
    for (int start = 0; start < x.frames(); start += Kernels.BLOCK) {
      Arrays.fill(partial, partialAt, partialAt + width, 0f);
      for (int t = start; t < Math.min(start + Kernels.BLOCK, x.frames()); t++) {
        accumulate(x.values(), x.at(t) + from, partial, partialAt, width);
      }
      accumulate(partial, partialAt, total, totalAt, width);
    }
    for (int c = totalAt; c < totalAt + width; c++) {
      total[c] /= x.frames();
    }
  }

  /**
   * Means and deviations over time of the channels {@code from} to {@code to}: deviation =
   * sqrt(max(sum (x - mean)^2 / frames, 1e-12)).
   *
   * @param out one frame of 2 * channels: means, then deviations
   */
  public final void moments(Frames x, int from, int to, Frames out, Frames block) {
    mean(x, from, to, out, block);
    float[] means = out.values();
    float[] partial = block.values();
    int meanAt = out.at(0) + from;
    int deviationAt = meanAt + x.columns();
    int partialAt = block.at(0) + from;
    int width = to - from;
    Arrays.fill(means, deviationAt, deviationAt + width, 0f);
    for (int start = 0; start < x.frames(); start += Kernels.BLOCK) {
      Arrays.fill(partial, partialAt, partialAt + width, 0f);
      for (int t = start; t < Math.min(start + Kernels.BLOCK, x.frames()); t++) {
        accumulateSquares(x.values(), x.at(t) + from, means, meanAt, partial, partialAt, width);
      }
      accumulate(partial, partialAt, means, deviationAt, width);
    }
    for (int c = deviationAt; c < deviationAt + width; c++) {
      float variance = means[c] / x.frames();
      means[c] = (float) Math.sqrt(Math.max(variance, ScalarKernels.SMALLEST_VARIANCE));
    }
  }
}
