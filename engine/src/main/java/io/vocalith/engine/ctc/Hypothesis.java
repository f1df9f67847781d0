package io.vocalith.engine.ctc;

import java.util.Arrays;

/**
 * A label sequence that a decoder found.
 *
 * @param labels the labels without blanks; not copied, for reading only
 * @param logProbability natural logarithm of the probability the network gives: of the best path
 *     for {@link BestPathDecoder}, of all paths the beam has followed for {@link
 *     PrefixSearchDecoder}
 * @param score what hypotheses are ranked by: the log-probability, and the language model's share
 *     and the insertion bonus where there are any
 */
public record Hypothesis(int[] labels, double logProbability, double score) {
  /** A hypothesis ranked by its probability alone. */
  public Hypothesis(int[] labels, double logProbability) {
    this(labels, logProbability, logProbability);
  }

  /**
   * This hypothesis with runs of one label reduced to a single one, as the reference reports it.
   */
  public Hypothesis collapsed() {
    int[] kept = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (i == 0 || labels[i] != labels[i - 1]) {
        kept[count++] = labels[i];
      }
    }
    return new Hypothesis(Arrays.copyOf(kept, count), logProbability, score);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hypothesis that
        && Arrays.equals(labels, that.labels)
        && Double.compare(logProbability, that.logProbability) == 0
        && Double.compare(score, that.score) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(labels) + Double.hashCode(score);
  }

  @Override
  public String toString() {
    return Arrays.toString(labels) + " " + score;
  }
}
