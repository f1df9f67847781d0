package io.vocalith.models.diarize;

import java.util.OptionalInt;

/**
 * How a recording is divided among its speakers.
 *
 * @param windowSeconds length of the windows that are turned into embeddings; {@value
 *     #LEAST_WINDOW} to 10
 * @param hopSeconds from one window to the next, above 0 and at most the window
 * @param threshold clusters whose passages have a mean cosine distance (1 - cosine) below this are
 *     one speaker; 0 to 2
 * @param speakers the number of speakers, if it is known; the threshold does not count then
 */
public record DiarizerOptions(
    double windowSeconds, double hopSeconds, double threshold, OptionalInt speakers) {
  /** The shortest window an embedding is asked of. */
  public static final double LEAST_WINDOW = 0.5;

  /**
   * Windows of 1.5 s every half second and a threshold of 0.55, chosen on mixtures of five real
   * speakers with the model voice-en (anything from 0.5 to 0.6 was as good); other models need
   * another threshold.
   */
  public static final DiarizerOptions DEFAULTS =
      new DiarizerOptions(1.5, 0.5, 0.55, OptionalInt.empty());

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public DiarizerOptions {
    check(windowSeconds >= LEAST_WINDOW && windowSeconds <= 10, "window", windowSeconds);
    check(hopSeconds > 0 && hopSeconds <= windowSeconds, "hop", hopSeconds);
    check(threshold >= 0 && threshold <= 2, "threshold", threshold);
    check(speakers.orElse(1) >= 1, "number of speakers", speakers.orElse(1));
  }

  /** The same for a known number of speakers. */
  public DiarizerOptions withSpeakers(int number) {
    return new DiarizerOptions(windowSeconds, hopSeconds, threshold, OptionalInt.of(number));
  }

  /** The same with another threshold. */
  public DiarizerOptions withThreshold(double other) {
    return new DiarizerOptions(windowSeconds, hopSeconds, other, speakers);
  }

  private static void check(boolean holds, String what, double found) {
    if (!holds) {
      throw new IllegalArgumentException("expected a " + what + " in its range, found " + found);
    }
  }
}
