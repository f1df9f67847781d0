package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What happens to the sums of a tile after the last input, while they are still in a near cache.
 */
final class VectorEpilogue {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  private VectorEpilogue() {}

  /**
   * Rectifies, scales and shifts, as far as the convolution says.
   *
   * @param n first output of the panel
   * @param at first sum of the first frame; a frame's stand side by side
   * @param step floats between two frames
   */
  static void finish(Convolution conv, int n, float[] sums, int at, int step, int frames) {
    int end = at + frames * step;
    for (int c = 0; c < conv.weights.panel; c += LANES) {
      if (conv.relu && conv.scale != null) {
        rectifyAndScale(conv, n + c, sums, at + c, step, end);
      } else if (conv.relu) {
        rectify(sums, at + c, step, end);
      } else if (conv.scale != null) {
        scale(conv, n + c, sums, at + c, step, end);
      }
    }
  }

  private static void rectify(float[] sums, int from, int step, int to) {
    for (int i = from; i < to; i += step) {
      FloatVector.fromArray(SPECIES, sums, i).max(0f).intoArray(sums, i);
    }
  }

  private static void scale(Convolution conv, int n, float[] sums, int from, int step, int to) {
    FloatVector scale = FloatVector.fromArray(SPECIES, conv.scale, n);
    FloatVector shift = FloatVector.fromArray(SPECIES, conv.shift, n);
    for (int i = from; i < to; i += step) {
      FloatVector.fromArray(SPECIES, sums, i).fma(scale, shift).intoArray(sums, i);
    }
  }

  private static void rectifyAndScale(
      Convolution conv, int n, float[] sums, int from, int step, int to) {
    FloatVector scale = FloatVector.fromArray(SPECIES, conv.scale, n);
    FloatVector shift = FloatVector.fromArray(SPECIES, conv.shift, n);
    for (int i = from; i < to; i += step) {
      FloatVector.fromArray(SPECIES, sums, i).max(0f).fma(scale, shift).intoArray(sums, i);
    }
  }
}
