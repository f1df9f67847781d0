package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.List;

/**
 * What a network says about one sequence of label sets, all paths summed: its probability, when
 * each place begins, and what else could stand there. Immutable and thread-safe.
 */
public final class SequencePosterior {
  private final Matrix scores;
  private final int blank;
  private final LabelGraph graph;
  private final Trellis trellis;
  private final double[] alpha; // (frames, states)
  private final double[] beta;
  private final double total;

  /**
   * Runs forward and backward sums.
   *
   * @param logProbabilities (frames, classes) natural logarithms
   * @param blank the class that stands for no label
   * @param sequence the labels of each place; at least one place
   * @throws IllegalArgumentException if there are too few frames, the sequence has probability
   *     zero, a label is no class or is the blank, or the scores are no log-probabilities
   */
  public SequencePosterior(Matrix logProbabilities, int blank, List<int[]> sequence) {
    this.scores = logProbabilities;
    this.blank = blank;
    this.graph = LabelGraph.sequence(sequence);
    this.trellis = new Trellis(logProbabilities, blank, graph);
    this.alpha = trellis.forward();
    this.beta = trellis.backward();
    this.total = trellis.total(alpha);
    if (total == LogSum.ZERO) {
      throw new IllegalArgumentException(
          "expected a sequence of labels that these scores allow, found one of probability zero");
    }
  }

  /** ln p(sequence). */
  public double logProbability() {
    return total;
  }

  /** For every frame the probability that the place is first emitted there; they sum to 1. */
  public double[] onset(int place) {
    double[] probability = new double[trellis.frames()];
    int state = 2 * place + 1;
    for (int t = 0; t < probability.length; t++) {
      double log = entry(place, t, false) + trellis.emission(t, state) + beta(t, state) - total;
      probability[t] = StrictMath.exp(log);
    }
    return probability;
  }

  /**
   * The first frame up to which the onset of a place has at least this probability.
   *
   * @param share the quantile, 0 to 1
   */
  public int onsetQuantile(int place, double share) {
    double[] probability = onset(place);
    double sum = 0;
    for (double p : probability) {
      sum += p;
    }
    double reached = 0;
    for (int t = 0; t < probability.length; t++) {
      reached += probability[t];
      if (reached > 0 && reached >= share * sum) {
        return t;
      }
    }
    return probability.length - 1;
  }

  /**
   * ln of the paths that have said all places before this one by frame t - 1, so that this place
   * may begin in frame t.
   *
   * @param afterBlank whether frame t - 1 must be a blank
   */
  private double entry(int place, int t, boolean afterBlank) {
    if (t == 0) {
      return place == 0 ? 0 : LogSum.ZERO;
    }
    double sum = alpha(t - 1, 2 * place);
    boolean direct = place > 0 && !afterBlank && !graph.needBlank(place - 1, place);
    return direct ? LogSum.addFast(sum, alpha(t - 1, 2 * place - 1)) : sum;
  }

  private double alpha(int t, int state) {
    return alpha[t * trellis.states() + state];
  }

  private double beta(int t, int state) {
    return beta[t * trellis.states() + state];
  }

  /**
   * What else could stand in a place: the place is left free, to be taken by any one label or by
   * none, while everything around it stays (alignment-free goodness of pronunciation).
   */
  public FreePlace free(int place) {
    int classes = scores.columns();
    int frames = trellis.frames();
    double[] before = new double[frames]; // a blank stood before frame t
    double[] direct = new double[frames]; // or the place before
    double[] behind = new double[frames]; // after frame t comes a blank, or the end
    double[] next = new double[frames]; // or the next place
    for (int t = 0; t < frames; t++) {
      before[t] = entry(place, t, true);
      direct[t] =
          place > 0 && t > 0 ? LogSum.addFast(before[t], alpha(t - 1, 2 * place - 1)) : before[t];
      behind[t] = exit(place, t);
      next[t] =
          place + 1 < graph.places() && t + 1 < frames
              ? LogSum.addFast(behind[t], begin(place + 1, t + 1))
              : behind[t];
    }
    double[] log = new double[classes];
    double others = LogSum.ZERO;
    for (int label = 0; label < classes; label++) {
      int[] set = {label};
      log[label] =
          label == blank
              ? without(place)
              : run(
                  label,
                  place > 0 && LabelGraph.intersect(set, graph.set(place - 1)) ? before : direct,
                  place + 1 < graph.places() && LabelGraph.intersect(set, graph.set(place + 1))
                      ? behind
                      : next);
      if (!LabelGraph.intersect(set, graph.set(place))) {
        others = LogSum.addFast(others, log[label]);
      }
    }
    return FreePlace.of(log, total, LogSum.addFast(total, others));
  }

  /** ln of all ways to emit one label in one run, given what may come before and behind it. */
  private double run(int label, double[] in, double[] out) {
    float[] values = scores.values();
    double open = LogSum.ZERO;
    double sum = LogSum.ZERO;
    for (int t = 0, at = label; t < in.length; t++, at += scores.columns()) {
      open = LogSum.addFast(open, in[t]) + values[at];
      sum = LogSum.addFast(sum, open + out[t]);
    }
    return sum;
  }

  /** ln of the rest of all paths when the place is last emitted in frame t and no place is next. */
  private double exit(int place, int t) {
    if (t + 1 == trellis.frames()) {
      return place + 1 == graph.places() ? 0 : LogSum.ZERO;
    }
    int state = 2 * place + 2;
    return trellis.emission(t + 1, state) + beta(t + 1, state);
  }

  /** ln of the rest of all paths when the place begins in frame t. */
  private double begin(int place, int t) {
    return trellis.emission(t, 2 * place + 1) + beta(t, 2 * place + 1);
  }

  /** ln p of the sequence without this place. */
  private double without(int place) {
    int frames = trellis.frames();
    if (place + 1 == graph.places()) {
      double sum = alpha(frames - 1, 2 * place);
      return place == 0 ? sum : LogSum.addFast(sum, alpha(frames - 1, 2 * place - 1));
    }
    boolean direct = place > 0 && !LabelGraph.intersect(graph.set(place - 1), graph.set(place + 1));
    double sum = LogSum.ZERO;
    for (int t = 0; t < frames; t++) {
      double in = entry(place, t, true);
      if (direct && t > 0) {
        in = LogSum.addFast(in, alpha(t - 1, 2 * place - 1));
      }
      sum = LogSum.addFast(sum, in + begin(place + 1, t));
    }
    return sum;
  }
}
