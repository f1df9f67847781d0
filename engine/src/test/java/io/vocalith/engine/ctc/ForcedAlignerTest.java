package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForcedAlignerTest {
  private static final int BLANK = 0;

  @Test
  void theBestPathOfASequenceIsTheBestOfAll() {
    Random random = new Random(41);
    for (int trial = 0; trial < 500; trial++) {
      int classes = 2 + random.nextInt(3);
      Matrix scores =
          BruteForce.random(random, 1 + random.nextInt(5), classes, trial % 2 == 0, trial % 5 == 0);
      int[] labels = random.ints(1 + random.nextInt(3), 1, classes).toArray();
      List<Integer> wanted = Arrays.stream(labels).boxed().toList();
      double[] best = {LogSum.ZERO};
      BruteForce.paths(
          scores,
          (path, score) -> {
            if (BruteForce.labels(path, BLANK).equals(wanted)) {
              best[0] = Math.max(best[0], score);
            }
          });
      LabelGraph graph = LabelGraph.sequence(labels);
      if (best[0] == LogSum.ZERO) {
        assertThrows(
            IllegalArgumentException.class, () -> new ForcedAligner(BLANK).align(scores, graph));
        continue;
      }
      Alignment found = new ForcedAligner(BLANK).align(scores, graph);
      assertEquals(best[0], found.logProbability(), 1e-9);
      checkSpans(scores, labels, found);
    }
  }

  /** The spans, written out as a path of classes, are the sequence and have the score. */
  private static void checkSpans(Matrix scores, int[] labels, Alignment found) {
    int[] path = new int[scores.rows()];
    for (Alignment.Span span : found.spans()) {
      assertTrue(span.first() < span.end());
      Arrays.fill(path, span.first(), span.end(), labels[span.place()]);
      double sum = 0;
      for (int t = span.first(); t < span.end(); t++) {
        sum += scores.get(t, labels[span.place()]);
      }
      assertEquals(sum, span.logProbability(), 1e-9);
    }
    assertEquals(Arrays.stream(labels).boxed().toList(), BruteForce.labels(path, BLANK));
    double score = 0;
    for (int t = 0; t < path.length; t++) {
      score += scores.get(t, path[t]);
    }
    assertEquals(found.logProbability(), score, 1e-9);
  }

  @Test
  void graphsAgreeWithEveryWalkThroughThem() {
    Random random = new Random(42);
    for (int trial = 0; trial < 500; trial++) {
      LabelGraph graph = randomGraph(random);
      Matrix scores = BruteForce.random(random, 1 + random.nextInt(6), 5, false, false);
      Walker walker = new Walker(scores, graph);
      walker.walk();
      assertEquals(walker.leastFrames, graph.leastFrames());
      if (walker.count == 0) {
        assertTrue(graph.leastFrames() > scores.rows());
        assertThrows(
            IllegalArgumentException.class, () -> new ForcedAligner(BLANK).align(scores, graph));
        continue;
      }
      Trellis trellis = new Trellis(scores, BLANK, graph);
      assertEquals(walker.sum, trellis.total(trellis.forward()), 1e-9);
      assertEquals(walker.sum, totalBackward(trellis), 1e-9);
      Alignment found = new ForcedAligner(BLANK).align(scores, graph);
      assertEquals(walker.best, found.logProbability(), 1e-9);
      assertEquals(walker.bestPlaces, found.spans().stream().map(Alignment.Span::place).toList());
    }
  }

  private static double totalBackward(Trellis trellis) {
    double[] alpha = trellis.forward();
    double[] beta = trellis.backward();
    double sum = LogSum.ZERO; // in the first frame every path is in one of the states
    for (int s = 0; s < trellis.states(); s++) {
      sum = LogSum.add(sum, alpha[s] + beta[s]);
    }
    return sum;
  }

  private static LabelGraph randomGraph(Random random) {
    LabelGraph.Builder builder = LabelGraph.builder();
    int places = 1 + random.nextInt(4);
    for (int place = 0; place < places; place++) {
      int[] set = random.ints(1 + random.nextInt(2), 1, 5).toArray();
      int[] before = random.ints(1 + random.nextInt(3), -1, place).toArray();
      builder.add(set, before);
    }
    return builder.build(places - 1, random.nextInt(places));
  }

  /** Tries every place, its blank or the first blank in every frame. */
  private static final class Walker {
    private final Matrix scores;
    private final LabelGraph graph;
    private double sum = LogSum.ZERO;
    private double best = LogSum.ZERO;
    private List<Integer> bestPlaces = List.of();
    private int count;
    private int leastFrames = Integer.MAX_VALUE;

    Walker(Matrix scores, LabelGraph graph) {
      this.scores = scores;
      this.graph = graph;
    }

    void walk() {
      walk(0, LabelGraph.START, true, 0, List.of());
      shortest(LabelGraph.START, 0);
    }

    private void walk(int t, int place, boolean blank, double score, List<Integer> places) {
      if (t == scores.rows()) {
        if (place != LabelGraph.START && graph.isLast(place)) {
          count++;
          sum = LogSum.add(sum, score);
          if (score > best) {
            best = score;
            bestPlaces = places;
          }
        }
        return;
      }
      walk(t + 1, place, true, score + scores.get(t, BLANK), places);
      if (!blank) {
        walk(t + 1, place, false, score + emit(t, place), places);
      }
      for (int next = 0; next < graph.places(); next++) {
        int from = place;
        boolean arc = Arrays.stream(graph.predecessors(next)).anyMatch(p -> p == from);
        if (arc && (blank || !graph.needBlank(place, next))) {
          List<Integer> longer = new ArrayList<>(places);
          longer.add(next);
          walk(t + 1, next, false, score + emit(t, next), longer);
        }
      }
    }

    private double emit(int t, int place) {
      double p = 0;
      for (int label : graph.labels(place)) {
        p += Math.exp(scores.get(t, label));
      }
      return Math.log(p);
    }

    private void shortest(int place, int frames) {
      if (place != LabelGraph.START && graph.isLast(place)) {
        leastFrames = Math.min(leastFrames, frames);
      }
      for (int next = 0; next < graph.places(); next++) {
        int from = place;
        if (Arrays.stream(graph.predecessors(next)).anyMatch(p -> p == from)) {
          shortest(next, frames + (graph.needBlank(place, next) ? 2 : 1));
        }
      }
    }
  }

  @Test
  void tooFewFramesAreRefusedWithTheNumbers() {
    Matrix scores = LogSoftmax.apply(Matrix.zeros(3, 4));
    LabelGraph graph = LabelGraph.sequence(1, 1, 2);
    assertEquals(4, graph.leastFrames());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new ForcedAligner(BLANK).align(scores, graph));
    assertEquals(
        "expected at least 4 frames (one per label and one between equal neighbours), found 3",
        refused.getMessage());
  }

  @Test
  void labelsThatAreNoClassAreRefused() {
    Matrix scores = LogSoftmax.apply(Matrix.zeros(3, 4));
    for (int label : new int[] {0, 4}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ForcedAligner(BLANK).align(scores, LabelGraph.sequence(label)));
    }
    assertThrows(IllegalArgumentException.class, () -> LabelGraph.sequence(-1));
    assertThrows(IllegalArgumentException.class, () -> LabelGraph.sequence());
    assertThrows(IllegalArgumentException.class, () -> LabelGraph.builder().add(new int[] {1}, 0));
    assertThrows(IllegalArgumentException.class, () -> LabelGraph.builder().build(0));
  }

  @Test
  void labelsOfAPlaceAreInOrder() {
    LabelGraph graph = LabelGraph.sequence(List.of(new int[] {3, 1, 3}));
    assertArrayEquals(new int[] {1, 3}, graph.labels(0));
  }
}
