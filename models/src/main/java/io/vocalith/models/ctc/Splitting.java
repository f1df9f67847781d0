package io.vocalith.models.ctc;

/**
 * How long recordings are recognised in bounded memory: in passages, cut in still places, each
 * heard with so much of its neighbours that its phones come out as if it had not been cut.
 *
 * <p>A passage is worked in alone, so what the network, the search and the times need does not grow
 * with the recording. The defaults are measured: see {@code LongRecognitionTest}.
 *
 * @param longestSeconds passages are no longer, and recordings up to this length are not split
 * @param contextSeconds what is heard and not written down on either side of a passage
 */
public record Splitting(double longestSeconds, double contextSeconds) {
  private static final double LEAST_SECONDS = 3;

  /**
   * Passages of up to 40 seconds (half a minute on the average) and six seconds of context: the
   * memory of the network is long, and with two or four seconds one phone in a thousand still
   * differed.
   */
  public static final Splitting DEFAULTS = new Splitting(40, 6);

  /** Every recording is recognised at once, in memory that grows with it. */
  public static final Splitting NEVER = new Splitting(Double.POSITIVE_INFINITY, 0);

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException for passages of less than 3 seconds, or a context that is not
   *     0 or more
   */
  public Splitting {
    if (!(longestSeconds >= LEAST_SECONDS)) {
      throw new IllegalArgumentException(
          "expected passages of %s seconds or more, found %s"
              .formatted(LEAST_SECONDS, longestSeconds));
    }
    if (!(contextSeconds >= 0 && contextSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a context of 0 or more seconds, found " + contextSeconds);
    }
  }
}
