package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import java.util.List;

/**
 * A card and the weights that go with it: all that is needed to build a recogniser or encoder.
 *
 * @param card what the checkpoint is
 * @param weights the network's weights in it, names and shapes checked
 * @param embeddingMean subtracted from every embedding; empty for none; for reading only
 * @param sha256 digest of the checkpoint file in lower-case hexadecimal; where there is a mean, of
 *     the digests of both files, since embeddings with and without it do not compare
 * @param warnings what had to be assumed and which tensors are not used, a sentence each
 */
public record Model(
    ModelCard card,
    WeightSource weights,
    float[] embeddingMean,
    String sha256,
    List<String> warnings) {

  /** Takes a copy of the warnings. */
  public Model {
    warnings = List.copyOf(warnings);
  }

  /** The checkpoint that the weights are in. */
  public Checkpoint checkpoint() {
    return weights.checkpoint();
  }

  /**
   * This model, if it has the network that a task needs.
   *
   * @throws IllegalArgumentException if it has another
   */
  public Model require(Architecture needed, String task) {
    if (card.architecture() != needed) {
      throw new IllegalArgumentException(
          "expected a %s model for %s, found %s, which is %s"
              .formatted(needed, task, card.name(), card.architecture()));
    }
    return this;
  }

  /**
   * Checks that card and checkpoint agree on a size.
   *
   * @throws IllegalArgumentException if they do not
   */
  public void expect(String what, int inCard, int inCheckpoint) {
    if (inCard != inCheckpoint) {
      throw new IllegalArgumentException(
          "%s: the card of %s expects %d %s, the checkpoint has %d"
              .formatted(weights.origin(), card.name(), inCard, what, inCheckpoint));
    }
  }
}
