package io.vocalith.models.speaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a calibration was made for; scores of anything else must not pass through it.
 *
 * @param modelSha256 SHA-256 of the model's checkpoint, 64 hexadecimal digits in lower case
 * @param normalization name of the score normalisation, {@value #NO_NORMALIZATION} for plain
 *     cosines
 * @param bandwidth bandwidth of the recordings
 */
public record CalibrationKey(String modelSha256, String normalization, Bandwidth bandwidth) {
  /** The normalisation's name of a plain cosine. */
  public static final String NO_NORMALIZATION = "none";

  /**
   * Checks the digest.
   *
   * @throws IllegalArgumentException if the digest is not 64 hexadecimal digits in lower case
   */
  public CalibrationKey {
    Objects.requireNonNull(normalization, "normalization");
    Objects.requireNonNull(bandwidth, "bandwidth");
    if (!modelSha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected a SHA-256 of 64 hexadecimal digits, found '" + modelSha256 + "'");
    }
  }

  /** One sentence for each thing in which another key differs; empty if the keys agree. */
  public List<String> differences(CalibrationKey found) {
    List<String> differences = new ArrayList<>();
    if (!modelSha256.equals(found.modelSha256)) {
      differences.add(
          "the calibration is for the model "
              + modelSha256.substring(0, 12)
              + ", the scores come from "
              + found.modelSha256.substring(0, 12));
    }
    if (!normalization.equals(found.normalization)) {
      differences.add(
          "the calibration is for the score normalisation '"
              + normalization
              + "', the scores have '"
              + found.normalization
              + "'");
    }
    if (bandwidth != found.bandwidth) {
      differences.add(
          "the calibration is for "
              + bandwidth.label()
              + "band recordings, these are "
              + found.bandwidth.label()
              + "band");
    }
    return differences;
  }
}
