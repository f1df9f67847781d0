package io.vocalith.models.ctc;

import io.vocalith.engine.ctc.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What was recognised in a passage, or in passages that follow each other.
 *
 * @param hypotheses best first
 * @param timed the phones of the best one, in the time of the recording; ends are not known yet
 */
record Heard(List<Hypothesis> hypotheses, List<TimedPhone> timed) {
  /**
   * Passages as one. Their probabilities are independent, so the best sequence is that of the best
   * ones, and the next best are found among the best few of each.
   *
   * @param passages at least one
   * @param nBest hypotheses wanted
   * @param merge whether a phone that ends a passage and begins the next is one, as with the
   *     reference's decoders, which merge repeats across blanks
   */
  static Heard join(List<Heard> passages, int nBest, boolean merge) {
    if (passages.size() == 1) {
      return passages.get(0);
    }
    // By halves, so that a label is copied log n times and not n times.
    int half = passages.size() / 2;
    Heard left = join(passages.subList(0, half), nBest, merge);
    Heard right = join(passages.subList(half, passages.size()), nBest, merge);
    List<Hypothesis> pairs = new ArrayList<>();
    for (int i = 0; i < left.hypotheses.size(); i++) {
      for (int j = 0; j < right.hypotheses.size() && (i + 1) * (j + 1) <= nBest; j++) {
        pairs.add(join(left.hypotheses.get(i), right.hypotheses.get(j), merge));
      }
    }
    boolean meet = merge && meet(left.hypotheses.get(0), right.hypotheses.get(0));
    List<TimedPhone> timed = new ArrayList<>(left.timed);
    timed.addAll(meet && !right.timed.isEmpty() ? tail(right.timed) : right.timed);
    return new Heard(best(pairs, nBest), timed);
  }

  private static List<TimedPhone> tail(List<TimedPhone> phones) {
    return phones.subList(1, phones.size());
  }

  /** The best of them, each sequence once: the same may come of two pairs. */
  private static List<Hypothesis> best(List<Hypothesis> pairs, int count) {
    pairs.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
    List<Hypothesis> best = new ArrayList<>();
    for (Hypothesis next : pairs) {
      if (best.size() < count
          && best.stream().noneMatch(other -> Arrays.equals(other.labels(), next.labels()))) {
        best.add(next);
      }
    }
    return best;
  }

  private static Hypothesis join(Hypothesis left, Hypothesis right, boolean merge) {
    int skip = merge && meet(left, right) ? 1 : 0;
    int[] labels =
        Arrays.copyOf(left.labels(), left.labels().length + right.labels().length - skip);
    System.arraycopy(
        right.labels(), skip, labels, left.labels().length, right.labels().length - skip);
    return new Hypothesis(
        labels, left.logProbability() + right.logProbability(), left.score() + right.score());
  }

  private static boolean meet(Hypothesis left, Hypothesis right) {
    int end = left.labels().length;
    return end > 0 && right.labels().length > 0 && left.labels()[end - 1] == right.labels()[0];
  }
}
