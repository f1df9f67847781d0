package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.TensorInfo;
import io.vocalith.models.NetworkShape.CtcModel;
import io.vocalith.models.NetworkShape.EcapaTdnn;
import io.vocalith.models.NetworkShape.LstmLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out which network a checkpoint holds, under which names and of which sizes. */
final class Recognition {
  /** More than any network has; sizes beyond it would overflow the arithmetic of shapes. */
  private static final int MAX_SIZE = 1 << 20;

  /** More layers, blocks or parts of a block than any network has. */
  private static final int MAX_LAYERS = 64;

  private final Checkpoint checkpoint;
  private final Map<String, TensorInfo> tensors;
  private NameScheme scheme;
  private NetworkShape network;

  private Recognition(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
    this.tensors =
        checkpoint.tensors().stream()
            .collect(Collectors.toMap(TensorInfo::name, Function.identity()));
  }

  static Recognition of(Checkpoint checkpoint) throws CheckpointException {
    Recognition recognition = new Recognition(checkpoint);
    recognition.run();
    return recognition;
  }

  NameScheme scheme() {
    return scheme;
  }

  NetworkShape network() {
    return network;
  }

  private void run() throws CheckpointException {
    for (LstmLayout layout : LstmLayout.values()) {
      if (has(layout.mark())) {
        network = ctcModel(layout);
        return;
      }
    }
    if (!has("blocks.0.conv.weight")) {
      throw unknown();
    }
    network = ecapa();
  }

  private boolean has(String mark) {
    Optional<NameScheme> found = NameScheme.find(mark, tensors::containsKey);
    found.ifPresent(value -> scheme = value);
    return found.isPresent();
  }

  private CheckpointException unknown() {
    List<String> others =
        checkpoint.tensors().stream()
            .filter(tensor -> TrainingState.kind(tensor).isEmpty())
            .map(TensorInfo::name)
            .limit(3)
            .toList();
    return new CheckpointException(
        checkpoint.origin(),
        "expected the tensors of ctcmodel (lstm.weight...) or ecapa_tdnn (blocks.0.conv...), found "
            + (others.isEmpty() ? "no weights" : "others, such as " + String.join(", ", others)));
  }

  private CtcModel ctcModel(LstmLayout layout) throws CheckpointException {
    int classes = dimension("embedding.weight", 0, 2);
    return switch (layout) {
      case FUSED -> {
        int hidden = dimension("lstm.weight_fw0", 1, 2) / 4;
        int inputs = dimension("lstm.weight_fw0", 0, 2) - hidden;
        yield new CtcModel(
            positive(inputs, "lstm.weight_fw0"),
            positive(hidden, "lstm.weight_fw0"),
            layers("lstm.weight_fw"),
            classes,
            layout);
      }
      case FLAT -> flat(classes);
      case SEPARATE -> {
        int hidden = dimension("lstm.weight_ih_l0", 0, 2) / 4;
        int inputs = dimension("lstm.weight_ih_l0", 1, 2);
        yield new CtcModel(
            inputs,
            positive(hidden, "lstm.weight_ih_l0"),
            layers("lstm.weight_ih_l"),
            classes,
            layout);
      }
    };
  }

  /** From length = sum over layers of 8H(inputs + H + 2); see {@link LstmLayout#FLAT}. */
  private CtcModel flat(int classes) throws CheckpointException {
    int hidden = positive(dimension("embedding.weight", 1, 2) / 2, "embedding.weight");
    long perUnit = info("lstm.weight").elements() / (8L * hidden);
    long one = perUnit - hidden - 2;
    long two = one - (3L * hidden + 2);
    int inputs = (int) Math.min(MAX_SIZE, two > 0 ? two : one);
    return new CtcModel(
        positive(inputs, "lstm.weight"), hidden, two > 0 ? 2 : 1, classes, LstmLayout.FLAT);
  }

  private EcapaTdnn ecapa() throws CheckpointException {
    String first = "blocks.0.conv.weight";
    String part = "blocks.1.res2net_block.blocks.0.conv.weight";
    int channels = dimension(first, 0, 3);
    int aggregated = dimension("mfa.conv.weight", 0, 3);
    int blocks = 0;
    while (blocks < MAX_LAYERS && hasTensor("blocks." + (blocks + 1) + ".tdnn1.conv.weight")) {
      blocks++;
    }
    return new EcapaTdnn(
        scheme.flavour(),
        dimension(first, 1, 3),
        channels,
        blocks,
        dimension(first, 2, 3),
        dimension(part, 2, 3),
        scale(channels, dimension(part, 0, 3)),
        dimension("blocks.1.se_block.conv1.weight", 0, 3),
        aggregated,
        dimension("asp.tdnn.conv.weight", 0, 3),
        dimension("asp.tdnn.conv.weight", 1, 3) > aggregated,
        dimension("fc.weight", 0, 3));
  }

  private int scale(int channels, int part) throws CheckpointException {
    if (channels < part || channels / part > MAX_LAYERS) {
      throw new CheckpointException(
          checkpoint.origin(),
          "expected Res2Net blocks of up to %d parts, found %d channels in parts of %d"
              .formatted(MAX_LAYERS, channels, part));
    }
    return channels / part;
  }

  private int layers(String start) {
    int layers = 1;
    while (layers < MAX_LAYERS && hasTensor(start + layers)) {
      layers++;
    }
    return layers;
  }

  private boolean hasTensor(String canonical) {
    return tensors.containsKey(scheme.inFile(canonical));
  }

  /** One dimension of a tensor that must be there and have that rank. */
  private int dimension(String canonical, int axis, int rank) throws CheckpointException {
    TensorInfo info = info(canonical);
    List<Integer> shape = rank == 3 ? Shapes.asConvolution(info.shape()) : info.shape();
    if (shape.size() < rank) {
      throw new CheckpointException(
          checkpoint.origin(),
          "tensor " + info.name() + ": expected " + rank + " dimensions, found " + info.shape());
    }
    return positive(shape.get(axis), canonical);
  }

  private TensorInfo info(String canonical) throws CheckpointException {
    TensorInfo info = tensors.get(scheme.inFile(canonical));
    if (info == null) {
      throw new CheckpointException(
          checkpoint.origin(),
          "expected a tensor named " + scheme.inFile(canonical) + ", found none");
    }
    return info;
  }

  private int positive(int size, String canonical) throws CheckpointException {
    if (size < 1 || size > MAX_SIZE) {
      throw new CheckpointException(
          checkpoint.origin(),
          "tensor %s: expected a shape that a network can have, found %s"
              .formatted(scheme.inFile(canonical), info(canonical).shape()));
    }
    return size;
  }
}
