package io.vocalith.models.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The embedding of one recording of a speaker, and where it comes from.
 *
 * @param vector the embedding as the model gave it, finite and not all zero; not copied
 * @param modelSha256 SHA-256 of the model's checkpoint, 64 hexadecimal digits in lower case
 * @param sourceSha256 SHA-256 of the recording, 64 hexadecimal digits in lower case
 * @param speechSeconds seconds of speech in the recording
 * @param enrolled when it was taken up, to the second
 * @param consent what the speaker's consent is filed under, at most 500 characters
 * @param expires the last day on which it may be used
 */
public record Voiceprint(
    float[] vector,
    String modelSha256,
    String sourceSha256,
    double speechSeconds,
    Instant enrolled,
    Optional<String> consent,
    Optional<LocalDate> expires) {
  /** The longest embedding a store takes. */
  public static final int MOST_DIMENSIONS = 4096;

  private static final int LONGEST_CONSENT = 500;

  /**
   * Checks every part.
   *
   * @throws IllegalArgumentException if a part is out of its range
   */
  public Voiceprint {
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(expires, "expires");
    require(
        vector.length > 0 && vector.length <= MOST_DIMENSIONS,
        "1 to " + MOST_DIMENSIONS + " dimensions",
        vector.length);
    double norm = norm(vector);
    require(norm > 0 && Double.isFinite(norm), "an embedding of finite length above 0", norm);
    requireDigest(modelSha256);
    requireDigest(sourceSha256);
    require(speechSeconds >= 0 && speechSeconds < 1e9, "seconds from 0", speechSeconds);
    enrolled = Instant.ofEpochSecond(enrolled.getEpochSecond());
    require(
        consent.orElse("").length() <= LONGEST_CONSENT,
        "a consent reference of at most " + LONGEST_CONSENT + " characters",
        consent.orElse("").length());
  }

  /** Whether it may no longer be used on a day. */
  public boolean expiredOn(LocalDate day) {
    return expires.isPresent() && day.isAfter(expires.get());
  }

  /** Whether another one is the same voice from the same recording. */
  boolean sameAs(Voiceprint other) {
    return sourceSha256.equals(other.sourceSha256)
        && modelSha256.equals(other.modelSha256)
        && Arrays.equals(vector, other.vector);
  }

  static double norm(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static void requireDigest(String digest) {
    require(
        digest.matches("[0-9a-f]{64}"), "a SHA-256 of 64 hexadecimal digits", "'" + digest + "'");
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Voiceprint that
        && sameAs(that)
        && speechSeconds == that.speechSeconds
        && enrolled.equals(that.enrolled)
        && consent.equals(that.consent)
        && expires.equals(that.expires);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(vector), modelSha256, sourceSha256, enrolled);
  }

  /** Says where it comes from and nothing of the voice. */
  @Override
  public String toString() {
    return "Voiceprint[" + vector.length + " dimensions, source " + sourceSha256 + "]";
  }
}
