package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.List;

/**
 * The reference's label error rate (mindspore-ai/models, research/audio/ctcmodel, {@code
 * src/metric.py}): on all 61 labels, consecutive repeats collapsed on both sides, per utterance the
 * edit distance divided by the length of the reference, and the mean of that over utterances. Only
 * this figure compares with the published 30.38 (best path) and 30.05 (prefix beam search), and
 * only over all 1,680 test utterances.
 */
public final class ReferenceLabelErrorRate {
  private double sum;
  private int utterances;

  /**
   * Takes one utterance.
   *
   * @return its distance divided by the length of the reference
   * @throws IllegalArgumentException if the reference is empty
   */
  public double add(List<String> reference, List<String> decoded) {
    List<String> truth = collapsed(reference);
    if (truth.isEmpty()) {
      throw new IllegalArgumentException("expected reference labels, found none");
    }
    double rate = (double) Alignment.of(truth, collapsed(decoded)).counts().errors() / truth.size();
    sum += rate;
    utterances++;
    return rate;
  }

  /**
   * The mean over the utterances.
   *
   * @throws IllegalStateException if there was none
   */
  public double mean() {
    if (utterances == 0) {
      throw new IllegalStateException("a label error rate needs utterances, found none");
    }
    return sum / utterances;
  }

  /** The labels with consecutive repeats as one. */
  static List<String> collapsed(List<String> labels) {
    List<String> collapsed = new ArrayList<>(labels.size());
    for (String label : labels) {
      if (collapsed.isEmpty() || !collapsed.get(collapsed.size() - 1).equals(label)) {
        collapsed.add(label);
      }
    }
    return collapsed;
  }
}
