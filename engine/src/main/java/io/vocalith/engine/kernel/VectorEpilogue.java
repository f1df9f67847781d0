package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What happens to the sums of a panel after the last input. */
final class VectorEpilogue {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  private VectorEpilogue() {}

  /**
   * Rectifies, scales and shifts, as far as the convolution says, the panel of outputs from {@code
   * n} on in the frames {@code from} to {@code to}.
   */
  static void finish(Convolution conv, int n, Frames out, int outColumn, int from, int to) {
    if (!conv.relu && conv.scale == null) {
      return;
    }
    int end = Math.min(n + conv.weights.panel, conv.outputs);
    int c = n;
    for (; c <= end - LANES; c += LANES) {
      vector(conv, c, out, outColumn + c, from, to);
    }
    for (; c < end; c++) {
      one(conv, c, out, outColumn + c, from, to);
    }
  }

  /** A vector of outputs, whose first is c, in all frames: loops of one kind each. */
  private static void vector(Convolution conv, int c, Frames out, int column, int from, int to) {
    float[] values = out.values();
    int step = out.stride();
    int at = out.at(from) + column;
    int end = at + (to - from) * step;
    if (conv.scale == null) {
      for (int i = at; i < end; i += step) {
        FloatVector.fromArray(SPECIES, values, i).max(0f).intoArray(values, i);
      }
      return;
    }
    FloatVector scale = FloatVector.fromArray(SPECIES, conv.scale, c);
    FloatVector shift = FloatVector.fromArray(SPECIES, conv.shift, c);
    if (conv.relu) {
      for (int i = at; i < end; i += step) {
        FloatVector x = FloatVector.fromArray(SPECIES, values, i).max(0f);
        x.fma(scale, shift).intoArray(values, i);
      }
    } else {
      for (int i = at; i < end; i += step) {
        FloatVector.fromArray(SPECIES, values, i).fma(scale, shift).intoArray(values, i);
      }
    }
  }

  private static void one(Convolution conv, int c, Frames out, int column, int from, int to) {
    for (int t = from; t < to; t++) {
      int i = out.at(t) + column;
      float x = out.values()[i];
      if (conv.relu) {
        x = Math.max(x, 0f);
      }
      out.values()[i] = conv.scale == null ? x : Fma.fma(x, conv.scale[c], conv.shift[c]);
    }
  }
}
