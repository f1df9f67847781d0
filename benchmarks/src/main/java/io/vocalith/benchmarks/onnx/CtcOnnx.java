package io.vocalith.benchmarks.onnx;

import io.vocalith.benchmarks.Weights;
import java.util.List;
import java.util.Map;

/**
 * ctcmodel as an ONNX graph of our own weights: two bidirectional LSTM operators and one product.
 * Input {@code x} (frames, batch, 39) and, when batched, {@code lengths} (batch); output (frames,
 * batch, 62).
 */
public final class CtcOnnx {
  private CtcOnnx() {}

  /** The serialised model for one shape; with lengths when utterances of a batch may differ. */
  public static byte[] build(Weights weights, int frames, int batch, boolean withLengths) {
    OnnxGraph graph = new OnnxGraph("ctcmodel");
    String x = graph.input("x", frames, batch, 39);
    String lengths = withLengths ? graph.integers("lengths", batch) : "";
    for (int layer = 0; layer < 2; layer++) {
      x = layer(graph, weights, x, lengths, layer, frames, batch);
    }
    float[] dense = weights.get("embedding.weight");
    float[] turned = new float[dense.length];
    for (int o = 0; o < 62; o++) {
      for (int i = 0; i < 256; i++) {
        turned[i * 62 + o] = dense[o * 256 + i];
      }
    }
    String product = graph.node("MatMul", x, graph.constant(turned, 256, 62));
    String logits = graph.node("Add", product, graph.constant(weights.get("embedding.bias"), 62));
    graph.output(logits, frames, batch, 62);
    return graph.model();
  }

  private static String layer(
      OnnxGraph graph,
      Weights weights,
      String x,
      String lengths,
      int layer,
      int frames,
      int batch) {
    int inputs = layer == 0 ? 39 : 256;
    float[] w = new float[2 * 512 * inputs];
    float[] r = new float[2 * 512 * 128];
    float[] b = new float[2 * 1024];
    for (int direction = 0; direction < 2; direction++) {
      String suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
      gates(weights.get("lstm.weight_ih" + suffix), w, direction * 512 * inputs, inputs);
      gates(weights.get("lstm.weight_hh" + suffix), r, direction * 512 * 128, 128);
      gates(weights.get("lstm.bias_ih" + suffix), b, direction * 1024, 1);
      gates(weights.get("lstm.bias_hh" + suffix), b, direction * 1024 + 512, 1);
    }
    String states =
        graph.node(
            "LSTM",
            List.of(
                x,
                graph.constant(w, 2, 512, inputs),
                graph.constant(r, 2, 512, 128),
                graph.constant(b, 2, 1024),
                lengths),
            Map.of("hidden_size", 128L, "direction", "bidirectional"));
    // (frames, 2, batch, 128) -> (frames, batch, 256)
    String turned =
        graph.node("Transpose", List.of(states), Map.of("perm", new long[] {0, 2, 1, 3}));
    return graph.node("Reshape", turned, graph.constant(frames, batch, 256));
  }

  /** Gate blocks of 128 rows from PyTorch's order i f g o to ONNX's i o f c. */
  private static void gates(float[] from, float[] to, int offset, int columns) {
    int[] order = {0, 3, 1, 2};
    int block = 128 * columns;
    for (int gate = 0; gate < 4; gate++) {
      System.arraycopy(from, order[gate] * block, to, offset + gate * block, block);
    }
  }
}
