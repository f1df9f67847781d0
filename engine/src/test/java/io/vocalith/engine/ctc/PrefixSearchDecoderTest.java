package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrefixSearchDecoderTest {
  private static final int BLANK = GoldenDecodes.BLANK;

  static List<GoldenDecodes.Case> goldenDecodes() {
    return GoldenDecodes.all();
  }

  @ParameterizedTest
  @MethodSource("goldenDecodes")
  void equalsTheReference(GoldenDecodes.Case golden) {
    PrefixSearchOptions five = PrefixSearchOptions.reference(BLANK, 5);
    PrefixSearchOptions ten = PrefixSearchOptions.reference(BLANK, 10).withCollapsedRepeats(false);
    Matrix scores = golden.logProbabilities();
    assertArrayEquals(
        golden.labels().get("beam_raw"),
        new PrefixSearchDecoder(five.withCollapsedRepeats(false)).best(scores).labels());
    assertArrayEquals(
        golden.labels().get("beam"), new PrefixSearchDecoder(five).best(scores).labels());
    assertArrayEquals(
        golden.labels().get("beam"),
        new PrefixSearchDecoder(five).best(LogSoftmax.apply(golden.logits())).labels());
    assertArrayEquals(
        golden.labels().get("beam_raw_10"), new PrefixSearchDecoder(ten).best(scores).labels());
  }

  @Test
  void theWholeBeamEqualsTheDictionarysBitForBit() {
    Random random = new Random(17);
    for (int trial = 0; trial < 3000; trial++) {
      int classes = 2 + random.nextInt(trial % 10 == 0 ? 30 : 5);
      int blank = random.nextInt(classes);
      int beam = 1 + random.nextInt(12);
      Matrix scores =
          BruteForce.random(
              random, random.nextInt(14), classes, random.nextBoolean(), trial % 3 == 0);
      compare(scores, blank, beam, trial % 2 == 0 ? 0 : blank);
    }
  }

  @Test
  void longPeakySequencesEqualTheDictionarysBitForBit() {
    Random random = new Random(18);
    for (int trial = 0; trial < 20; trial++) {
      float[] logits = new float[120 * 20];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) (random.nextGaussian() + (random.nextInt(12) == 0 ? 8 : 0));
      }
      compare(LogSoftmax.apply(Matrix.of(120, 20, logits)), 19, 8, 19);
    }
  }

  private static void compare(Matrix scores, int blank, int beam, double start) {
    List<Map.Entry<List<Integer>, DictionaryPrefixSearch.Score>> expected =
        DictionaryPrefixSearch.decode(scores, blank, beam, start);
    PrefixSearch search =
        new PrefixSearch(
            new PrefixSearchOptions(blank, beam, beam, start, false), null, scores.columns());
    for (int t = 0; t < scores.rows(); t++) {
      search.advance(scores.values(), t * scores.columns());
    }
    List<Hypothesis> found = search.hypotheses();
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(expected.get(i).getKey(), list(found.get(i).labels()), "place " + i);
      assertEquals(expected.get(i).getValue().total() - start, found.get(i).logProbability());
    }
  }

  @Test
  void aWideBeamFindsTheBestOfAllSequences() {
    Random random = new Random(19);
    for (int trial = 0; trial < 200; trial++) {
      int classes = 2 + random.nextInt(3);
      Matrix scores =
          BruteForce.random(random, 1 + random.nextInt(5), classes, false, trial % 4 == 0);
      Map<List<Integer>, Double> sums = BruteForce.sequences(scores, 0);
      List<Hypothesis> found =
          new PrefixSearchDecoder(PrefixSearchOptions.textbook(0, 1000).withNBest(1000))
              .decode(scores);
      long possible = sums.values().stream().filter(p -> p > LogSum.ZERO).count();
      assertEquals(Math.max(1, possible), found.size());
      double before = Double.POSITIVE_INFINITY;
      for (Hypothesis hypothesis : found) {
        assertTrue(hypothesis.score() <= before);
        before = hypothesis.score();
        double truth = sums.get(list(hypothesis.labels()));
        if (truth != before) { // also where both are minus infinity
          assertEquals(truth, before, 1e-9);
        }
      }
    }
  }

  @Test
  void aBlankBetweenMakesTwoLabels() {
    Matrix scores = onePath(2, 0, 0, 1, 0, 1);
    assertArrayEquals(
        new int[] {0, 0},
        new PrefixSearchDecoder(PrefixSearchOptions.textbook(1, 5)).best(scores).labels());
    assertArrayEquals(
        new int[] {0},
        new PrefixSearchDecoder(PrefixSearchOptions.reference(1, 5)).best(scores).labels());
    assertArrayEquals(new int[] {0, 0}, new BestPathDecoder(1).best(scores).labels());
    assertArrayEquals(new int[] {0}, new BestPathDecoder(1, true).best(scores).labels());
  }

  @Test
  void noFramesAreNoLabels() {
    Matrix none = Matrix.zeros(0, 3);
    Hypothesis found = new PrefixSearchDecoder(PrefixSearchOptions.reference(2, 5)).best(none);
    assertEquals(new Hypothesis(new int[0], 0), found);
    assertEquals(new Hypothesis(new int[0], 0), new BestPathDecoder(2).best(none));
  }

  @Test
  void impossibleFramesGiveMinusInfinityAndNeverNaN() {
    float[] nothing = new float[6];
    Arrays.fill(nothing, Float.NEGATIVE_INFINITY);
    Matrix scores = Matrix.of(2, 3, nothing);
    List<Hypothesis> found =
        new PrefixSearchDecoder(PrefixSearchOptions.textbook(2, 4).withNBest(4)).decode(scores);
    assertEquals(1, found.size());
    assertEquals(LogSum.ZERO, found.get(0).score());
  }

  @Test
  void badInputIsRefused() {
    Matrix scores = Matrix.of(2, 2, new float[] {0, 0, Float.NaN, 0});
    PrefixSearchDecoder decoder = new PrefixSearchDecoder(PrefixSearchOptions.textbook(1, 5));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> decoder.decode(scores));
    assertEquals("expected log-probabilities, found NaN at frame 1, class 0", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new BestPathDecoder(1).decode(scores));
    assertThrows(
        IllegalArgumentException.class, () -> new BestPathDecoder(2).decode(Matrix.zeros(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> PrefixSearchOptions.textbook(1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> PrefixSearchOptions.textbook(1, 5).withNBest(6));
  }

  /** Scores of a network that is nearly sure of this path. */
  static Matrix onePath(int classes, int... path) {
    float[] logits = new float[path.length * classes];
    for (int t = 0; t < path.length; t++) {
      logits[t * classes + path[t]] = 9;
    }
    return LogSoftmax.apply(Matrix.of(path.length, classes, logits));
  }

  private static List<Integer> list(int[] labels) {
    List<Integer> list = new ArrayList<>();
    for (int label : labels) {
      list.add(label);
    }
    return list;
  }
}
