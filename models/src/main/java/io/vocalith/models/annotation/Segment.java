package io.vocalith.models.annotation;

import java.util.OptionalDouble;

/**
 * One labelled interval.
 *
 * @param start seconds from the beginning of the recording
 * @param end seconds, after the start
 * @param label what it is; empty for nothing
 * @param confidence probability that the label is right, where it is known
 */
public record Segment(double start, double end, String label, OptionalDouble confidence) {
  /** Checks the times. */
  public Segment {
    if (!(start >= 0 && start < end && end < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected an interval from 0 or more to a later time, found " + start + " to " + end);
    }
  }

  /** An interval without a confidence. */
  public Segment(double start, double end, String label) {
    this(start, end, label, OptionalDouble.empty());
  }
}
