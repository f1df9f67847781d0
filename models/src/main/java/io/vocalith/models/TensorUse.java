package io.vocalith.models;

import io.vocalith.engine.checkpoint.TensorInfo;
import java.util.Optional;

/**
 * What loading does with one tensor of a checkpoint.
 *
 * @param tensor its name, type and shape
 * @param use whether it is loaded
 * @param reason the canonical name it is loaded as, or why it is not
 */
public record TensorUse(TensorInfo tensor, Use use, String reason) {

  /** The fates of a tensor. */
  public enum Use {
    /** A weight of the network. */
    USED,
    /** Known to be of use to training only; never read. */
    TRAINING_STATE,
    /** Nothing that the network asks for: worth a warning. */
    UNUSED
  }

  static TensorUse notLoaded(TensorInfo tensor, String reason) {
    Optional<String> kind = TrainingState.kind(tensor);
    return new TensorUse(
        tensor, kind.isPresent() ? Use.TRAINING_STATE : Use.UNUSED, kind.orElse(reason));
  }
}
