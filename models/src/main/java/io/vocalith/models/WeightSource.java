package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.DataType;
import io.vocalith.engine.checkpoint.TensorInfo;
import io.vocalith.models.NetworkShape.CtcModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of the network in a checkpoint, by canonical name: the names of the MindSpore
 * networks without any prefix, such as {@code embedding.weight} or {@code
 * blocks.1.tdnn1.norm.norm2d.gamma}.
 *
 * <p>Names and shapes of all weights are checked when the source is made; values are read when
 * asked for, and what belongs to training is never read. Immutable and thread-safe.
 */
public final class WeightSource {
  private final Checkpoint checkpoint;
  private final NetworkShape network;
  private final Map<String, TensorInfo> weights;
  private final List<TensorUse> uses;

  private WeightSource(
      Checkpoint checkpoint,
      NetworkShape network,
      Map<String, TensorInfo> weights,
      List<TensorUse> uses) {
    this.checkpoint = checkpoint;
    this.network = network;
    this.weights = weights;
    this.uses = uses;
  }

  /**
   * Recognises the network in a checkpoint and checks that all of its weights are there.
   *
   * @throws CheckpointException if there is neither network, or a tensor is missing or misshapen
   */
  public static WeightSource of(Checkpoint checkpoint) throws CheckpointException {
    Recognition recognition = Recognition.of(checkpoint);
    NetworkShape network = recognition.network();
    Map<String, TensorInfo> inFile = new LinkedHashMap<>();
    checkpoint.tensors().forEach(tensor -> inFile.put(tensor.name(), tensor));

    Map<String, TensorInfo> weights = new LinkedHashMap<>();
    Map<String, String> canonicalNames = new LinkedHashMap<>();
    for (Map.Entry<String, List<Integer>> expected : ExpectedTensors.of(network).entrySet()) {
      String name = recognition.scheme().inFile(expected.getKey());
      TensorInfo found = inFile.get(name);
      check(checkpoint, network, name, expected.getValue(), found);
      weights.put(expected.getKey(), found);
      canonicalNames.put(name, expected.getKey());
    }
    List<TensorUse> uses = new ArrayList<>();
    for (TensorInfo tensor : checkpoint.tensors()) {
      String canonical = canonicalNames.get(tensor.name());
      uses.add(
          canonical == null
              ? TensorUse.notLoaded(tensor, "not of " + network.architecture())
              : new TensorUse(tensor, TensorUse.Use.USED, canonical));
    }
    return new WeightSource(checkpoint, network, weights, List.copyOf(uses));
  }

  /** Which network it is and of which sizes. */
  public NetworkShape network() {
    return network;
  }

  /** How many numbers they are: about as many multiply-adds a network takes for each frame. */
  public long count() {
    return weights.values().stream().mapToLong(TensorInfo::elements).sum();
  }

  /** The checkpoint they are in. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** What messages call the checkpoint. */
  public String origin() {
    return checkpoint.origin();
  }

  /**
   * Reads one weight as floats, row-major in the order of the checkpoint.
   *
   * @param canonical the name without prefix
   * @throws IllegalArgumentException if the network has no weight of this name
   * @throws CheckpointException if a value is not finite or the file has changed
   */
  public float[] read(String canonical) throws IOException {
    TensorInfo info = info(canonical);
    float[] values = checkpoint.floats(info.name());
    Finite.check(values, checkpoint, info.name());
    return values;
  }

  /** The shape of a weight in the file. */
  public List<Integer> shape(String canonical) {
    return info(canonical).shape();
  }

  private TensorInfo info(String canonical) {
    TensorInfo info = weights.get(canonical);
    if (info == null) {
      throw new IllegalArgumentException(
          "expected a weight of " + network.architecture() + ", found " + canonical);
    }
    return info;
  }

  /**
   * Reads one direction of one layer of the BiLSTM, whatever the layout in the file.
   *
   * @param layer from 0
   * @throws IllegalArgumentException if the network is another or has fewer layers
   * @throws CheckpointException as for any weight
   */
  public LstmWeights lstm(int layer, boolean reverse) throws IOException {
    if (!(network instanceof CtcModel model) || layer < 0 || layer >= model.layers()) {
      throw new IllegalArgumentException(
          "expected a layer of the LSTM in " + network + ", found " + layer);
    }
    return LstmLayouts.read(this, model, layer, reverse);
  }

  /** What loading does with each tensor, in the order of the file. */
  public List<TensorUse> uses() {
    return uses;
  }

  /**
   * One sentence that names tensors which are neither weights nor known training state; or none.
   */
  public List<String> warnings() {
    List<String> unused =
        uses.stream()
            .filter(use -> use.use() == TensorUse.Use.UNUSED)
            .map(use -> use.tensor().name())
            .toList();
    return unused.isEmpty()
        ? List.of()
        : List.of(
            "%s: tensors that %s does not use: %s"
                .formatted(origin(), network.architecture(), String.join(", ", unused)));
  }

  private static void check(
      Checkpoint checkpoint,
      NetworkShape network,
      String name,
      List<Integer> shape,
      TensorInfo found)
      throws CheckpointException {
    if (found == null) {
      throw new CheckpointException(
          checkpoint.origin(),
          "expected the tensor %s %s of %s, found none"
              .formatted(name, shape, network.architecture()));
    }
    if (!Shapes.fits(found.shape(), shape) || found.type() == DataType.STRING) {
      throw new CheckpointException(
          checkpoint.origin(),
          "tensor %s: expected the shape %s of %s, found %s %s"
              .formatted(name, shape, network.architecture(), found.type(), found.shape()));
    }
  }
}
