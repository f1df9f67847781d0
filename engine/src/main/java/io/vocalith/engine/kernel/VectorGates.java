package io.vocalith.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * What follows the sums of an LSTM step, in passes over arrays. They are reached through {@link
 * #apply(float[], int, LstmState[], int)} alone: a call that may go three ways is not inlined, so
 * that the compiler makes a method of each pass. Two of them in one method are more vector
 * operations than it takes before it starts to make objects of vectors.
 */
enum VectorGates {
  /** The logistic function of i, f and o. */
  SIGMOID {
    @Override
    void pass(float[] z, int width, LstmState[] states, int count) {
      VectorMath.sigmoid(z, 0, 3 * width);
    }
  },

  /** The hyperbolic tangent of g. */
  TANH {
    @Override
    void pass(float[] z, int width, LstmState[] states, int count) {
      VectorMath.tanh(z, 3 * width, 4 * width);
    }
  },

  /** c = f c + i g, h = o tanh(c). */
  CELLS {
    @Override
    void pass(float[] z, int width, LstmState[] states, int count) {
      for (int s = 0; s < count; s++) {
        cells(z, s * states[s].h.length, width, states[s]);
      }
    }
  };

  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final VectorGates[] PASSES = values();

  abstract void pass(float[] z, int width, LstmState[] states, int count);

  /**
   * From sums to the next states.
   *
   * @param z sums of all i, then of all f, all o, all g; overwritten
   * @param width how many there are of each: those of the first state, then of the second, ...
   */
  static void apply(float[] z, int width, LstmState[] states, int count) {
    for (VectorGates gates : PASSES) {
      gates.pass(z, width, states, count);
    }
    for (int s = 0; s < count; s++) {
      states[s].swap();
    }
  }

  private static void cells(float[] z, int at, int width, LstmState state) {
    float[] h = state.otherH;
    float[] cells = state.c;
    float[] next = state.otherC;
    for (int u = 0; u < h.length; u += VectorMath.LANES) {
      FloatVector i = FloatVector.fromArray(SPECIES, z, at + u);
      FloatVector f = FloatVector.fromArray(SPECIES, z, at + u + width);
      FloatVector o = FloatVector.fromArray(SPECIES, z, at + u + 2 * width);
      FloatVector g = FloatVector.fromArray(SPECIES, z, at + u + 3 * width);
      FloatVector c = f.fma(FloatVector.fromArray(SPECIES, cells, u), i.mul(g));
      c.intoArray(next, u);
      o.mul(VectorMath.tanh(c)).intoArray(h, u);
    }
  }
}
