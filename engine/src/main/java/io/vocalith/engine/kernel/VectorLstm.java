package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One LSTM step of one utterance, which the second-level cache paces: it must deliver all weights.
 * The sums of a panel's gates stay in registers until its products are done.
 */
final class VectorLstm {
  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;

  /** Hidden units whose gates are summed together: two vectors, which makes eight sums. */
  static final int UNITS = 2 * LANES;

  private VectorLstm() {}

  /** One step; {@code gates} from {@code at} on are the input half. */
  static void step(Recurrence recurrence, float[] gates, int at, LstmState state) {
    float[] z = state.gates();
    int hidden = state.h.length;
    for (int unit = 0; unit < hidden; unit += UNITS) {
      sums(recurrence.weights, unit, state.h, gates, at + Recurrence.GATES * unit, z, hidden);
    }
    VectorGates.apply(z, hidden, state.alone, 1);
  }

  /**
   * The gates of the hidden units from {@code unit} on, to {@code z}: all i, all f, all o, all g.
   */
  private static void sums(
      PackedMatrix weights, int unit, float[] h, float[] gates, int at, float[] z, int hidden) {
    float[] w = weights.values;
    int inputs = weights.inputs;
    int i = weights.panelAt(Recurrence.GATES * (unit / UNITS));
    int f = i + inputs * UNITS;
    int o = f + inputs * UNITS;
    int g = o + inputs * UNITS;
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
      i0 = x.fma(FloatVector.fromArray(SPECIES, w, i + k * UNITS), i0);
      i1 = x.fma(FloatVector.fromArray(SPECIES, w, i + k * UNITS + LANES), i1);
      f0 = x.fma(FloatVector.fromArray(SPECIES, w, f + k * UNITS), f0);
      f1 = x.fma(FloatVector.fromArray(SPECIES, w, f + k * UNITS + LANES), f1);
      o0 = x.fma(FloatVector.fromArray(SPECIES, w, o + k * UNITS), o0);
      o1 = x.fma(FloatVector.fromArray(SPECIES, w, o + k * UNITS + LANES), o1);
      g0 = x.fma(FloatVector.fromArray(SPECIES, w, g + k * UNITS), g0);
      g1 = x.fma(FloatVector.fromArray(SPECIES, w, g + k * UNITS + LANES), g1);
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
}
