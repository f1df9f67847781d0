package io.vocalith.models.ctc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vocalith.engine.ctc.Hypothesis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeardTest {
  /** The best of all combinations, by trying them all. */
  @Test
  void theBestOfAllPassagesAreFound() {
    Random random = new Random(2);
    for (int trial = 0; trial < 50; trial++) {
      int nBest = 1 + random.nextInt(4);
      List<Heard> passages = new ArrayList<>();
      List<Double> sums = new ArrayList<>(List.of(0.0));
      for (int p = 0; p < 1 + random.nextInt(4); p++) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          hypotheses.add(new Hypothesis(new int[] {10 * p + i}, -random.nextDouble()));
        }
        hypotheses.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
        passages.add(new Heard(hypotheses.subList(0, nBest), List.of()));
        List<Double> next = new ArrayList<>();
        sums.forEach(sum -> hypotheses.forEach(other -> next.add(sum + other.logProbability())));
        sums = next;
      }
      sums.sort(Comparator.reverseOrder());
      List<Hypothesis> best = Heard.join(passages, nBest, false).hypotheses();
      assertEquals(nBest, best.size());
      for (int i = 0; i < nBest; i++) {
        assertEquals(sums.get(i), best.get(i).logProbability(), 1e-12);
        assertEquals(passages.size(), best.get(i).labels().length);
      }
    }
  }

  @Test
  void aSequenceThatTwoPairsGiveComesOnce() {
    Heard left = heard(new Hypothesis(new int[] {1}, -0.1), new Hypothesis(new int[] {1, 2}, -1));
    Heard right = heard(new Hypothesis(new int[] {3}, -0.1), new Hypothesis(new int[] {2, 3}, -1));
    List<Hypothesis> best = Heard.join(List.of(left, right), 3, false).hypotheses();
    assertEquals(2, best.size()); // 1 2 3 stands for both pairs
    assertArrayEquals(new int[] {1, 3}, best.get(0).labels());
    assertArrayEquals(new int[] {1, 2, 3}, best.get(1).labels());
  }

  /** As the reference's decoders do within a passage: "a blank a" is one a. */
  @Test
  void aPhoneOnBothSidesIsOneWhereRepeatsAreMerged() {
    Heard left = new Heard(List.of(new Hypothesis(new int[] {1, 2}, -1)), timed(1, 2));
    Heard right = new Heard(List.of(new Hypothesis(new int[] {2, 2, 3}, -1)), timed(3, 4, 5));
    Heard merged = Heard.join(List.of(left, right), 1, true);
    assertArrayEquals(new int[] {1, 2, 2, 3}, merged.hypotheses().get(0).labels());
    assertEquals(List.of(1.0, 2.0, 4.0, 5.0), starts(merged));
    Heard apart = Heard.join(List.of(left, right), 1, false);
    assertArrayEquals(new int[] {1, 2, 2, 2, 3}, apart.hypotheses().get(0).labels());
    assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0), starts(apart));
  }

  private static Heard heard(Hypothesis... hypotheses) {
    return new Heard(List.of(hypotheses), List.of());
  }

  private static List<TimedPhone> timed(double... starts) {
    List<TimedPhone> phones = new ArrayList<>();
    for (double start : starts) {
      phones.add(new TimedPhone("a", start, start, start, start, 1, List.of()));
    }
    return phones;
  }

  private static List<Double> starts(Heard heard) {
    return heard.timed().stream().map(TimedPhone::start).toList();
  }
}
