package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveSNormTest {
  private static final String MODEL = "0d".repeat(32);

  private static List<Embedding> vectors(int count, long seed) {
    Random random = new Random(seed);
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[6];
      for (int k = 0; k < vector.length; k++) {
        vector[k] = (float) random.nextGaussian();
      }
      vectors.add(Embedding.of(vector, MODEL));
    }
    return vectors;
  }

  @Test
  void sidesAreMeanAndDeviationOfTheHighestScores() {
    List<Embedding> cohort = vectors(40, 1);
    Embedding embedding = vectors(1, 2).get(0);
    List<Double> highest =
        cohort.stream()
            .map(c -> embedding.cosine(c))
            .sorted(Comparator.reverseOrder())
            .limit(7)
            .toList();
    double mean = highest.stream().mapToDouble(s -> s).average().orElseThrow();
    double variance =
        highest.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElseThrow();
    AdaptiveSNorm.Side side = new AdaptiveSNorm(cohort, 7).side(embedding);
    assertEquals(mean, side.mean(), 1e-12);
    assertEquals(Math.sqrt(variance), side.deviation(), 1e-12);
  }

  @Test
  void aSmallCohortCountsAsAWhole() {
    List<Embedding> cohort = vectors(5, 3);
    Embedding embedding = vectors(1, 4).get(0);
    assertEquals(
        new AdaptiveSNorm(cohort, 5).side(embedding),
        new AdaptiveSNorm(cohort, AdaptiveSNorm.DEFAULT_TOP).side(embedding));
  }

  @Test
  void aScoreIsHalfTheSumOfBothViews() {
    AdaptiveSNorm.Side one = new AdaptiveSNorm.Side(0.1, 0.2);
    AdaptiveSNorm.Side other = new AdaptiveSNorm.Side(0.3, 0.1);
    assertEquals(0.5 * (2 + 2), AdaptiveSNorm.normalize(0.5, one, other), 1e-12);
    assertEquals(
        AdaptiveSNorm.normalize(0.4, other, one), AdaptiveSNorm.normalize(0.4, one, other));
  }

  @Test
  void anotherCohortOrTopHasAnotherName() {
    String name = new AdaptiveSNorm(vectors(5, 3), 3).name();
    assertEquals(name, new AdaptiveSNorm(vectors(5, 3), 3).name());
    assertTrue(name.startsWith("as-norm top 3 of 5, cohort "));
    assertNotEquals(name, new AdaptiveSNorm(vectors(5, 4), 3).name());
    assertNotEquals(name, new AdaptiveSNorm(vectors(5, 3), 4).name());
  }

  @Test
  void aVerifierNormalizesAndNamesWhatItDid() {
    List<Embedding> voices = vectors(2, 7);
    AdaptiveSNorm norm = new AdaptiveSNorm(vectors(9, 8), 5);
    Calibration line =
        new Calibration(
            new CalibrationKey(MODEL, norm.name(), Bandwidth.WIDE),
            2,
            -1,
            new Calibration.Data(20, 1, 1, 0, 0.5));
    DecisionPolicy policy = DecisionPolicy.ofPrior(0.5);
    Verification found =
        new SpeakerVerifier(Optional.of(line), policy, Optional.of(norm))
            .verify(voices.get(0), voices.get(1), Bandwidth.WIDE);
    double score = norm.score(voices.get(0), voices.get(1));
    assertEquals(score, found.score());
    assertEquals(2 * score - 1, found.logLikelihoodRatio().orElseThrow(), 1e-12);
    Verification plain =
        new SpeakerVerifier(Optional.of(line), policy)
            .verify(voices.get(0), voices.get(1), Bandwidth.WIDE);
    assertEquals(voices.get(0).cosine(voices.get(1)), plain.score());
    assertEquals(Optional.empty(), plain.decision());
  }

  @Test
  void whatCannotBeNormalizedIsRefused() {
    List<Embedding> cohort = vectors(5, 6);
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveSNorm(cohort.subList(0, 1), 3));
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveSNorm(cohort, 1));
    AdaptiveSNorm norm = new AdaptiveSNorm(cohort, 3);
    Embedding other = Embedding.of(new float[] {1, 2, 3, 4, 5, 6}, "0e".repeat(32));
    assertThrows(IllegalArgumentException.class, () -> norm.side(other));
    Embedding same = Embedding.of(new float[] {1, 0}, MODEL);
    AdaptiveSNorm flat = new AdaptiveSNorm(List.of(same, same, same), 3);
    Embedding tilted = Embedding.of(new float[] {0.5f, 0.5f}, MODEL);
    assertThrows(IllegalArgumentException.class, () -> flat.side(tilted));
  }
}
