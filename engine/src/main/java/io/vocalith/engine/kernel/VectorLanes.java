package io.vocalith.engine.kernel;

import io.vocalith.engine.Workspaces;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * LSTM steps of several utterances, which share each pass over the weights: the products of a panel
 * are then many enough for the cache to keep pace. A tile is 5 utterances by 2 vectors of a gate,
 * as many sums as 16 registers hold beside the weights. The utterances' h are packed side by side,
 * {@value #ROW} floats to a hidden unit, so that an index is a shift of the loop variable and range
 * checks leave the loop.
 */
final class VectorLanes {
  /** Utterances at a time. */
  static final int COUNT = Kernels.TOGETHER;

  /** From so many on they are faster together than one by one. */
  static final int WORTHWHILE = 3;

  private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
  private static final int LANES = VectorMath.LANES;
  private static final int ROW = 8;
  private static final int UNITS = VectorLstm.UNITS;

  private final Workspaces<Scratch> scratch = new Workspaces<>(Scratch::new, s -> {});

  /** Packed h, sums of the gates, and who takes part. */
  private static final class Scratch {
    private float[] h = {};
    private float[] z = {};
    private final LstmState[] states = new LstmState[COUNT];

    void resize(int units) {
      if (h.length != ROW * units) {
        h = new float[ROW * units];
        z = new float[Recurrence.GATES * COUNT * units];
      }
    }
  }

  /** Steps of the lanes {@code from} to {@code from + count}; count at most {@link #COUNT}. */
  void recur(
      Recurrence recurrence, LstmLane[] lanes, int from, int count, int steps, boolean forward) {
    Scratch s = scratch.borrow();
    s.resize(recurrence.paddedHidden());
    for (int step = 0; step < steps; step++) {
      int move = forward ? step : -step;
      // Rows of the tile beyond the last lane do its work once more.
      for (int r = 0; r < COUNT; r++) {
        LstmLane lane = lanes[from + Math.min(r, count - 1)];
        s.states[r] = lane.state;
        spread(lane.gates.values(), lane.gates.at(lane.frame + move), s.z, r, lane.state.h.length);
      }
      pack(s.states, s.h, recurrence.hidden);
      sums(recurrence, s.h, s.z);
      VectorGates.apply(s.z, COUNT * recurrence.paddedHidden(), s.states, count);
      for (int r = 0; r < count; r++) {
        LstmLane lane = lanes[from + r];
        int at = lane.out.at(lane.frame + move) + lane.outColumn;
        lane.state.copyHidden(lane.out.values(), at, recurrence.hidden);
      }
    }
    Arrays.fill(s.states, null);
    scratch.giveBack(s);
  }

  private static void pack(LstmState[] states, float[] packed, int hidden) {
    float[] h0 = states[0].h;
    float[] h1 = states[1].h;
    float[] h2 = states[2].h;
    float[] h3 = states[3].h;
    float[] h4 = states[4].h;
    for (int k = 0; k < hidden; k++) {
      packed[k * ROW] = h0[k];
      packed[k * ROW + 1] = h1[k];
      packed[k * ROW + 2] = h2[k];
      packed[k * ROW + 3] = h3[k];
      packed[k * ROW + 4] = h4[k];
    }
  }

  /** A frame of gates, from groups of hidden units to one row of each gate. */
  private static void spread(float[] gates, int at, float[] z, int row, int units) {
    int from = at;
    for (int u = 0; u < units; u += UNITS) {
      for (int q = 0; q < Recurrence.GATES; q++) {
        int to = (q * COUNT + row) * units + u;
        FloatVector.fromArray(SPECIES, gates, from).intoArray(z, to);
        FloatVector.fromArray(SPECIES, gates, from + LANES).intoArray(z, to + LANES);
        from += UNITS;
      }
    }
  }

  private static void sums(Recurrence recurrence, float[] h, float[] z) {
    PackedMatrix weights = recurrence.weights;
    int units = recurrence.paddedHidden();
    for (int panel = 0; panel < weights.panels(); panel++) {
      int gate = panel % Recurrence.GATES;
      int unit = panel / Recurrence.GATES * UNITS;
      int at = gate * COUNT * units + unit;
      tile(weights.values, weights.panelAt(panel), weights.inputs, h, z, at, units);
    }
  }

  /** Adds the products of one gate of a panel, two vectors in each of five rows of z. */
  private static void tile(
      float[] w, int start, int inputs, float[] h, float[] z, int at, int stride) {
    FloatVector x00 = FloatVector.fromArray(SPECIES, z, at);
    FloatVector x01 = FloatVector.fromArray(SPECIES, z, at + LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, z, at + stride);
    FloatVector x11 = FloatVector.fromArray(SPECIES, z, at + stride + LANES);
    FloatVector x20 = FloatVector.fromArray(SPECIES, z, at + 2 * stride);
    FloatVector x21 = FloatVector.fromArray(SPECIES, z, at + 2 * stride + LANES);
    FloatVector x30 = FloatVector.fromArray(SPECIES, z, at + 3 * stride);
    FloatVector x31 = FloatVector.fromArray(SPECIES, z, at + 3 * stride + LANES);
    FloatVector x40 = FloatVector.fromArray(SPECIES, z, at + 4 * stride);
    FloatVector x41 = FloatVector.fromArray(SPECIES, z, at + 4 * stride + LANES);
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, start + k * UNITS);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, start + k * UNITS + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, h[k * ROW]);
      x00 = a.fma(w0, x00);
      x01 = a.fma(w1, x01);
      a = FloatVector.broadcast(SPECIES, h[k * ROW + 1]);
      x10 = a.fma(w0, x10);
      x11 = a.fma(w1, x11);
      a = FloatVector.broadcast(SPECIES, h[k * ROW + 2]);
      x20 = a.fma(w0, x20);
      x21 = a.fma(w1, x21);
      a = FloatVector.broadcast(SPECIES, h[k * ROW + 3]);
      x30 = a.fma(w0, x30);
      x31 = a.fma(w1, x31);
      a = FloatVector.broadcast(SPECIES, h[k * ROW + 4]);
      x40 = a.fma(w0, x40);
      x41 = a.fma(w1, x41);
    }
    x00.intoArray(z, at);
    x01.intoArray(z, at + LANES);
    x10.intoArray(z, at + stride);
    x11.intoArray(z, at + stride + LANES);
    x20.intoArray(z, at + 2 * stride);
    x21.intoArray(z, at + 2 * stride + LANES);
    x30.intoArray(z, at + 3 * stride);
    x31.intoArray(z, at + 3 * stride + LANES);
    x40.intoArray(z, at + 4 * stride);
    x41.intoArray(z, at + 4 * stride + LANES);
  }
}
