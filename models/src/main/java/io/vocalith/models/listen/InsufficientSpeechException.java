package io.vocalith.models.listen;

import java.util.Locale;

/** A recording holds too little speech for what was asked of it. */
public final class InsufficientSpeechException extends IllegalArgumentException {
  private final double foundSeconds;
  private final double neededSeconds;

  /**
   * @param what what was to be done, as in "enrolment"
   * @param foundSeconds seconds of speech in the recording
   * @param neededSeconds seconds of speech it takes
   */
  public InsufficientSpeechException(String what, double foundSeconds, double neededSeconds) {
    super(
        String.format(
            Locale.ROOT,
            "%s needs %.2f s of speech, found %.2f s (tones, music and silence do not count)",
            what,
            neededSeconds,
            foundSeconds));
    this.foundSeconds = foundSeconds;
    this.neededSeconds = neededSeconds;
  }

  /** Seconds of speech that were found. */
  public double foundSeconds() {
    return foundSeconds;
  }

  /** Seconds of speech that are needed. */
  public double neededSeconds() {
    return neededSeconds;
  }
}
