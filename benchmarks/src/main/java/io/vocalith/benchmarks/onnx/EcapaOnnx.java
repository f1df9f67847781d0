package io.vocalith.benchmarks.onnx;

import io.vocalith.benchmarks.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * ECAPA-TDNN as an ONNX graph of our own weights, in the three ways an exporter may write its
 * convolutions. Input {@code x} (1, frames, 80), output {@code embedding} (192).
 */
public final class EcapaOnnx {

  /** How convolutions are written. */
  public enum Form {
    /** Conv over (1, channels, frames), as PyTorch exports Conv1d. */
    CONV_3D,
    /** Conv over (1, channels, 1, frames), as MindSpore computes Conv1d. */
    CONV_4D,
    /** MatMul over (frames, channels). */
    MATMUL
  }

  private static final float BATCH_NORM_EPSILON = 1e-5f;

  private final OnnxGraph graph;
  private final Weights weights;
  private final Form form;
  private final int frames;

  private EcapaOnnx(Weights weights, Form form, int frames) {
    this.graph = new OnnxGraph("ecapa_tdnn");
    this.weights = weights;
    this.form = form;
    this.frames = frames;
  }

  /** The serialised model with 4-D convolutions for inputs of any number of frames. */
  public static byte[] buildForAnyLength(Weights weights) {
    return new EcapaOnnx(weights, Form.CONV_4D, -1).build();
  }

  /** The serialised model for inputs of exactly this many frames. */
  public static byte[] build(Weights weights, Form form, int frames) {
    return new EcapaOnnx(weights, form, frames).build();
  }

  private byte[] build() {
    String x = layout(graph.input("x", 1, frames, 80));
    x = tdnn(x, "blocks.0", 1);
    List<String> blocks = new ArrayList<>();
    for (int block = 1; block <= 3; block++) {
      x = block(x, "blocks." + block, block + 1);
      blocks.add(x);
    }
    x = graph.node("Concat", blocks, Map.of("axis", channelAxis()));
    x = tdnn(x, "mfa", 1);
    String embedding = conv(norm(pool(x), "asp_bn"), "fc", 1);
    String flat = graph.node("Reshape", embedding, graph.constant(192L));
    graph.output(flat, 192);
    return graph.model();
  }

