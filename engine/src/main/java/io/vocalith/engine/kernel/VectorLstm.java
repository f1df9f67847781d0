package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** One LSTM step: the gates of a panel of hidden units never leave the registers. */
final class VectorLstm {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Hidden units per panel: two vectors, which makes eight independent sums. */
  static final int UNITS = 2 * LANES;

  private static final int PANEL = Recurrence.GATES * UNITS;

  private VectorLstm() {}

  /** One step; {@code gates} from {@code at} on are the input half. */
  static void step(Recurrence recurrence, float[] gates, int at, LstmState state) {
    PackedMatrix weights = recurrence.weights;
    for (int p = 0; p < weights.panels(); p++) {
      panel(weights, weights.panelAt(p), gates, at + p * PANEL, state, p * UNITS);
    }
    state.swap();
  }

  private static void panel(
      PackedMatrix weights, int start, float[] gates, int at, LstmState state, int unit) {
    float[] w = weights.values;
    float[] h = state.h;
    FloatVector i0 = FloatVector.fromArray(SPECIES, gates, at);
    FloatVector i1 = FloatVector.fromArray(SPECIES, gates, at + LANES);
    FloatVector f0 = FloatVector.fromArray(SPECIES, gates, at + 2 * LANES);
    FloatVector f1 = FloatVector.fromArray(SPECIES, gates, at + 3 * LANES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, gates, at + 4 * LANES);
    FloatVector g1 = FloatVector.fromArray(SPECIES, gates, at + 5 * LANES);
    FloatVector o0 = FloatVector.fromArray(SPECIES, gates, at + 6 * LANES);
    FloatVector o1 = FloatVector.fromArray(SPECIES, gates, at + 7 * LANES);
    for (int k = 0; k < weights.inputs; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, h[k]);
      i0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL), i0);
      i1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + LANES), i1);
      f0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 2 * LANES), f0);
      f1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 3 * LANES), f1);
      g0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 4 * LANES), g0);
      g1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 5 * LANES), g1);
      o0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 6 * LANES), o0);
      o1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 7 * LANES), o1);
    }
    cell(i0, f0, g0, o0, state, unit);
    cell(i1, f1, g1, o1, state, unit + LANES);
  }

  private static void cell(
      FloatVector i, FloatVector f, FloatVector g, FloatVector o, LstmState state, int unit) {
    FloatVector old = FloatVector.fromArray(SPECIES, state.c, unit);
    FloatVector candidate = VectorMath.sigmoid(i).mul(VectorMath.tanh(g));
    FloatVector c = VectorMath.sigmoid(f).fma(old, candidate);
    c.intoArray(state.c, unit);
    VectorMath.sigmoid(o).mul(VectorMath.tanh(c)).intoArray(state.next, unit);
  }
}
