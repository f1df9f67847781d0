package io.vocalith.engine.kernel;

import io.vocalith.engine.Frames;

/**
 * The weights of a product in the order their kernel reads them: panels of {@code panel} outputs,
 * in each panel all inputs in ascending order, for each input the panel's outputs side by side.
 * Outputs beyond the last are zero weights. Immutable after packing.
 */
final class PackedMatrix {
  final int outputs;
  final int inputs;
  final int panel;

  /** All panels one after another, for kernels that compute addresses; else empty. */
  final float[] values;

  /** An array per panel and input, for kernels that leave vectors to the compiler; else empty. */
  final float[][] rows;

  private PackedMatrix(int outputs, int inputs, int panel, boolean asRows) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.panel = panel;
    long size = Frames.ALIGNED_START + (long) panels() * panel * inputs;
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          outputs + " x " + inputs + " weights do not fit into one array");
    }
    values = new float[asRows ? 0 : (int) size];
    rows = asRows ? new float[panels() * inputs][panel] : new float[0][];
  }

  /** Packs {@code weights}, (outputs, inputs, taps) row-major, tap after tap. */
  static PackedMatrix of(
      Kernels kernels, float[] weights, int outputs, int inputs, int taps, int panel) {
    PackedMatrix packed = new PackedMatrix(outputs, taps * inputs, panel, kernels.readsRows());
    for (int n = 0; n < outputs; n++) {
      for (int tap = 0; tap < taps; tap++) {
        int from = n * inputs * taps + tap;
        int input = tap * inputs;
        if (packed.rows.length > 0) {
          int row = n / panel * packed.inputs + input;
          spread(weights, from, taps, inputs, packed.rows, row, n % panel);
        } else {
          int to = packed.panelAt(n / panel) + input * panel + n % panel;
          spread(weights, from, taps, inputs, packed.values, to, panel);
        }
      }
    }
    return packed;
  }

  // The weights of one output and tap, in loops small enough to be compiled at once: a process that
  // starts cold spends much of its time here.

  private static void spread(
      float[] from, int at, int step, int count, float[][] rows, int first, int j) {
    for (int k = 0; k < count; k++) {
      rows[first + k][j] = from[at + k * step];
    }
  }

  private static void spread(
      float[] from, int at, int step, int count, float[] to, int start, int toStep) {
    for (int k = 0; k < count; k++) {
      to[start + k * toStep] = from[at + k * step];
    }
  }

  int panels() {
    return (outputs + panel - 1) / panel;
  }

  /** Where a panel starts in {@link #values}. */
  int panelAt(int index) {
    return Frames.ALIGNED_START + index * panel * inputs;
  }
}
