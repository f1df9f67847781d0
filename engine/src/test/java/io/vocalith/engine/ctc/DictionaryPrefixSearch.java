package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reference's prefix search as it is written there: every prefix with every label, a dictionary
 * in order of first access, a stable sort. Slow and plain, to compare with.
 */
final class DictionaryPrefixSearch {
  private DictionaryPrefixSearch() {}

  /** Log-probabilities of paths that end in blank and in the last label. */
  record Score(double ended, double open) {
    static final Score NONE = new Score(LogSum.ZERO, LogSum.ZERO);

    double total() {
      return add(ended, open);
    }
  }

  static List<Map.Entry<List<Integer>, Score>> decode(
      Matrix scores, int blank, int beamSize, double start) {
    List<Map.Entry<List<Integer>, Score>> beam =
        List.of(Map.entry(List.of(), new Score(start, LogSum.ZERO)));
    for (int t = 0; t < scores.rows(); t++) {
      Map<List<Integer>, Score> step = new LinkedHashMap<>();
      for (Map.Entry<List<Integer>, Score> entry : beam) {
        List<Integer> prefix = entry.getKey();
        double ended = entry.getValue().ended();
        double open = entry.getValue().open();
        for (int label = 0; label < scores.columns(); label++) {
          double p = scores.get(t, label);
          if (label == blank) {
            Score old = get(step, prefix);
            step.put(prefix, new Score(add(add(old.ended, ended + p), open + p), old.open));
            continue;
          }
          List<Integer> longer = new ArrayList<>(prefix);
          longer.add(label);
          Score old = get(step, longer);
          if (prefix.isEmpty() || label != prefix.get(prefix.size() - 1)) {
            step.put(longer, new Score(old.ended, add(add(old.open, ended + p), open + p)));
          } else {
            step.put(longer, new Score(old.ended, add(old.open, ended + p)));
            old = get(step, prefix);
            step.put(prefix, new Score(old.ended, add(old.open, open + p)));
          }
        }
      }
      beam =
          step.entrySet().stream()
              .sorted((a, b) -> Double.compare(b.getValue().total(), a.getValue().total()))
              .limit(beamSize)
              .toList();
    }
    return beam;
  }

  private static Score get(Map<List<Integer>, Score> step, List<Integer> prefix) {
    return step.computeIfAbsent(prefix, unknown -> Score.NONE);
  }

  private static double add(double a, double b) {
    if (a < b) {
      return add(b, a);
    }
    return b == LogSum.ZERO ? a : a + StrictMath.log(1 + StrictMath.exp(b - a));
  }
}
