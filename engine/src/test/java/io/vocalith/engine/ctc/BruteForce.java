package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Sums over every single path, for a few frames and classes. */
final class BruteForce {
  private BruteForce() {}

  /** Calls back with every path, one class per frame, and its log-probability. */
  static void paths(Matrix scores, BiConsumer<int[], Double> each) {
    int[] path = new int[scores.rows()];
    walk(scores, path, 0, 0, each);
  }

  private static void walk(
      Matrix scores, int[] path, int t, double score, BiConsumer<int[], Double> each) {
    if (t == path.length) {
      each.accept(path, score);
      return;
    }
    for (int c = 0; c < scores.columns(); c++) {
      path[t] = c;
      walk(scores, path, t + 1, score + scores.get(t, c), each);
    }
  }

  /** Repeats merged, then blanks removed. */
  static List<Integer> labels(int[] path, int blank) {
    List<Integer> labels = new ArrayList<>();
    for (int t = 0; t < path.length; t++) {
      if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
        labels.add(path[t]);
      }
    }
    return labels;
  }

  /** ln p of every label sequence there is. */
  static Map<List<Integer>, Double> sequences(Matrix scores, int blank) {
    Map<List<Integer>, Double> sums = new HashMap<>();
    paths(scores, (path, score) -> sums.merge(labels(path, blank), score, LogSum::add));
    return sums;
  }

  /** Random log-probabilities; some of them equal, some minus infinity where asked. */
  static Matrix random(Random random, int frames, int classes, boolean ties, boolean zeros) {
    float[] logits = new float[frames * classes];
    for (int i = 0; i < logits.length; i++) {
      double x = 2 * random.nextGaussian();
      logits[i] = (float) (ties ? Math.rint(x) : x);
    }
    float[] scores = LogSoftmax.apply(Matrix.of(frames, classes, logits)).values();
    for (int i = 0; i < scores.length; i++) {
      if (ties) {
        scores[i] = Math.round(scores[i] * 2) / 2f;
      }
      if (zeros && random.nextInt(4) == 0) {
        scores[i] = Float.NEGATIVE_INFINITY;
      }
    }
    return Matrix.of(frames, classes, scores);
  }
}
