package io.vocalith.engine.checkpoint;

import java.io.IOException;

/**
 * A checkpoint that cannot be used. The message is one sentence: the file, the offset or the
 * tensor, what was expected and what was found.
 */
public class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the checkpoint called {@code origin}. */
  public CheckpointException(String origin, String problem) {
    super(origin + ": " + printable(problem));
  }

  /** As above, with what it was noticed by. */
  public CheckpointException(String origin, String problem, Throwable cause) {
    super(origin + ": " + printable(problem), cause);
  }

  /**
   * Names come from the file: control characters in them would break the sentence or a terminal.
   */
  private static String printable(String problem) {
    return problem.replaceAll("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029]", "?");
  }
}
