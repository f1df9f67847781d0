package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A card and the weights that go with it: all that is needed to build a recogniser or encoder.
 * Immutable and thread-safe. The digest of a large file takes as long as loading its weights, so it
 * is computed for whoever asks for it first.
 */
public final class Model {
  private final ModelCard card;
  private final WeightSource weights;
  private final float[] embeddingMean;
  private final Background<String> sha256;
  private final String assumption;

  /**
   * A model.
   *
   * @param assumption a warning that holds unless the checkpoint is the very file of the card;
   *     empty for none
   */
  Model(
      ModelCard card,
      WeightSource weights,
      float[] embeddingMean,
      Background<String> sha256,
      String assumption) {
    this.card = card;
    this.weights = weights;
    this.embeddingMean = embeddingMean;
    this.sha256 = sha256;
    this.assumption = assumption;
  }

  /** What the checkpoint is. */
  public ModelCard card() {
    return card;
  }

  /** The network's weights in the checkpoint, names and shapes checked. */
  public WeightSource weights() {
    return weights;
  }

  /** Subtracted from every embedding; empty for none; for reading only. */
  public float[] embeddingMean() {
    return embeddingMean;
  }

  /** The checkpoint that the weights are in. */
  public Checkpoint checkpoint() {
    return weights.checkpoint();
  }

  /**
   * Digest of the checkpoint file in lower-case hexadecimal; where there is a mean, of the digests
   * of both files, since embeddings with and without it do not compare.
   *
   * @throws UncheckedIOException if the file cannot be read any more, or is not what it was when
   *     the model was found
   */
  public String sha256() {
    try {
      return sha256.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to compute the digest, so that whoever asks for it later need not wait as long. */
  public void prepareSha256() {
    sha256.begin();
  }

  /** What had to be assumed and which tensors are not used, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!assumption.isEmpty() && !card.sha256().equals(sha256())) {
      warnings.add(assumption);
    }
    warnings.addAll(weights.warnings());
    return List.copyOf(warnings);
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
