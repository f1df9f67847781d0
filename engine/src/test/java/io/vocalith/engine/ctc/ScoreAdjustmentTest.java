package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.engine.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreAdjustmentTest {
  @Test
  void eachFrameIsTheFormulaAndSumsToOne() {
    Random random = new Random(51);
    for (int trial = 0; trial < 50; trial++) {
      Matrix scores = BruteForce.random(random, 3, 4, false, false);
      double[] priors = random.doubles(4, -4, -0.1).toArray();
      double scale = random.nextDouble();
      double bias = 4 * random.nextDouble() - 2;
      Matrix found =
          ScoreAdjustment.NONE
              .withInventory(Set.of(1, 3))
              .withPriors(priors, scale)
              .withBlankBias(bias)
              .apply(scores, 0);
      for (int t = 0; t < 3; t++) {
        double[] p = new double[4];
        p[0] = Math.exp(scores.get(t, 0) - scale * priors[0] + bias);
        p[1] = Math.exp(scores.get(t, 1) - scale * priors[1]);
        p[3] = Math.exp(scores.get(t, 3) - scale * priors[3]);
        double sum = p[0] + p[1] + p[3];
        for (int c = 0; c < 4; c++) {
          assertEquals(p[c] / sum, Math.exp(found.get(t, c)), 1e-6);
        }
      }
    }
  }

  @Test
  void searchOnAdjustedScoresFindsTheBestOfAllAllowedSequences() {
    Random random = new Random(52);
    for (int trial = 0; trial < 50; trial++) {
      Matrix scores = BruteForce.random(random, 4, 4, false, false);
      ScoreAdjustment adjustment =
          ScoreAdjustment.NONE.withInventory(Set.of(1, 2)).withBlankBias(-1);
      // by hand: class 3 taken out, the blank divided by e
      float[] values = scores.values().clone();
      for (int t = 0; t < 4; t++) {
        values[4 * t] -= 1;
        values[4 * t + 3] = Float.NEGATIVE_INFINITY;
      }
      Map<List<Integer>, Double> sums = BruteForce.sequences(Matrix.of(4, 4, values), 0);
      List<Integer> best =
          sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      Hypothesis found =
          new PrefixSearchDecoder(PrefixSearchOptions.textbook(0, 500))
              .best(adjustment.apply(scores, 0));
      assertEquals(best, Arrays.stream(found.labels()).boxed().toList());
    }
  }

  @Test
  void nothingToDoCopiesNothing() {
    Matrix scores = LogSoftmax.apply(Matrix.zeros(2, 3));
    assertSame(scores, ScoreAdjustment.NONE.apply(scores, 2));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Matrix scores = LogSoftmax.apply(Matrix.zeros(2, 3));
    ScoreAdjustment none = ScoreAdjustment.NONE;
    assertThrows(
        IllegalArgumentException.class, () -> none.withInventory(Set.of(2)).apply(scores, 2));
    assertThrows(
        IllegalArgumentException.class, () -> none.withInventory(Set.of(3)).apply(scores, 2));
    assertThrows(
        IllegalArgumentException.class, () -> none.withPriors(new double[2], 1).apply(scores, 2));
    assertThrows(IllegalArgumentException.class, () -> none.withBlankBias(Double.NaN));
    assertThrows(
        IllegalArgumentException.class,
        () -> none.withPriors(new double[] {0, Double.NEGATIVE_INFINITY, 0}, 1));
  }
}
