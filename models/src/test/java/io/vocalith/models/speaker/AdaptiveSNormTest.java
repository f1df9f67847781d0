package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptiveSNormTest {
  private static List<float[]> vectors(int count, long seed) {
    Random random = new Random(seed);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] vector = new float[6];
      for (int k = 0; k < vector.length; k++) {
        vector[k] = (float) random.nextGaussian();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  @Test
  void sidesAreMeanAndDeviationOfTheHighestScores() {
    List<float[]> cohort = vectors(40, 1);
    float[] embedding = vectors(1, 2).get(0);
    List<Double> highest =
        cohort.stream()
            .map(c -> AdaptiveSNorm.cosine(embedding, c))
            .sorted(Comparator.reverseOrder())
            .limit(7)
            .toList();
    double mean = highest.stream().mapToDouble(s -> s).average().orElseThrow();
    double variance =
        highest.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElseThrow();
    AdaptiveSNorm.Side side = new AdaptiveSNorm(cohort, 7).side(embedding);
    assertEquals(mean, side.mean(), 1e-7);
    assertEquals(Math.sqrt(variance), side.deviation(), 1e-7);
  }

  @Test
  void aSmallCohortCountsAsAWhole() {
    List<float[]> cohort = vectors(5, 3);
    float[] embedding = vectors(1, 4).get(0);
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
  void cosineStaysWithinItsBounds() {
    for (float[] vector : vectors(100, 5)) {
      assertEquals(1, AdaptiveSNorm.cosine(vector, vector), 1e-12);
      float[] opposite = vector.clone();
      for (int i = 0; i < opposite.length; i++) {
        opposite[i] *= -3;
      }
      double cosine = AdaptiveSNorm.cosine(vector, opposite);
      assertEquals(true, cosine >= -1 && cosine < -0.999999);
    }
  }

  @Test
  void whatCannotBeNormalizedIsRefused() {
    List<float[]> cohort = vectors(5, 6);
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveSNorm(cohort.subList(0, 1), 3));
    assertThrows(IllegalArgumentException.class, () -> new AdaptiveSNorm(cohort, 1));
    AdaptiveSNorm norm = new AdaptiveSNorm(cohort, 3);
    assertThrows(IllegalArgumentException.class, () -> norm.side(new float[6]));
    assertThrows(IllegalArgumentException.class, () -> norm.side(new float[] {1, 2}));
    float[] same = {1, 0};
    AdaptiveSNorm flat = new AdaptiveSNorm(List.of(same, same, same), 3);
    assertThrows(IllegalArgumentException.class, () -> flat.side(new float[] {0.5f, 0.5f}));
  }
}
