package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What happens to the sums of a panel before the first input and after the last. */
final class VectorEpilogue {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  private VectorEpilogue() {}

  /** The sums of all frames become the bias of the outputs from {@code n} on. */
  static void start(float[] bias, int n, int panel, float[] sums, int at, int frames) {
    for (int c = 0; c < panel; c += LANES) {
      FloatVector b = FloatVector.fromArray(SPECIES, bias, n + c);
      for (int i = at + c; i < at + frames * panel; i += panel) {
        b.intoArray(sums, i);
      }
    }
  }

  /**
   * Rectifies, scales and shifts, as far as the convolution says, and stores the frames {@code
   * first} to {@code end}.
   *
   * @param n first output of the panel
   * @param sums frame by frame, of a panel's outputs each; overwritten
   */
  static void finish(
      Convolution conv,
      int n,
      float[] sums,
      int at,
      Frames out,
      int outColumn,
      int first,
      int end) {
    int panel = conv.weights.panel;
    int stop = at + (end - first) * panel;
    if (conv.relu) {
      rectify(sums, at, stop);
    }
    for (int c = 0; conv.scale != null && c < panel; c += LANES) {
      affine(conv, n + c, sums, at + c, panel, stop);
    }
    int outputs = Math.min(panel, conv.outputs - n);
    for (int t = first; t < end; t++) {
      System.arraycopy(
          sums, at + (t - first) * panel, out.values(), out.at(t) + outColumn + n, outputs);
    }
  }

  private static void rectify(float[] sums, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, sums, i).max(0f).intoArray(sums, i);
    }
  }

  /** One vector of outputs, the first of them {@code n}. */
  private static void affine(Convolution conv, int n, float[] sums, int from, int panel, int to) {
    FloatVector scale = FloatVector.fromArray(SPECIES, conv.scale, n);
    FloatVector shift = FloatVector.fromArray(SPECIES, conv.shift, n);
    for (int i = from; i < to; i += panel) {
      FloatVector.fromArray(SPECIES, sums, i).fma(scale, shift).intoArray(sums, i);
    }
  }
}
