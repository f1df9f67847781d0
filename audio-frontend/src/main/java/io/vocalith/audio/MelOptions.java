package io.vocalith.audio;

/**
 * A bank of triangular filters, evenly spaced on the mel scale 2595 log10(1 + f / 700).
 *
 * @param filters number of filters
 * @param lowHz where the first filter begins
 * @param highHz where the last filter ends
 */
public record MelOptions(int filters, double lowHz, double highHz) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException unless there are 1 to 1024 filters and 0 &lt;= lowHz &lt;
   *     highHz
   */
  public MelOptions {
    if (filters < 1 || filters > 1024) {
      throw new IllegalArgumentException("expected 1 to 1024 mel filters, found " + filters);
    }
    if (!(lowHz >= 0 && lowHz < highHz && highHz < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected mel filters from 0 Hz or more up to a higher frequency, found "
              + lowHz
              + " to "
              + highHz
              + " Hz");
    }
  }

  /** The same, checked against the rate of the signal. */
  MelOptions within(int sampleRate) {
    if (sampleRate < 1) {
      throw new IllegalArgumentException("expected a positive sample rate, found " + sampleRate);
    }
    if (highHz > sampleRate / 2.0) {
      throw new IllegalArgumentException(
          "expected mel filters up to at most "
              + sampleRate / 2.0
              + " Hz (half the sample rate), found "
              + highHz);
    }
    return this;
  }
}
