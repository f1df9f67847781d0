package io.vocalith.models.speaker;

import java.util.Locale;

/**
 * How much of the spectrum a recording carries. Scores of telephone speech and of wideband speech
 * are distributed differently, so that a calibration holds for one of them.
 */
public enum Bandwidth {
  /** Recorded at less than 16,000 samples a second. */
  NARROW,
  /** Recorded at 16,000 samples a second or more. */
  WIDE;

  private static final int WIDE_RATE = 16_000;

  /** The bandwidth of a recording, by the sampling rate of its file. */
  public static Bandwidth ofSampleRate(int samplesPerSecond) {
    return samplesPerSecond < WIDE_RATE ? NARROW : WIDE;
  }

  /** The name in lower case, as files and messages have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
