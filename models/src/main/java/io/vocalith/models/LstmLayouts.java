package io.vocalith.models;

import io.vocalith.models.NetworkShape.CtcModel;
import java.io.IOException;
import java.util.Arrays;

/** Brings the three layouts of LSTM weights into one. */
final class LstmLayouts {
  /** Where gates i, f, g, o stand among the fused layout's blocks i, j, f, o (j is g). */
  private static final int[] FUSED_BLOCKS = {0, 2, 1, 3};

  private LstmLayouts() {}

  static LstmWeights read(WeightSource source, CtcModel model, int layer, boolean reverse)
      throws IOException {
    return switch (model.layout()) {
      case FUSED -> fused(source, model, layer, reverse);
      case FLAT -> flat(source, model, layer, reverse);
      case SEPARATE -> separate(source, model, layer, reverse);
    };
  }

  private static LstmWeights separate(
      WeightSource source, CtcModel model, int layer, boolean reverse) throws IOException {
    String end = "_l" + layer + (reverse ? "_reverse" : "");
    return new LstmWeights(
        ExpectedTensors.inputs(model, layer),
        model.hidden(),
        source.read("lstm.weight_ih" + end),
        source.read("lstm.weight_hh" + end),
        sum(source.read("lstm.bias_ih" + end), source.read("lstm.bias_hh" + end)));
  }

  /** [inputs + H][4H] with the gates in columns, transposed to [4H][inputs] and [4H][H]. */
  private static LstmWeights fused(WeightSource source, CtcModel model, int layer, boolean reverse)
      throws IOException {
    String end = (reverse ? "bw" : "fw") + layer;
    float[] matrix = source.read("lstm.weight_" + end);
    float[] blocks = source.read("lstm.bias_" + end);
    int hidden = model.hidden();
    int inputs = ExpectedTensors.inputs(model, layer);
    float[] wIh = new float[4 * hidden * inputs];
    float[] wHh = new float[4 * hidden * hidden];
    float[] bias = new float[4 * hidden];
    for (int row = 0; row < 4 * hidden; row++) {
      int column = FUSED_BLOCKS[row / hidden] * hidden + row % hidden;
      for (int i = 0; i < inputs; i++) {
        wIh[row * inputs + i] = matrix[i * 4 * hidden + column];
      }
      for (int i = 0; i < hidden; i++) {
        wHh[row * hidden + i] = matrix[(inputs + i) * 4 * hidden + column];
      }
      bias[row] = blocks[column];
    }
    return new LstmWeights(inputs, hidden, wIh, wHh, bias);
  }

  /**
   * One vector: for each layer and direction [4H][inputs] and [4H][H], then in the same order two
   * biases [4H] each (cuDNN's order).
   */
  private static LstmWeights flat(WeightSource source, CtcModel model, int layer, boolean reverse)
      throws IOException {
    float[] all = source.read("lstm.weight");
    int gates = 4 * model.hidden();
    int wanted = 2 * layer + (reverse ? 1 : 0);
    int matrices = 0;
    int start = 0;
    for (int i = 0; i < 2 * model.layers(); i++) {
      start = i == wanted ? matrices : start;
      matrices += gates * (ExpectedTensors.inputs(model, i / 2) + model.hidden());
    }
    int inputs = ExpectedTensors.inputs(model, layer);
    int recurrent = start + gates * inputs;
    int biases = matrices + 2 * gates * wanted;
    return new LstmWeights(
        inputs,
        model.hidden(),
        Arrays.copyOfRange(all, start, recurrent),
        Arrays.copyOfRange(all, recurrent, recurrent + gates * model.hidden()),
        sum(
            Arrays.copyOfRange(all, biases, biases + gates),
            Arrays.copyOfRange(all, biases + gates, biases + 2 * gates)));
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
