package io.vocalith.models;

/**
 * The weights of one direction of one LSTM layer, gates in the order i f g o, g being the
 * candidate.
 *
 * @param inputSize features that the layer sees
 * @param hidden units, H
 * @param wIh [4H][inputSize] row-major: what multiplies the input
 * @param wHh [4H][H] row-major: what multiplies the state before
 * @param bias [4H]
 */
public record LstmWeights(int inputSize, int hidden, float[] wIh, float[] wHh, float[] bias) {

  /**
   * @throws IllegalArgumentException if the arrays have other lengths than the sizes say
   */
  public LstmWeights {
    expect("wIh", 4L * hidden * inputSize, wIh);
    expect("wHh", 4L * hidden * hidden, wHh);
    expect("bias", 4L * hidden, bias);
  }

  private static void expect(String name, long length, float[] values) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + ": expected " + length + " values, found " + values.length);
    }
  }
}
