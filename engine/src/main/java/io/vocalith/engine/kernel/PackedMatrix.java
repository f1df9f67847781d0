package io.vocalith.engine.kernel;

/**
 * The weights of a product in the order their kernel reads them: panels of {@code panel} outputs,
 * in each panel all inputs in ascending order, for each input the panel's outputs side by side.
 * Outputs beyond the last are zero weights. Immutable after packing.
 */
final class PackedMatrix {
  /** Floats between the header of an array and the first whole cache line, if it starts one. */
  private static final int ALIGNED_START = 12;

  final int outputs;
  final int inputs;
  final int panel;
  final float[] values;

  private PackedMatrix(int outputs, int inputs, int panel) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.panel = panel;
    long size = ALIGNED_START + (long) panels() * panel * inputs;
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          outputs + " x " + inputs + " weights do not fit into one array");
    }
    this.values = new float[(int) size];
  }

  /** Packs {@code weights}, (outputs, inputs) row-major. */
  static PackedMatrix of(float[] weights, int outputs, int inputs, int panel) {
    PackedMatrix packed = new PackedMatrix(outputs, inputs, panel);
    for (int n = 0; n < outputs; n++) {
      int to = packed.panelAt(n / panel) + n % panel;
      for (int k = 0; k < inputs; k++) {
        packed.values[to + k * panel] = weights[n * inputs + k];
      }
    }
    return packed;
  }

  int panels() {
    return (outputs + panel - 1) / panel;
  }

  /** Where a panel starts in {@link #values}. */
  int panelAt(int index) {
    return ALIGNED_START + index * panel * inputs;
  }
}
