package io.vocalith.models.speaker;

import io.vocalith.engine.kernel.Convolution.Shape;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.AttentiveStatisticsPooling;
import io.vocalith.engine.nn.BatchNorm;
import io.vocalith.engine.nn.Conv1d;
import io.vocalith.engine.nn.Padding;
import io.vocalith.engine.nn.Res2Block;
import io.vocalith.engine.nn.SeRes2Block;
import io.vocalith.engine.nn.SqueezeExcite;
import io.vocalith.models.Background;
import io.vocalith.models.NetworkShape;
import io.vocalith.models.NetworkShape.Flavour;
import io.vocalith.models.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Builds the layers of {@link EcapaTdnn} from named weights. */
final class EcapaWeights {
  private final WeightSource weights;
  private final Kernels kernels;
  private final NetworkShape.EcapaTdnn sizes;
  private final Padding padding;

  EcapaWeights(WeightSource weights, Kernels kernels) {
    if (!(weights.network() instanceof NetworkShape.EcapaTdnn shape)) {
      throw new IllegalArgumentException(
          "expected the weights of ecapa_tdnn, found " + weights.network().architecture());
    }
    this.weights = weights;
    this.kernels = kernels;
    this.sizes = shape;
    this.padding = shape.flavour() == Flavour.SPEECHBRAIN ? Padding.REFLECT : Padding.ZERO;
  }

  EcapaTdnn.Layers layers() throws IOException {
    int channels = sizes.channels();
    int aggregated = sizes.aggregated();
    // About half of all weights.
    Background<Conv1d> aggregation =
        Background.start(() -> tdnn("mfa", Shape.product(aggregated, sizes.blocks() * channels)));
    Conv1d first = tdnn("blocks.0", Shape.same(channels, sizes.inputs(), sizes.kernel(), 1));
    List<SeRes2Block> blocks = new ArrayList<>();
    int margin = first.margin();
    for (int i = 1; i <= sizes.blocks(); i++) {
      SeRes2Block block = block("blocks." + i, i + 1);
      blocks.add(block);
      margin = Math.max(margin, block.res2().margin());
    }
    AttentiveStatisticsPooling pooling = pooling();
    Conv1d last = dense("fc", Shape.product(sizes.embedding(), 2 * aggregated), Epilogue.NONE);
    return new EcapaTdnn.Layers(
        first,
        blocks,
        aggregation.join(),
        pooling,
        norm("asp_bn"),
        last,
        padding == Padding.REFLECT ? margin + 1 : 1);
  }

  /** Block i of the paper has dilation i + 1. */
  private SeRes2Block block(String name, int dilation) throws IOException {
    int channels = sizes.channels();
    int width = channels / sizes.scale();
    List<Conv1d> res2 = new ArrayList<>();
    for (int i = 0; i < sizes.scale() - 1; i++) {
      Shape shape = Shape.same(width, width, sizes.res2Kernel(), dilation);
      res2.add(tdnn(name + ".res2net_block.blocks." + i, shape));
    }
    int squeezed = sizes.squeeze();
    return new SeRes2Block(
        tdnn(name + ".tdnn1", Shape.product(channels, channels)),
        new Res2Block(kernels, res2),
        tdnn(name + ".tdnn2", Shape.product(channels, channels)),
        new SqueezeExcite(
            kernels,
            dense(name + ".se_block.conv1", Shape.product(squeezed, channels), Epilogue.RELU),
            dense(name + ".se_block.conv2", Shape.product(channels, squeezed), Epilogue.SIGMOID)));
  }

  private AttentiveStatisticsPooling pooling() throws IOException {
    int channels = sizes.aggregated();
    int hidden = sizes.attention();
    float[] w = weights.read("asp.tdnn.conv.weight");
    float[] bias = weights.read("asp.tdnn.conv.bias");
    Epilogue end = norm("asp.tdnn.norm").afterRelu().then(Epilogue.Squash.TANH);
    Conv1d context = null;
    if (sizes.globalContext()) {
      Shape shape = Shape.product(hidden, 2 * channels);
      float[] rest = columns(w, hidden, channels, 3 * channels);
      context = new Conv1d(kernels, shape, rest, bias, Epilogue.NONE, padding);
      w = columns(w, hidden, 0, channels);
    }
    Shape shape = Shape.product(hidden, channels);
    return new AttentiveStatisticsPooling(
        kernels,
        new Conv1d(kernels, shape, w, bias, end, padding),
        context,
        dense("asp.conv", Shape.product(channels, hidden), Epilogue.NONE));
  }

  /** Columns {@code from} to {@code to} of a row-major matrix. */
  private static float[] columns(float[] matrix, int rows, int from, int to) {
    int width = to - from;
    int stride = matrix.length / rows;
    float[] cut = new float[rows * width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(matrix, r * stride + from, cut, r * width, width);
    }
    return cut;
  }

  /** Convolution, rectification, batch normalisation: in this order. */
  private Conv1d tdnn(String name, Shape shape) throws IOException {
    return convolution(name + ".conv", shape, norm(name + ".norm").afterRelu());
  }

  private Conv1d dense(String name, Shape shape, Epilogue epilogue) throws IOException {
    return convolution(name, shape, epilogue);
  }

  private Conv1d convolution(String name, Shape shape, Epilogue epilogue) throws IOException {
    float[] w = weights.read(name + ".weight");
    return new Conv1d(kernels, shape, w, weights.read(name + ".bias"), epilogue, padding);
  }

  private BatchNorm norm(String name) throws IOException {
    String prefix = name + ".norm2d.";
    return BatchNorm.fold(
        weights.read(prefix + "gamma"),
        weights.read(prefix + "beta"),
        weights.read(prefix + "moving_mean"),
        weights.read(prefix + "moving_variance"));
  }
}
