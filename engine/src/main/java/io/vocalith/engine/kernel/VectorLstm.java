package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One LSTM step. The sums of a panel's gates stay in registers until its products are done. Each
 * function of them then has a loop of its own: two of them inlined into one method are more than
 * the compiler takes before it starts to make objects of vectors.
 */
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
    float[] z = state.gates();
    int hidden = state.h.length;
    for (int p = 0; p < weights.panels(); p++) {
      int start = weights.panelAt(p);
      panel(weights, start, state.h, gates, at + p * PANEL, z, p * UNITS, hidden);
    }
    VectorMath.sigmoid(z, 0, 3 * hidden);
    VectorMath.tanh(z, 3 * hidden, 4 * hidden);
    cells(z, state.c, state.next);
    state.swap();
  }

  /** Sums of the gates of one panel, to {@code z}: there all i, then all f, all o, all g. */
  private static void panel(
      PackedMatrix weights,
      int start,
      float[] h,
      float[] gates,
      int at,
      float[] z,
      int unit,
      int hidden) {
    float[] w = weights.values;
    int inputs = weights.inputs;
    FloatVector i0 = FloatVector.fromArray(SPECIES, gates, at);
    FloatVector i1 = FloatVector.fromArray(SPECIES, gates, at + LANES);
    FloatVector f0 = FloatVector.fromArray(SPECIES, gates, at + 2 * LANES);
    FloatVector f1 = FloatVector.fromArray(SPECIES, gates, at + 3 * LANES);
    FloatVector o0 = FloatVector.fromArray(SPECIES, gates, at + 4 * LANES);
    FloatVector o1 = FloatVector.fromArray(SPECIES, gates, at + 5 * LANES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, gates, at + 6 * LANES);
    FloatVector g1 = FloatVector.fromArray(SPECIES, gates, at + 7 * LANES);
    for (int k = 0; k < inputs; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, h[k]);
      i0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL), i0);
      i1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + LANES), i1);
      f0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 2 * LANES), f0);
      f1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 3 * LANES), f1);
      o0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 4 * LANES), o0);
      o1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 5 * LANES), o1);
      g0 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 6 * LANES), g0);
      g1 = x.fma(FloatVector.fromArray(SPECIES, w, start + k * PANEL + 7 * LANES), g1);
    }
    i0.intoArray(z, unit);
    i1.intoArray(z, unit + LANES);
    f0.intoArray(z, unit + hidden);
    f1.intoArray(z, unit + hidden + LANES);
    o0.intoArray(z, unit + 2 * hidden);
    o1.intoArray(z, unit + 2 * hidden + LANES);
    g0.intoArray(z, unit + 3 * hidden);
    g1.intoArray(z, unit + 3 * hidden + LANES);
  }

  /** c = f c + i g, h = o tanh(c). */
  private static void cells(float[] z, float[] cells, float[] next) {
    int hidden = cells.length;
    for (int u = 0; u < hidden; u += LANES) {
      FloatVector i = FloatVector.fromArray(SPECIES, z, u);
      FloatVector f = FloatVector.fromArray(SPECIES, z, u + hidden);
      FloatVector o = FloatVector.fromArray(SPECIES, z, u + 2 * hidden);
      FloatVector g = FloatVector.fromArray(SPECIES, z, u + 3 * hidden);
      FloatVector c = f.fma(FloatVector.fromArray(SPECIES, cells, u), i.mul(g));
      c.intoArray(cells, u);
      o.mul(VectorMath.tanh(c)).intoArray(next, u);
    }
  }
}
