package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.Tensor;
import java.io.IOException;

/**
 * The mean of the training speakers' embeddings, which SpeechBrain keeps beside its ECAPA-TDNN as
 * {@code mean_var_norm_emb} (processing/features.py, InputNormalization) and subtracts from an
 * embedding. The deviation in the same file is not applied, since {@code std_norm} is off in the
 * published model; what else old releases put there is not read.
 */
public final class EmbeddingMean {
  private static final String NAME = "glob_mean";

  private EmbeddingMean() {}

  /**
   * Reads the mean.
   *
   * @param embedding length of the embeddings it is for
   * @throws CheckpointException if it is missing, of another length or not finite
   */
  public static float[] read(Checkpoint checkpoint, int embedding) throws IOException {
    Tensor tensor = checkpoint.read(NAME);
    float[] mean = tensor.floats();
    if (mean.length != embedding) {
      throw new CheckpointException(
          checkpoint.origin(),
          "tensor %s: expected %d values, found the shape %s"
              .formatted(NAME, embedding, tensor.shape()));
    }
    Finite.check(mean, checkpoint, NAME);
    return mean;
  }
}
