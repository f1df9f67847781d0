package io.vocalith.models.speaker;

import io.vocalith.models.listen.SignalReport;
import java.util.Locale;

/**
 * How much of the spectrum a recording carries. Scores of telephone speech and of wideband speech
 * are distributed differently, so that a calibration holds for one of them.
 */
public enum Bandwidth {
  /** The sound ends where a telephone's does, whatever the file's rate. */
  NARROW,
  /** It reaches further. */
  WIDE;

  /** The bandwidth that was measured in a recording. */
  public static Bandwidth of(SignalReport report) {
    return report.narrowband() ? NARROW : WIDE;
  }

  /** The bandwidth of two recordings together: that of the poorer one. */
  public Bandwidth with(Bandwidth other) {
    return this == WIDE ? other : NARROW;
  }

  /** The name in lower case, as files and messages have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
