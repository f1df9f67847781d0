package io.vocalith.models.eval.phones;

import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.SpeakerBootstrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The phone error rate of a corpus: (S + D + I) / N over all utterances, both sides folded and the
 * silence rule applied before the alignment; beside it the reference's label error rate.
 *
 * <p>Takes one utterance at a time from one thread.
 */
public final class PhoneScorer {
  private static final Set<String> LABELS_61 = Set.copyOf(Folding.labels61());

  private final Folding folding;
  private final SilenceRule silence;
  private final ReferenceLabelErrorRate reference = new ReferenceLabelErrorRate();
  private final ConfusionTable confusions = new ConfusionTable();
  private final SortedMap<String, ErrorCounts> speakers = new TreeMap<>();
  private ErrorCounts total = ErrorCounts.NONE;
  private int utterances;
  private boolean only61 = true;

  /** A scorer under one label set and one silence rule. */
  public PhoneScorer(Folding folding, SilenceRule silence) {
    this.folding = folding;
    this.silence = silence;
  }

  /**
   * Scores an utterance.
   *
   * @param speaker who speaks
   * @param reference what was said, unfolded
   * @param decoded what was recognised, unfolded
   * @return the alignment after folding
   * @throws IllegalArgumentException if a label is unknown or the reference is empty; then nothing
   *     is counted
   */
  public Alignment add(String speaker, List<String> reference, List<String> decoded) {
    Alignment alignment =
        Alignment.of(
            prepared(reference),
            prepared(decoded),
            label -> silence == SilenceRule.OPTIONAL && folding.isSilence(label));
    this.reference.add(reference, decoded);
    only61 &= LABELS_61.containsAll(reference) && LABELS_61.containsAll(decoded);
    ErrorCounts counts = alignment.counts();
    total = total.plus(counts);
    speakers.merge(speaker, counts, ErrorCounts::plus);
    confusions.add(alignment);
    utterances++;
    return alignment;
  }

  private List<String> prepared(List<String> labels) {
    return silence.apply(folding.fold(labels), folding);
  }

  /** Number of utterances taken. */
  public int utterances() {
    return utterances;
  }

  /** Counts over all utterances. */
  public ErrorCounts total() {
    return total;
  }

  /** Counts of each speaker, by name. */
  public SortedMap<String, ErrorCounts> speakers() {
    return Collections.unmodifiableSortedMap(speakers);
  }

  /** What became what. */
  public ConfusionTable confusions() {
    return confusions;
  }

  /**
   * The reference's label error rate, which knows neither folding nor silence rule; empty if some
   * label was not one of the 61.
   */
  public OptionalDouble referenceLabelErrorRate() {
    return only61 ? OptionalDouble.of(reference.mean()) : OptionalDouble.empty();
  }

  /** 95 % interval of the phone error rate by a bootstrap over speakers; empty for too few. */
  public Optional<Interval> interval() {
    List<ErrorCounts> each = new ArrayList<>(speakers.values());
    return SpeakerBootstrap.intervals(each.size(), times -> rate(each, times))
        .map(intervals -> intervals.get(0));
  }

  private static Optional<double[]> rate(List<ErrorCounts> each, int[] times) {
    long errors = 0;
    long labels = 0;
    for (int i = 0; i < times.length; i++) {
      errors += times[i] * each.get(i).errors();
      labels += times[i] * each.get(i).reference();
    }
    return labels == 0 ? Optional.empty() : Optional.of(new double[] {(double) errors / labels});
  }
}
