package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prefix beam search: the probability of a label sequence is the sum over all its paths, and only
 * the best prefixes are followed from frame to frame (Graves 2012, section 7.5.2; ctcmodel's {@code
 * src/metric.py}, {@code beam_decode}). Exact within the beam: equal scores keep the order in which
 * the reference first meets the prefixes.
 */
public final class PrefixSearchDecoder implements CtcDecoder {
  private final PrefixSearchOptions options;
  private final LabelFusion fusion; // null: none

  /** A decoder without a language model. */
  public PrefixSearchDecoder(PrefixSearchOptions options) {
    this(options, null);
  }

  /** A decoder that ranks prefixes with a language model as well. */
  public PrefixSearchDecoder(PrefixSearchOptions options, LabelFusion fusion) {
    this.options = options;
    this.fusion = fusion;
  }

  /** The settings. */
  public PrefixSearchOptions options() {
    return options;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Sequences of probability zero are left out but for the first; there may be fewer than asked
   * for.
   */
  @Override
  public List<Hypothesis> decode(Matrix logProbabilities) {
    CtcDecoder.requireUsable(logProbabilities, options.blank());
    int classes = logProbabilities.columns();
    PrefixSearch search = new PrefixSearch(options, fusion, classes);
    for (int t = 0; t < logProbabilities.rows(); t++) {
      search.advance(logProbabilities.values(), t * classes);
    }
    return select(search.hypotheses());
  }

  private List<Hypothesis> select(List<Hypothesis> beam) {
    List<Hypothesis> selected = new ArrayList<>(options.nBest());
    for (Hypothesis found : beam) {
      Hypothesis hypothesis = options.collapseRepeats() ? found.collapsed() : found;
      boolean possible = hypothesis.score() > LogSum.ZERO || selected.isEmpty();
      if (selected.size() < options.nBest() && possible && isNew(hypothesis, selected)) {
        selected.add(hypothesis);
      }
    }
    return List.copyOf(selected);
  }

  private static boolean isNew(Hypothesis hypothesis, List<Hypothesis> among) {
    return among.stream().noneMatch(h -> Arrays.equals(h.labels(), hypothesis.labels()));
  }
}
