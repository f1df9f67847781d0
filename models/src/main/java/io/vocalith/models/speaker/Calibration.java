package io.vocalith.models.speaker;

import java.util.Objects;

/**
 * Turns a score into a log-likelihood ratio by a straight line (Brümmer and du Preez 2006,
 * "Application-independent evaluation of speaker detection", section 6.3): natural logarithm of how
 * much more likely the score is from one speaker than from two.
 *
 * @param key what the calibration was made for
 * @param slope factor of the score, above 0
 * @param offset what is added
 * @param data what it was made from
 */
public record Calibration(CalibrationKey key, double slope, double offset, Data data) {
  /**
   * The trials a calibration was made from.
   *
   * @param speakers number of speakers
   * @param targets number of same-speaker trials
   * @param nontargets number of different-speaker trials
   * @param crossFoldTrials trials that were left out of the test because their speakers lie in two
   *     folds
   * @param cllr Cllr in bits on speakers that the fit had not seen
   */
  public record Data(
      int speakers, long targets, long nontargets, long crossFoldTrials, double cllr) {}

  /**
   * Checks the line.
   *
   * @throws IllegalArgumentException if the slope is not above 0 or a number is not finite
   */
  public Calibration {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(data, "data");
    if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "expected a finite slope above 0 and a finite offset, found " + slope + ", " + offset);
    }
  }

  /** The log-likelihood ratio of a score. */
  public double logLikelihoodRatio(double score) {
    return slope * score + offset;
  }
}
