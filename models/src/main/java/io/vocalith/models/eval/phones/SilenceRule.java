package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is done about silence, which is about a fifth of all folded tokens and so decides
 * comparisons.
 */
public enum SilenceRule {
  /** Silence is a label like any other. */
  COUNT("sil counted"),
  /**
   * A deleted reference silence counts as correct and stays in N; a silence substituted or inserted
   * is an error (as Kaldi and sclite -D have it).
   */
  OPTIONAL("sil optional: deleting it is no error"),
  /** Runs of silence become one, on both sides. */
  MERGE("runs of sil merged into one on both sides"),
  /** No silence on either side. */
  DROP("sil dropped on both sides");

  private final String title;

  SilenceRule(String title) {
    this.title = title;
  }

  /** What the rule does, in a few words for the output. */
  public String title() {
    return title;
  }

  /** The rule as an option's value. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Folded labels as this rule hands them to the alignment. */
  List<String> apply(List<String> labels, Folding folding) {
    List<String> kept = new ArrayList<>(labels.size());
    boolean silent = false;
    for (String label : labels) {
      boolean silence = folding.isSilence(label);
      if (!silence || !(this == DROP || (this == MERGE && silent))) {
        kept.add(label);
      }
      silent = silence;
    }
    return kept;
  }
}
