package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;

/** Keeps NaN and infinity out of the networks, whose results would be NaN too. */
final class Finite {
  private Finite() {}

  static void check(float[] values, Checkpoint checkpoint, String tensor)
      throws CheckpointException {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
        throw new CheckpointException(
            checkpoint.origin(),
            "tensor %s: expected finite values, found %s at index %d"
                .formatted(tensor, values[i], i));
      }
    }
  }
}
