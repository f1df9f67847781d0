package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Workspaces;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Attentive statistics as in {@link ScalarPooling}, a strip of channels at a time and within it
 * frame by frame, so that memory is read in its own order.
 */
final class VectorPooling {
  /** Channels of a strip: its weights and values of some seconds fit into a near cache. */
  private static final int STRIP = 128;

  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;

  private final Workspaces<Strip> scratch = new Workspaces<>(Strip::new, unused -> {});

  /** What is known of the channels of a strip so far. */
  private static final class Strip {
    private int width;
    private final float[] highest = new float[STRIP];
    private final float[] mean = new float[STRIP];
    private final float[] total = new float[STRIP];
    private final float[] sum = new float[STRIP];
    private final float[] blockTotal = new float[STRIP];
    private final float[] blockSum = new float[STRIP];
  }

  /**
   * What is done with one frame of a strip. The one call of {@link #frame} goes three ways, which
   * keeps the compiler from inlining it: all of them in one method are more vector operations than
   * it takes before it starts to make objects of vectors.
   */
  private enum Sweep {
    /** The highest score. */
    HIGHEST {
      @Override
      void frame(Strip s, float[] weights, int at, float[] x, int xAt) {
        for (int c = 0; c < s.width; c += VectorMath.LANES) {
          FloatVector score = FloatVector.fromArray(SPECIES, weights, at + c);
          FloatVector.fromArray(SPECIES, s.highest, c).max(score).intoArray(s.highest, c);
        }
      }
    },

    /** Scores become weights, summed alone and times the values. */
    WEIGH {
      @Override
      void frame(Strip s, float[] weights, int at, float[] x, int xAt) {
        for (int c = 0; c < s.width; c += VectorMath.LANES) {
          FloatVector score = FloatVector.fromArray(SPECIES, weights, at + c);
          FloatVector a = VectorMath.exp(score.sub(FloatVector.fromArray(SPECIES, s.highest, c)));
          a.intoArray(weights, at + c);
          FloatVector.fromArray(SPECIES, s.blockTotal, c).add(a).intoArray(s.blockTotal, c);
          a.fma(
                  FloatVector.fromArray(SPECIES, x, xAt + c),
                  FloatVector.fromArray(SPECIES, s.blockSum, c))
              .intoArray(s.blockSum, c);
        }
      }
    },

    /** Squared distances from the mean, times the weights. */
    SPREAD {
      @Override
      void frame(Strip s, float[] weights, int at, float[] x, int xAt) {
        for (int c = 0; c < s.width; c += VectorMath.LANES) {
          FloatVector mean = FloatVector.fromArray(SPECIES, s.mean, c);
          FloatVector d = FloatVector.fromArray(SPECIES, x, xAt + c).sub(mean);
          FloatVector.fromArray(SPECIES, weights, at + c)
              .fma(d.mul(d), FloatVector.fromArray(SPECIES, s.blockSum, c))
              .intoArray(s.blockSum, c);
        }
      }
    };

    abstract void frame(Strip s, float[] weights, int at, float[] x, int xAt);
  }

  /** The channels {@code from} to {@code to}, a multiple of the vectors' lanes many. */
  void attend(Frames scores, Frames x, int from, int to, Frames pooled) {
    Strip s = scratch.borrow();
    for (int c = from; c < to; c += STRIP) {
      s.width = Math.min(STRIP, to - c);
      strip(s, scores, x, c, pooled);
    }
    scratch.giveBack(s);
  }

  private static void strip(Strip s, Frames scores, Frames x, int column, Frames pooled) {
    System.arraycopy(scores.values(), scores.at(0) + column, s.highest, 0, s.width);
    Arrays.fill(s.total, 0f);
    sweep(Sweep.HIGHEST, s, scores, x, column);
    sweep(Sweep.WEIGH, s, scores, x, column);
    int at = pooled.at(0) + column;
    for (int c = 0; c < s.width; c++) {
      s.mean[c] = s.sum[c] / s.total[c];
      pooled.values()[at + c] = s.mean[c];
    }
    sweep(Sweep.SPREAD, s, scores, x, column);
    at += x.columns();
    for (int c = 0; c < s.width; c++) {
      float variance = Math.max(s.sum[c] / s.total[c], ScalarKernels.SMALLEST_VARIANCE);
      pooled.values()[at + c] = (float) Math.sqrt(variance);
    }
  }

  /** All frames, their sums block by block. */
  private static void sweep(Sweep sweep, Strip s, Frames scores, Frames x, int column) {
    Arrays.fill(s.sum, 0f);
    for (int block = 0; block < x.frames(); block += Kernels.BLOCK) {
      Arrays.fill(s.blockTotal, 0f);
      Arrays.fill(s.blockSum, 0f);
      for (int t = block; t < Math.min(block + Kernels.BLOCK, x.frames()); t++) {
        sweep.frame(s, scores.values(), scores.at(t) + column, x.values(), x.at(t) + column);
      }
      for (int c = 0; c < STRIP; c++) {
        s.total[c] += s.blockTotal[c];
        s.sum[c] += s.blockSum[c];
      }
    }
  }
}
