package io.vocalith.models.eval.speakers;

import java.util.Objects;

/**
 * Two recordings and whether one speaker is heard in both.
 *
 * @param enroll identifier of the enrolled recording or model
 * @param test identifier of the recording that is tried
 * @param target whether both are one speaker
 * @param line line of the list, from 1; 0 if there is none
 */
public record Trial(String enroll, String test, boolean target, long line) {
  /** Checks the identifiers. */
  public Trial {
    Objects.requireNonNull(enroll, "enroll");
    Objects.requireNonNull(test, "test");
  }
}
