package io.vocalith.models.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much speech each use of a voice needs. Below {@link #neededSeconds()} the use is refused;
 * below {@link #COMFORTABLE_SECONDS} it is granted with a warning.
 */
public enum SpeechPolicy {
  /** Comparing two voices. */
  VERIFICATION("verification", 0.5),
  /** Asking who is speaking. */
  IDENTIFICATION("identification", 0.5),
  /** Keeping a voice: what is stored is compared for years. */
  ENROLMENT("enrolment", 3.0),
  /** Dividing a recording among its speakers. */
  DIARIZATION("diarization", 0.5),
  /** Computing vectors and scoring protocols: never refused, so that published trials run whole. */
  EMBEDDING("embedding", 0);

  /** Seconds of speech from which nobody needs to be warned. */
  public static final double COMFORTABLE_SECONDS = 2.0;

  private final String title;
  private final double neededSeconds;

  SpeechPolicy(String title, double neededSeconds) {
    this.title = title;
    this.neededSeconds = neededSeconds;
  }

  /** Seconds of speech without which this use is refused; 0 if it never is. */
  public double neededSeconds() {
    return neededSeconds;
  }

  /**
   * Refuses a recording or lets it pass.
   *
   * @return what to warn of: little speech, and what is wrong with the signal
   * @throws InsufficientSpeechException if there is less speech than this use needs
   */
  public List<String> check(SignalReport report) {
    if (report.speechSeconds() < neededSeconds) {
      throw new InsufficientSpeechException(title, report.speechSeconds(), neededSeconds);
    }
    List<String> warnings = new ArrayList<>();
    if (report.speechSeconds() == 0) {
      warnings.add("No speech was found.");
    } else if (report.speechSeconds() < COMFORTABLE_SECONDS) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Only %.2f s of speech: below %.0f s scores scatter widely.",
              report.speechSeconds(),
              COMFORTABLE_SECONDS));
    }
    warnings.addAll(report.warnings());
    return List.copyOf(warnings);
  }
}
