package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NgramModelTest {
  @Test
  void longestListedNgramWinsAndBackOffIsPaid() {
    NgramModel model =
        NgramModel.builder()
            .add(new int[] {NgramModel.BEGIN}, LogSum.ZERO, -0.5)
            .add(new int[] {NgramModel.END}, -3, 0)
            .add(new int[] {1}, -1, -0.25)
            .add(new int[] {2}, -2, -0.125)
            .add(new int[] {NgramModel.BEGIN, 1}, -0.1, -0.75)
            .add(new int[] {1, 2}, -0.2, -0.0625)
            .add(new int[] {NgramModel.BEGIN, 1, 2}, -0.3, 0)
            .build();
    int start = model.start();
    assertEquals(-0.1, model.logProbability(start, 1));
    assertEquals(-0.5 - 2, model.logProbability(start, 2));
    int one = model.next(start, 1);
    assertEquals(-0.3, model.logProbability(one, 2));
    assertEquals(-0.75 - 0.25 - 1, model.logProbability(one, 1));
    int two = model.next(one, 2);
    assertEquals(-0.0625 - 0.125 - 3, model.logEnd(two));
    assertEquals(LogSum.ZERO, model.logProbability(two, 7)); // not listed, and no <unk>
  }

  @Test
  void agreesWithTheRecursiveDefinition() {
    Random random = new Random(61);
    for (int trial = 0; trial < 100; trial++) {
      Map<List<Integer>, double[]> listed = randomNgrams(random);
      NgramModel model = model(listed);
      List<Integer> history = new ArrayList<>(List.of(NgramModel.BEGIN));
      int state = model.start();
      for (int i = 0; i < 6; i++) {
        for (int label = 0; label < 3; label++) {
          assertEquals(log(listed, history, label), model.logProbability(state, label), 1e-9);
        }
        assertEquals(log(listed, history, NgramModel.END), model.logEnd(state), 1e-9);
        int label = random.nextInt(3);
        state = model.next(state, label);
        history.add(label);
      }
    }
  }

  @Test
  void fusedSearchFindsTheBestOfAllSequences() {
    Random random = new Random(62);
    for (int trial = 0; trial < 150; trial++) {
      Map<List<Integer>, double[]> listed = randomNgrams(random);
      LabelFusion fusion =
          new LabelFusion(
              model(listed), trial % 5 == 0 ? 0 : 2 * random.nextDouble(), random.nextGaussian());
      int blank = 3;
      Matrix scores = BruteForce.random(random, 1 + random.nextInt(5), 4, false, trial % 4 == 0);
      Map<List<Integer>, Double> truth = new HashMap<>();
      BruteForce.sequences(scores, blank)
          .forEach(
              (labels, p) -> {
                List<Integer> history = new ArrayList<>(List.of(NgramModel.BEGIN));
                double language = 0;
                for (int label : labels) {
                  language += log(listed, history, label);
                  history.add(label);
                }
                language += log(listed, history, NgramModel.END);
                double share = fusion.weight() == 0 ? 0 : fusion.weight() * language;
                truth.put(labels, p + share + fusion.bonus() * labels.size());
              });
      double best = truth.values().stream().mapToDouble(x -> x).max().orElseThrow();
      PrefixSearchOptions options = PrefixSearchOptions.textbook(blank, 500).withNBest(500);
      List<Hypothesis> found = new PrefixSearchDecoder(options, fusion).decode(scores);
      assertEquals(best, found.get(0).score(), 1e-6);
      for (Hypothesis hypothesis : found) {
        List<Integer> labels = Arrays.stream(hypothesis.labels()).boxed().toList();
        double expected = truth.get(labels);
        assertEquals(expected, hypothesis.score(), expected == LogSum.ZERO ? 0 : 1e-6);
      }
    }
  }

  @Test
  void narrowBeamsPruneNothingThatWouldHaveEntered() {
    Random random = new Random(63);
    for (int trial = 0; trial < 300; trial++) {
      Map<List<Integer>, double[]> listed = randomNgrams(random);
      LabelFusion fusion =
          new LabelFusion(model(listed), random.nextDouble(), 2 * random.nextGaussian());
      Matrix scores = BruteForce.random(random, 8, 4, trial % 2 == 0, false);
      int beam = 1 + random.nextInt(6);
      PrefixSearchOptions options = PrefixSearchOptions.textbook(3, beam).withNBest(beam);
      List<Hypothesis> found = new PrefixSearchDecoder(options, fusion).decode(scores);
      assertEquals(
          plain(scores, listed, fusion, beam), found.get(0).score(), 1e-9, "trial " + trial);
    }
  }

  /** A fused search that scores everything and sorts. */
  private static double plain(
      Matrix scores, Map<List<Integer>, double[]> listed, LabelFusion fusion, int beam) {
    Map<List<Integer>, double[]> kept = new HashMap<>();
    kept.put(List.of(NgramModel.BEGIN), new double[] {0, LogSum.ZERO, 0});
    for (int t = 0; t < scores.rows(); t++) {
      Map<List<Integer>, double[]> step = new LinkedHashMap<>();
      for (Map.Entry<List<Integer>, double[]> entry : kept.entrySet()) {
        List<Integer> prefix = entry.getKey();
        double[] old = entry.getValue();
        double all = LogSum.add(old[0], old[1]);
        double[] same = step.computeIfAbsent(prefix, p -> fresh(old[2]));
        same[0] = LogSum.add(same[0], all + scores.get(t, 3));
        int last = prefix.get(prefix.size() - 1);
        for (int label = 0; label < 3; label++) {
          double p = scores.get(t, label);
          double gain = fusion.weight() * log(listed, prefix, label) + fusion.bonus();
          List<Integer> longer = new ArrayList<>(prefix);
          longer.add(label);
          double[] next = step.computeIfAbsent(longer, x -> fresh(old[2] + gain));
          next[1] = LogSum.add(next[1], (label == last ? old[0] : all) + p);
          if (label == last) {
            same[1] = LogSum.add(same[1], old[1] + p);
          }
        }
      }
      kept = new LinkedHashMap<>();
      List<Map.Entry<List<Integer>, double[]>> sorted = new ArrayList<>(step.entrySet());
      sorted.sort((a, b) -> Double.compare(total(b.getValue()), total(a.getValue())));
      for (Map.Entry<List<Integer>, double[]> entry :
          sorted.subList(0, Math.min(beam, sorted.size()))) {
        kept.put(entry.getKey(), entry.getValue());
      }
    }
    double best = LogSum.ZERO;
    for (Map.Entry<List<Integer>, double[]> entry : kept.entrySet()) {
      double end = fusion.weight() * log(listed, entry.getKey(), NgramModel.END);
      best = Math.max(best, total(entry.getValue()) + end);
    }
    return best;
  }

  private static double[] fresh(double gain) {
    return new double[] {LogSum.ZERO, LogSum.ZERO, gain};
  }

  private static double total(double[] entry) {
    return LogSum.add(entry[0], entry[1]) + entry[2];
  }

  private static Map<List<Integer>, double[]> randomNgrams(Random random) {
    Map<List<Integer>, double[]> listed = new HashMap<>();
    for (int label : new int[] {NgramModel.BEGIN, NgramModel.END, 0, 1, 2}) {
      listed.put(List.of(label), new double[] {-3 * random.nextDouble(), -random.nextDouble()});
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      List<Integer> context = new ArrayList<>();
      context.add(random.nextBoolean() ? NgramModel.BEGIN : random.nextInt(3));
      context.add(random.nextInt(3));
      if (random.nextBoolean() && listed.containsKey(context)) {
        context.add(random.nextInt(5) == 0 ? NgramModel.END : random.nextInt(3));
      }
      listed.put(context, new double[] {-2 * random.nextDouble(), -random.nextDouble()});
    }
    return listed;
  }

  private static NgramModel model(Map<List<Integer>, double[]> listed) {
    NgramModel.Builder builder = NgramModel.builder();
    listed.forEach(
        (labels, numbers) ->
            builder.add(
                labels.stream().mapToInt(Integer::intValue).toArray(), numbers[0], numbers[1]));
    return builder.build();
  }

  /** p(label | history) by its definition: listed, or the back-off weight and a shorter history. */
  private static double log(Map<List<Integer>, double[]> listed, List<Integer> history, int label) {
    int order = listed.keySet().stream().mapToInt(List::size).max().orElseThrow();
    List<Integer> context =
        history.subList(Math.max(0, history.size() - order + 1), history.size());
    List<Integer> ngram = new ArrayList<>(context);
    ngram.add(label);
    if (listed.containsKey(ngram)) {
      return listed.get(ngram)[0];
    }
    if (context.isEmpty()) {
      return LogSum.ZERO;
    }
    double weight = listed.containsKey(context) ? listed.get(context)[1] : 0;
    return weight + log(listed, context.subList(1, context.size()), label);
  }

  @Test
  void badNgramsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> NgramModel.builder().add(new int[0], -1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NgramModel.builder().add(new int[] {1}, Double.NaN, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> NgramModel.builder().add(new int[] {1}, -1, 0).add(new int[] {1}, -1, 0));
    NgramModel model = NgramModel.builder().add(new int[] {1}, -1, 0).build();
    assertThrows(IllegalArgumentException.class, () -> new LabelFusion(model, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new LabelFusion(model, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new LabelFusion(null, 1, 0));
  }
}
