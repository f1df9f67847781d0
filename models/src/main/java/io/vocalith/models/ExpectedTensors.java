package io.vocalith.models;

import io.vocalith.models.NetworkShape.CtcModel;
import io.vocalith.models.NetworkShape.EcapaTdnn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The canonical names and shapes of a network's tensors; convolutions as (out, in, kernel). */
final class ExpectedTensors {
  private static final List<String> DIRECTIONS = List.of("", "_reverse");
  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

  private ExpectedTensors() {}

  static Map<String, List<Integer>> of(NetworkShape network) {
    ExpectedTensors expected = new ExpectedTensors();
    if (network instanceof CtcModel ctc) {
      expected.addCtcModel(ctc);
    } else if (network instanceof EcapaTdnn ecapa) {
      expected.addEcapa(ecapa);
    }
    return expected.shapes;
  }

  private void addCtcModel(CtcModel model) {
    int hidden = model.hidden();
    switch (model.layout()) {
      case FUSED -> addFused(model);
      case FLAT -> add("lstm.weight", flatLength(model), 1, 1);
      case SEPARATE -> addSeparate(model);
    }
    add("embedding.weight", model.classes(), 2 * hidden);
    add("embedding.bias", model.classes());
  }

  private void addFused(CtcModel model) {
    for (int layer = 0; layer < model.layers(); layer++) {
      for (String direction : List.of("fw", "bw")) {
        add(
            "lstm.weight_" + direction + layer,
            inputs(model, layer) + model.hidden(),
            4 * model.hidden());
        add("lstm.bias_" + direction + layer, 4 * model.hidden());
      }
    }
  }

  private void addSeparate(CtcModel model) {
    for (int layer = 0; layer < model.layers(); layer++) {
      for (String direction : DIRECTIONS) {
        String end = "_l" + layer + direction;
        add("lstm.weight_ih" + end, 4 * model.hidden(), inputs(model, layer));
        add("lstm.weight_hh" + end, 4 * model.hidden(), model.hidden());
        add("lstm.bias_ih" + end, 4 * model.hidden());
        add("lstm.bias_hh" + end, 4 * model.hidden());
      }
    }
  }

  /** Features that a layer of the stack sees. */
  static int inputs(CtcModel model, int layer) {
    return layer == 0 ? model.inputs() : 2 * model.hidden();
  }

  /** Values of a flat LSTM weight: per layer and direction two matrices and two biases. */
  private static int flatLength(CtcModel model) {
    int length = 0;
    for (int layer = 0; layer < model.layers(); layer++) {
      length += 2 * 4 * model.hidden() * (inputs(model, layer) + model.hidden() + 2);
    }
    return length;
  }

  private void addEcapa(EcapaTdnn model) {
    int channels = model.channels();
    int part = channels / model.scale();
    addTdnn("blocks.0", channels, model.inputs(), model.kernel());
    for (int block = 1; block <= model.blocks(); block++) {
      String name = "blocks." + block;
      addTdnn(name + ".tdnn1", channels, channels, 1);
      for (int i = 0; i < model.scale() - 1; i++) {
        addTdnn(name + ".res2net_block.blocks." + i, part, part, model.res2Kernel());
      }
      addTdnn(name + ".tdnn2", channels, channels, 1);
      addConvolution(name + ".se_block.conv1", model.squeeze(), channels, 1);
      addConvolution(name + ".se_block.conv2", channels, model.squeeze(), 1);
    }
    int aggregated = model.aggregated();
    addTdnn("mfa", aggregated, model.blocks() * channels, 1);
    addTdnn("asp.tdnn", model.attention(), (model.globalContext() ? 3 : 1) * aggregated, 1);
    addConvolution("asp.conv", aggregated, model.attention(), 1);
    addBatchNorm("asp_bn", 2 * aggregated);
    addConvolution("fc", model.embedding(), 2 * aggregated, 1);
  }

  private void addTdnn(String name, int outputs, int inputs, int kernel) {
    addConvolution(name + ".conv", outputs, inputs, kernel);
    addBatchNorm(name + ".norm", outputs);
  }

  private void addConvolution(String name, int outputs, int inputs, int kernel) {
    add(name + ".weight", outputs, inputs, kernel);
    add(name + ".bias", outputs);
  }

  private void addBatchNorm(String name, int channels) {
    for (String part : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      add(name + ".norm2d." + part, channels);
    }
  }

  private void add(String name, Integer... shape) {
    shapes.put(name, List.of(shape));
  }
}
