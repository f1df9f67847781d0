package io.vocalith.engine.kernel;

/**
 * The recurrent weights of one LSTM direction, ordered so that a group of hidden units has its four
 * gates one after another: a kernel finds all it needs for these units at the end of the sums.
 * Hidden units beyond the last have zero weights and stay 0. Immutable.
 */
public final class Recurrence {
  /** Gates of an LSTM: input, forget, candidate, output. */
  public static final int GATES = 4;

  final int hidden;
  final int units;
  final PackedMatrix weights;

  private Recurrence(Kernels kernels, int hidden, float[] weights) {
    this.hidden = hidden;
    this.units = kernels.gatePanel(hidden);
    float[] ordered = new float[width() * hidden];
    for (int q = 0; q < GATES; q++) {
      for (int u = 0; u < hidden; u++) {
        System.arraycopy(weights, (q * hidden + u) * hidden, ordered, gate(q, u) * hidden, hidden);
      }
    }
    int panel = kernels.readsRows() ? width() : units;
    this.weights = PackedMatrix.of(kernels, ordered, width(), hidden, 1, panel);
  }

  /**
   * Packs recurrent weights for {@code kernels}.
   *
   * @param weights (4 * hidden, hidden) row-major, gates in the order i, f, g, o
   */
  public static Recurrence pack(Kernels kernels, int hidden, float[] weights) {
    if (weights.length != (long) GATES * hidden * hidden) {
      throw new IllegalArgumentException(
          "expected " + GATES + " x " + hidden + " x " + hidden + ", found " + weights.length);
    }
    return new Recurrence(kernels, hidden, weights);
  }

  /** Hidden units. */
  public int hidden() {
    return hidden;
  }

  /** Hidden units rounded up to whole panels. */
  public int paddedHidden() {
    return (hidden + units - 1) / units * units;
  }

  /** Columns of the gates: 4 * {@link #paddedHidden}. */
  public int width() {
    return GATES * paddedHidden();
  }

  /**
   * Column of a hidden unit's gate: within a panel all i, then all f, all o, all g, so that those
   * of the same function are neighbours.
   *
   * @param gate in the order of the weights: i, f, g, o
   */
  public int gate(int gate, int unit) {
    int place = gate < 2 ? gate : 5 - gate;
    return unit / units * GATES * units + place * units + unit % units;
  }
}