  private String layout(String x) {
    if (form == Form.MATMUL) {
      return graph.node("Reshape", x, graph.constant(frames, 80));
    }
    String turned = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {0, 2, 1}));
    return form == Form.CONV_3D
        ? turned
        : graph.node("Reshape", turned, graph.constant(1, 80, 1, frames));
  }

  private long channelAxis() {
    return 1;
  }

  private long timeAxis() {
    return switch (form) {
      case CONV_3D -> 2;
      case CONV_4D -> 3;
      case MATMUL -> 0;
    };
  }

  private String block(String x, String name, int dilation) {
    String y = tdnn(x, name + ".tdnn1", 1);
    int part = weights.shape(name + ".tdnn1.conv.bias")[0] / 8;
    long[] sizes = new long[8];
    Arrays.fill(sizes, part);
    List<String> parts =
        graph.node("Split", List.of(y, graph.constant(sizes)), Map.of("axis", channelAxis()), 8);
    List<String> outputs = new ArrayList<>(List.of(parts.get(0)));
    for (int i = 1; i < 8; i++) {
      String input = i == 1 ? parts.get(1) : graph.node("Add", parts.get(i), outputs.get(i - 1));
      outputs.add(tdnn(input, name + ".res2net_block.blocks." + (i - 1), dilation));
    }
    y = graph.node("Concat", outputs, Map.of("axis", channelAxis()));
    y = tdnn(y, name + ".tdnn2", 1);
    return graph.node("Add", squeezeExcite(y, name + ".se_block"), x);
  }

  private String squeezeExcite(String x, String name) {
    String mean = meanOverTime(x);
    String hidden = graph.node("Relu", conv(mean, name + ".conv1", 1));
    return graph.node("Mul", x, graph.node("Sigmoid", conv(hidden, name + ".conv2", 1)));
  }

  private String meanOverTime(String x) {
    return form == Form.CONV_4D
        ? graph.node("GlobalAveragePool", x)
        : graph.node(
            "ReduceMean", List.of(x), Map.of("axes", new long[] {timeAxis()}, "keepdims", 1L));
  }

  private String pool(String x) {
    String hidden = graph.node("Tanh", tdnn(x, "asp.tdnn", 1));
    String attention =
        graph.node("Softmax", List.of(conv(hidden, "asp.conv", 1)), Map.of("axis", timeAxis()));
    String mean = sumOverTime(graph.node("Mul", attention, x));
    String centred = graph.node("Sub", x, mean);
    String squares = graph.node("Mul", centred, centred);
    String variance = sumOverTime(graph.node("Mul", attention, squares));
    String floor = graph.node("Max", variance, graph.constant(new float[] {1e-12f}));
    return graph.node(
        "Concat", List.of(mean, graph.node("Sqrt", floor)), Map.of("axis", channelAxis()));
  }

  private String sumOverTime(String x) {
    return graph.node("ReduceSum", List.of(x, graph.constant(timeAxis())), Map.of("keepdims", 1L));
  }

  private String tdnn(String x, String name, int dilation) {
    return norm(graph.node("Relu", conv(x, name + ".conv", dilation)), name + ".norm");
  }

  /** Batch norm as one scale and one shift a channel, the cheapest way to write it. */
  private String norm(String x, String name) {
    float[] gamma = weights.get(name + ".norm2d.gamma");
    float[] beta = weights.get(name + ".norm2d.beta");
    float[] mean = weights.get(name + ".norm2d.moving_mean");
    float[] variance = weights.get(name + ".norm2d.moving_variance");
    if (form != Form.MATMUL) {
      return graph.node(
          "BatchNormalization",
          List.of(
              x,
              graph.constant(gamma, gamma.length),
              graph.constant(beta, beta.length),
              graph.constant(mean, mean.length),
              graph.constant(variance, variance.length)),
          Map.of("epsilon", BATCH_NORM_EPSILON));
    }
    float[] scale = new float[gamma.length];
    float[] shift = new float[gamma.length];
    for (int c = 0; c < gamma.length; c++) {
      scale[c] = (float) (gamma[c] / Math.sqrt(variance[c] + (double) BATCH_NORM_EPSILON));
      shift[c] = beta[c] - mean[c] * scale[c];
    }
    String scaled = graph.node("Mul", x, graph.constant(scale, scale.length));
    return graph.node("Add", scaled, graph.constant(shift, shift.length));
  }

  private String conv(String x, String name, int dilation) {
    int[] shape = weights.shape(name + ".weight");
    int kernel = shape[3];
    float[] values = weights.get(name + ".weight");
    float[] bias = weights.get(name + ".bias");
    if (form == Form.MATMUL) {
      return product(x, values, bias, shape[1], kernel, dilation);
    }
    long side = (long) dilation * (kernel - 1) / 2;
    String offsets = graph.constant(bias, bias.length);
    if (form == Form.CONV_3D) {
      String weight = graph.constant(values, shape[0], shape[1], kernel);
      return graph.node(
          "Conv",
          List.of(x, weight, offsets),
          Map.of(
              "kernel_shape", new long[] {kernel},
              "dilations", new long[] {dilation},
              "pads", new long[] {side, side}));
    }
    String weight = graph.constant(values, shape[0], shape[1], 1, kernel);
    return graph.node(
        "Conv",
        List.of(x, weight, offsets),
        Map.of(
            "kernel_shape", new long[] {1, kernel},
            "dilations", new long[] {1, dilation},
            "pads", new long[] {0, side, 0, side}));
  }

  /** A convolution over time as one product with the shifted inputs side by side. */
  private String product(
      String x, float[] values, float[] bias, int inputs, int kernel, int dilation) {
    int outputs = bias.length;
    float[] turned = new float[values.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        for (int k = 0; k < kernel; k++) {
          turned[(k * inputs + i) * outputs + o] = values[(o * inputs + i) * kernel + k];
        }
      }
    }
    String columns = kernel == 1 ? x : shifted(x, kernel, dilation);
    String product =
        graph.node("MatMul", columns, graph.constant(turned, (long) kernel * inputs, outputs));
    return graph.node("Add", product, graph.constant(bias, outputs));
  }

  private String shifted(String x, int kernel, int dilation) {
    long side = (long) dilation * (kernel - 1) / 2;
    String padded = graph.node("Pad", x, graph.constant(side, 0, side, 0));
    List<String> taps = new ArrayList<>();
    for (int k = 0; k < kernel; k++) {
      long start = (long) k * dilation;
      taps.add(
          graph.node(
              "Slice",
              padded,
              graph.constant(start),
              graph.constant(start + frames),
              graph.constant(0L)));
    }
    return graph.node("Concat", taps, Map.of("axis", 1L));
  }
}
