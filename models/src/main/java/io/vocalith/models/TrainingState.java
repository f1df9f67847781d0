package io.vocalith.models;

import io.vocalith.engine.checkpoint.DataType;
import io.vocalith.engine.checkpoint.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What training leaves in a checkpoint beside the weights: MindSpore's optimisers and loss scaling,
 * the helpers of the two networks' training scripts, PyTorch's counters.
 */
final class TrainingState {
  private static final List<String> MOMENT_PREFIXES =
      List.of("moment1.", "moment2.", "vhat.", "moments.", "moment.", "accum.", "stat.");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("beta1_power", "optimiser state"),
          Map.entry("beta2_power", "optimiser state"),
          Map.entry("learning_rate", "learning rates"),
          Map.entry("global_step", "count of steps"),
          Map.entry("scale_sense", "loss scale"),
          Map.entry("current_iterator_step", "loss scale"),
          Map.entry("last_overflow_iterator_step", "loss scale"),
          Map.entry("epoch_num", "count of epochs"),
          Map.entry("step_num", "count of steps"),
          Map.entry("labels_indices", "indices of the CTC loss"),
          Map.entry("classifier.weight", "classifier of the training speakers"),
          Map.entry("output", "outputs of the last batch"));

  private TrainingState() {}

  /** What kind of training state this tensor is, if it is any. */
  static Optional<String> kind(TensorInfo tensor) {
    String name = tensor.name();
    if (NAMES.containsKey(name)) {
      return Optional.of(NAMES.get(name));
    }
    if (MOMENT_PREFIXES.stream().anyMatch(name::startsWith)) {
      return Optional.of("optimiser moment");
    }
    if (name.endsWith(".num_batches_tracked")) {
      return Optional.of("count of batches");
    }
    if (tensor.type() == DataType.STRING || tensor.shape().isEmpty()) {
      return Optional.of("value beside the weights");
    }
    return Optional.empty();
  }
}
