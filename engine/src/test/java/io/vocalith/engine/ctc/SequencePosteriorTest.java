package io.vocalith.engine.ctc;

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

/** Forward-backward sums against sums over every single path. */
class SequencePosteriorTest {
  private static final int BLANK = 0;

  @Test
  void probabilityIsTheSumOfAllPaths() {
    forSmallCases(
        31,
        (scores, sums, labels) -> {
          double truth = sums.getOrDefault(labels, LogSum.ZERO);
          if (truth == LogSum.ZERO) {
            assertThrows(IllegalArgumentException.class, () -> posterior(scores, labels));
          } else {
            assertEquals(truth, posterior(scores, labels).logProbability(), 1e-9);
          }
        });
  }

  @Test
  void onsetsAreThoseOfAllPaths() {
    forSmallCases(
        32,
        (scores, sums, labels) -> {
          if (sums.getOrDefault(labels, LogSum.ZERO) == LogSum.ZERO) {
            return;
          }
          double[][] truth = onsets(scores, labels);
          SequencePosterior posterior = posterior(scores, labels);
          for (int place = 0; place < labels.size(); place++) {
            double[] found = posterior.onset(place);
            double sum = 0;
            for (int t = 0; t < found.length; t++) {
              assertEquals(truth[place][t], found[t], 1e-9);
              sum += found[t];
            }
            assertEquals(1, sum, 1e-9);
            checkQuantiles(posterior, place, found);
          }
        });
  }

  private static void checkQuantiles(SequencePosterior posterior, int place, double[] onset) {
    for (double share : new double[] {0.025, 0.5, 0.975}) {
      int t = posterior.onsetQuantile(place, share);
      double upTo = Arrays.stream(onset, 0, t + 1).sum();
      assertTrue(upTo >= share - 1e-9);
      assertTrue(t == 0 || upTo - onset[t] < share);
    }
  }

  /** For every place and frame the probability that the place begins there, path by path. */
  private static double[][] onsets(Matrix scores, List<Integer> labels) {
    double[][] logs = new double[labels.size()][scores.rows()];
    for (double[] row : logs) {
      Arrays.fill(row, LogSum.ZERO);
    }
    BruteForce.paths(
        scores,
        (path, score) -> {
          if (BruteForce.labels(path, BLANK).equals(labels)) {
            for (int t = 0, place = 0; t < path.length; t++) {
              if (path[t] != BLANK && (t == 0 || path[t] != path[t - 1])) {
                logs[place][t] = LogSum.add(logs[place][t], score);
                place++;
              }
            }
          }
        });
    for (double[] row : logs) {
      double sum = Arrays.stream(row).reduce(LogSum.ZERO, LogSum::add);
      Arrays.setAll(row, t -> Math.exp(row[t] - sum));
    }
    return logs;
  }

  @Test
  void aFreePlaceIsTakenByAnyLabelOrNone() {
    forSmallCases(
        33,
        (scores, sums, labels) -> {
          double canonical = sums.getOrDefault(labels, LogSum.ZERO);
          if (canonical == LogSum.ZERO) {
            return;
          }
          for (int place = 0; place < labels.size(); place++) {
            double[] logs = new double[scores.columns()];
            double all = LogSum.ZERO;
            for (int label = 0; label < logs.length; label++) {
              List<Integer> other = new ArrayList<>(labels);
              if (label == BLANK) {
                other.remove(place);
              } else {
                other.set(place, label);
              }
              logs[label] = sums.getOrDefault(other, LogSum.ZERO);
              all = LogSum.add(all, logs[label]);
            }
            FreePlace found = posterior(scores, labels).free(place);
            assertEquals(canonical - all, found.goodness(), 1e-9);
            assertEquals(
                found.probabilities()[labels.get(place)], found.confidence(), 1e-9, "itself");
            for (int label = 0; label < logs.length; label++) {
              assertEquals(Math.exp(logs[label] - all), found.probabilities()[label], 1e-9);
            }
            int first = found.ranking(1).get(0);
            assertEquals(Arrays.stream(logs).max().orElseThrow(), logs[first], 1e-9);
          }
        });
  }

  @Test
  void setsAreSummedAsIfTheyWereOneClass() {
    Random random = new Random(34);
    for (int trial = 0; trial < 100; trial++) {
      Matrix scores = BruteForce.random(random, 5, 5, false, false);
      // classes 1 and 2 merged into 1, and 3 and 4 into 2
      float[] merged = new float[5 * 3];
      for (int t = 0; t < 5; t++) {
        merged[3 * t] = scores.get(t, 0);
        merged[3 * t + 1] = (float) LogSum.add(scores.get(t, 1), scores.get(t, 2));
        merged[3 * t + 2] = (float) LogSum.add(scores.get(t, 3), scores.get(t, 4));
      }
      Map<List<Integer>, Double> sums = BruteForce.sequences(Matrix.of(5, 3, merged), BLANK);
      List<int[]> sets = List.of(new int[] {2, 1}, new int[] {3, 4}, new int[] {3, 4});
      SequencePosterior found = new SequencePosterior(scores, BLANK, sets);
      assertEquals(sums.get(List.of(1, 2, 2)), found.logProbability(), 1e-5);
      for (int place = 0; place < 3; place++) {
        FreePlace free = found.free(place);
        assertTrue(free.goodness() <= 0 && free.confidence() > 0);
      }
    }
  }

  @Test
  void nothingOverflowsOverALongRecording() {
    Random random = new Random(35);
    float[] logits = new float[3000 * 10];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (20 * random.nextGaussian());
    }
    Matrix scores = LogSoftmax.apply(Matrix.of(3000, 10, logits));
    List<int[]> labels = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      labels.add(new int[] {1 + random.nextInt(9)});
    }
    SequencePosterior posterior = new SequencePosterior(scores, BLANK, labels);
    assertTrue(Double.isFinite(posterior.logProbability()));
    for (int place = 0; place < 60; place += 7) {
      assertEquals(1, Arrays.stream(posterior.onset(place)).sum(), 1e-6);
      FreePlace free = posterior.free(place);
      assertEquals(1, Arrays.stream(free.probabilities()).sum(), 1e-6);
    }
  }

  /** Random scores with their sums, and random labels that may be impossible there. */
  private interface Check {
    void accept(Matrix scores, Map<List<Integer>, Double> sums, List<Integer> labels);
  }

  private static void forSmallCases(int seed, Check check) {
    Random random = new Random(seed);
    for (int trial = 0; trial < 400; trial++) {
      int classes = 2 + random.nextInt(3);
      Matrix scores =
          BruteForce.random(random, 1 + random.nextInt(5), classes, false, trial % 4 == 0);
      List<Integer> labels = new ArrayList<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        labels.add(1 + random.nextInt(classes - 1));
      }
      check.accept(scores, BruteForce.sequences(scores, BLANK), labels);
    }
  }

  private static SequencePosterior posterior(Matrix scores, List<Integer> labels) {
    return new SequencePosterior(
        scores, BLANK, labels.stream().map(label -> new int[] {label}).toList());
  }
}
