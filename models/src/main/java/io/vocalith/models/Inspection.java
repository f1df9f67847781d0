package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.TensorInfo;
import java.util.List;
import java.util.Optional;

/**
 * What loading would do with a checkpoint, found out without reading any values.
 *
 * @param checkpoint its index
 * @param network the network in it, if it is one of ours and complete
 * @param problem why it cannot be loaded, one sentence; empty if it can
 * @param uses what would become of each tensor, in the order of the file
 */
public record Inspection(
    Checkpoint checkpoint, Optional<NetworkShape> network, String problem, List<TensorUse> uses) {

  /** Takes a copy of the list. */
  public Inspection {
    uses = List.copyOf(uses);
  }

  /** Looks at a checkpoint, whether it can be loaded or not. */
  public static Inspection of(Checkpoint checkpoint) {
    try {
      WeightSource source = WeightSource.of(checkpoint);
      return new Inspection(checkpoint, Optional.of(source.network()), "", source.uses());
    } catch (CheckpointException e) {
      List<TensorUse> uses =
          checkpoint.tensors().stream()
              .map(tensor -> TensorUse.notLoaded(tensor, "of no network that is known and whole"))
              .toList();
      return new Inspection(checkpoint, Optional.empty(), e.getMessage(), uses);
    }
  }

  /** Names of all tensors but training state: what is worth keeping for inference. */
  public List<String> inferenceTensors() {
    return uses.stream()
        .filter(use -> use.use() != TensorUse.Use.TRAINING_STATE)
        .map(use -> use.tensor().name())
        .toList();
  }

  /** Length of the values of all tensors with these fates, in bytes. */
  public long bytes(TensorUse.Use... fates) {
    return uses.stream()
        .filter(use -> List.of(fates).contains(use.use()))
        .map(TensorUse::tensor)
        .mapToLong(TensorInfo::bytes)
        .sum();
  }
}
