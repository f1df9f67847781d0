package io.vocalith.models.diarize;

import java.util.Objects;

/**
 * A stretch of time in which one speaker speaks.
 *
 * @param start in seconds, from 0
 * @param end in seconds, after the start
 * @param speaker a label without blanks
 */
public record Turn(double start, double end, String speaker) {
  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if they are not finite, negative or not in order, or the label
   *     is empty or has blanks
   */
  public Turn {
    Objects.requireNonNull(speaker, "speaker");
    if (!(start >= 0 && end > start && end < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a turn from 0 s on that ends after its start, found " + start + " to " + end);
    }
    if (speaker.isEmpty() || speaker.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "expected a speaker's label without blanks, found '" + speaker + "'");
    }
  }

  /** Its length in seconds. */
  public double seconds() {
    return end - start;
  }
}
