package io.vocalith.models.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/** Voiceprints for tests. */
final class Voices {
  static final String MODEL = "ab".repeat(32);
  static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  static final int DIMENSION = 192;

  private Voices() {}

  static float[] vector(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian() * 20;
    }
    return vector;
  }

  static Voiceprint print(long seed) {
    Random random = new Random(seed);
    return print(vector(random), random);
  }

  static Voiceprint print(float[] vector, Random random) {
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return new Voiceprint(
        vector,
        MODEL,
        HexFormat.of().formatHex(digest),
        3 + random.nextInt(10),
        Instant.ofEpochSecond(1_795_000_000L + random.nextInt(1000)),
        Optional.of("form " + random.nextInt(100)),
        Optional.empty());
  }

  static Voiceprint expiring(Voiceprint print, LocalDate expires) {
    return new Voiceprint(
        print.vector(),
        print.modelSha256(),
        print.sourceSha256(),
        print.speechSeconds(),
        print.enrolled(),
        print.consent(),
        Optional.of(expires));
  }
}
