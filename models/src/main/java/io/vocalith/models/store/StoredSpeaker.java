package io.vocalith.models.store;

import java.time.LocalDate;
import java.util.List;

/**
 * A known speaker.
 *
 * @param name unique in its store
 * @param voiceprints one per recording, in the order of enrolment; at least one
 */
public record StoredSpeaker(String name, List<Voiceprint> voiceprints) {
  private static final int LONGEST_NAME = 200;

  /**
   * Checks the name and copies the list.
   *
   * @throws IllegalArgumentException for a name that no store takes, or no voiceprint
   */
  public StoredSpeaker {
    requireName(name);
    voiceprints = List.copyOf(voiceprints);
    if (voiceprints.isEmpty()) {
      throw new IllegalArgumentException("expected a voiceprint, found none");
    }
  }

  /**
   * Refuses names that cannot be told apart or written on one line.
   *
   * @throws IllegalArgumentException saying what is expected
   */
  static void requireName(String name) {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (!name.equals(name.strip())
        || name.isEmpty()
        || name.length() > LONGEST_NAME
        || !printable) {
      throw new IllegalArgumentException(
          "expected a name of 1 to "
              + LONGEST_NAME
              + " printable characters without blanks around it, found '"
              + name.codePoints()
                  .limit(50)
                  .map(c -> Character.isISOControl(c) ? '?' : c)
                  .collect(
                      StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              + "'");
    }
  }

  /** The voiceprints that may be used on a day. */
  public List<Voiceprint> usableOn(LocalDate day) {
    return voiceprints.stream().filter(v -> !v.expiredOn(day)).toList();
  }

  /**
   * The mean voice: each embedding scaled to length 1, averaged, scaled to length 1 again; in
   * double.
   */
  static double[] mean(List<Voiceprint> voiceprints) {
    double[] mean = new double[voiceprints.get(0).vector().length];
    for (Voiceprint voiceprint : voiceprints) {
      float[] vector = voiceprint.vector();
      double norm = Voiceprint.norm(vector);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / norm;
      }
    }
    double sum = 0;
    for (double value : mean) {
      sum += value * value;
    }
    // Opposite voices cancel out; what is left of them resembles nobody.
    double norm = Math.max(Math.sqrt(sum), 1e-30);
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= norm;
    }
    return mean;
  }
}
