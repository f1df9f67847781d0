package io.vocalith.engine.ctc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of one prefix beam search: the beam, and the candidates for the next one.
 *
 * <p>The reference scores every prefix of the beam with every label, keeps them in a dictionary in
 * the order of first access, and sorts stably by score. The same beam, ties included, comes out
 * here from far fewer sums. (1) Prefixes that stay are scored first; once there are as many as the
 * beam holds, the worst of them is a score that any other candidate has to reach. (2) A prefix of
 * the beam extended by a label scores at most its own score plus the label's log-probability (and
 * gain), so whatever falls short of the worst by more than the rounding of these sums cannot enter.
 * (3) An extension that itself is in the beam adds to that prefix and is no candidate of its own.
 * (4) Equal scores go by the position at which the reference would first have met the prefix.
 */
final class PrefixSearch {
  /** Relative rounding of the sums compared in (2): thousands of times theirs. */
  private static final double SLACK = 1e-12;

  /** Prefixes with their scores, one per slot. */
  private static final class Entries {
    final int[] node;
    final double[] withBlank; // log-probability of the paths that end in blank
    final double[] without; // and of those that end in the last label
    final double[] gain; // what the language model and the bonus have added
    final double[] total; // the ranking: both kinds of paths, plus gain
    final int[] state; // of the language model
    final double[][] gains; // what each next label would add, and last the largest of these
    final int[] from; // candidates: the prefix of the beam it continues
    final int[] extension; // candidates: the label put behind that, -1 for none
    final long[] met; // candidates: where the reference first meets it

    Entries(int capacity) {
      node = new int[capacity];
      withBlank = new double[capacity];
      without = new double[capacity];
      gain = new double[capacity];
      total = new double[capacity];
      state = new int[capacity];
      gains = new double[capacity][];
      from = new int[capacity];
      extension = new int[capacity];
      met = new long[capacity];
    }

    void copy(int slot, Entries source, int sourceSlot) {
      node[slot] = source.node[sourceSlot];
      withBlank[slot] = source.withBlank[sourceSlot];
      without[slot] = source.without[sourceSlot];
      gain[slot] = source.gain[sourceSlot];
      total[slot] = source.total[sourceSlot];
      state[slot] = source.state[sourceSlot];
      gains[slot] = source.gains[sourceSlot];
    }

    /** Bound of the numbers that went into the total. */
    double magnitude(int slot) {
      return Math.abs(total[slot]) + Math.abs(gain[slot]);
    }
  }

  private final int classes;
  private final int blank;
  private final int width;
  private final double start;
  private final LabelFusion fusion; // null: none
  private final Map<Integer, double[]> gainsOfState = new HashMap<>();
  private final PrefixTree tree = new PrefixTree();

  private final Entries beam; // best first
  private int size = 1;
  private int[] rank = new int[256]; // node -> place in the beam, -1 when outside

  private final Entries candidates; // in any order
  private int found;
  private final int[] sorted; // their slots, best first

  private final int[] promising; // labels that can reach the beam in this frame
  private final boolean[] merged; // (beam, classes): that extension is in the beam itself

  PrefixSearch(PrefixSearchOptions options, LabelFusion fusion, int classes) {
    this.classes = classes;
    this.blank = options.blank();
    this.width = options.beam();
    this.start = options.start();
    this.fusion = fusion;
    beam = new Entries(width);
    candidates = new Entries(width);
    sorted = new int[width];
    promising = new int[classes];
    merged = new boolean[width * classes];
    Arrays.fill(rank, -1);
    rank[0] = 0;
    beam.withBlank[0] = start;
    beam.without[0] = LogSum.ZERO;
    beam.total[0] = start;
    if (fusion != null) {
      beam.state[0] = fusion.model().start();
      beam.gains[0] = gainsIn(beam.state[0]);
    }
  }

  /** Takes one frame: log-probabilities of all classes, from this place of the array on. */
  void advance(float[] scores, int at) {
    found = 0;
    for (int i = 0; i < size; i++) {
      stay(i, scores, at);
    }
    int count = promisingLabels(scores, at);
    if (count > 0) {
      markMerged(true);
      for (int i = 0; i < size; i++) {
        extend(i, count, scores, at);
      }
      markMerged(false);
    }
    commit();
  }

  /**
   * Scores the i-th prefix without a new label. Paths of its parent that take its last label in
   * this frame join it, in the order in which the reference adds them up.
   */
  private void stay(int i, float[] scores, int at) {
    double p = scores[at + blank];
    double ended = LogSum.add(beam.withBlank[i] + p, beam.without[i] + p);
    long first = position(i, blank);
    double open = LogSum.ZERO;
    int label = tree.label(beam.node[i]);
    if (label >= 0) {
      p = scores[at + label];
      open = beam.without[i] + p;
      first = Math.min(first, position(i, label) + 1);
      int parent = rank[tree.parent(beam.node[i])];
      if (parent >= 0) {
        first = Math.min(first, position(parent, label));
        boolean repeat = tree.label(beam.node[parent]) == label;
        double a = beam.withBlank[parent] + p;
        double b = repeat ? LogSum.ZERO : beam.without[parent] + p;
        open = parent < i ? LogSum.add(LogSum.add(a, b), open) : LogSum.add(LogSum.add(open, a), b);
      }
    }
    offer(i, -1, ended, open, beam.gain[i], LogSum.add(ended, open) + beam.gain[i], first);
  }

  /**
   * Where the reference looks up the i-th prefix extended by a label; the prefix itself is next.
   */
  private long position(int i, int label) {
    return 2L * ((long) i * classes + label);
  }

  private void markMerged(boolean value) {
    for (int i = 0; i < size; i++) {
      int node = beam.node[i];
      int parent = node == 0 ? -1 : rank[tree.parent(node)];
      if (parent >= 0) {
        merged[parent * classes + tree.label(node)] = value;
      }
    }
  }

  /** Collects the labels that can reach the beam from any prefix; returns their number. */
  private int promisingLabels(float[] scores, int at) {
    double best = LogSum.ZERO;
    double magnitude = 0;
    for (int i = 0; i < size; i++) {
      double largestGain = fusion == null ? 0 : beam.gains[i][classes];
      best = Math.max(best, beam.total[i] + largestGain);
      magnitude = Math.max(magnitude, beam.magnitude(i));
    }
    double least = needed(magnitude) - best; // minus infinity or NaN: every label may enter
    int count = 0;
    for (int label = 0; label < classes; label++) {
      if (!(scores[at + label] < least)) {
        promising[count] = label;
        count += label == blank ? 0 : 1;
      }
    }
    return count;
  }

  /** The least bound with which a candidate may still enter, for sums of this magnitude. */
  private double needed(double magnitude) {
    if (found < width) {
      return LogSum.ZERO;
    }
    double worst = candidates.total[sorted[width - 1]];
    return worst - SLACK * (1 + Math.abs(worst) + magnitude);
  }

  private void extend(int i, int count, float[] scores, int at) {
    int last = tree.label(beam.node[i]);
    for (int k = 0; k < count; k++) {
      int label = promising[k];
      double p = scores[at + label];
      double added = fusion == null ? 0 : beam.gains[i][label];
      double bound = beam.total[i] + p + added;
      if (bound < needed(beam.magnitude(i) + Math.abs(added)) || merged[i * classes + label]) {
        continue;
      }
      double open = beam.withBlank[i] + p;
      if (label != last) {
        open = LogSum.add(open, beam.without[i] + p);
      }
      double gain = beam.gain[i] + added;
      offer(i, label, LogSum.ZERO, open, gain, open + gain, position(i, label));
    }
  }

  /** Puts a candidate in its place among the best so far, or drops it. */
  private void offer(
      int origin, int label, double ended, double open, double gain, double score, long first) {
    int slot = found;
    if (found == width) {
      slot = sorted[width - 1];
      if (!isBefore(score, first, slot)) {
        return;
      }
      found--;
    }
    int place = found++;
    while (place > 0 && isBefore(score, first, sorted[place - 1])) {
      sorted[place] = sorted[place - 1];
      place--;
    }
    sorted[place] = slot;
    candidates.from[slot] = origin;
    candidates.extension[slot] = label;
    candidates.withBlank[slot] = ended;
    candidates.without[slot] = open;
    candidates.gain[slot] = gain;
    candidates.total[slot] = score;
    candidates.met[slot] = first;
  }

  private boolean isBefore(double score, long first, int slot) {
    double other = candidates.total[slot];
    return score > other || (score == other && first < candidates.met[slot]);
  }

  /** Makes the candidates the beam. */
  private void commit() {
    for (int slot = 0; slot < found; slot++) {
      int origin = candidates.from[slot];
      int label = candidates.extension[slot];
      candidates.node[slot] = beam.node[origin];
      candidates.state[slot] = beam.state[origin];
      candidates.gains[slot] = beam.gains[origin];
      if (label >= 0) {
        candidates.node[slot] = tree.child(beam.node[origin], label);
        if (fusion != null) {
          candidates.state[slot] = fusion.model().next(beam.state[origin], label);
          candidates.gains[slot] = gainsIn(candidates.state[slot]);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      rank[beam.node[i]] = -1;
    }
    if (tree.size() > rank.length) {
      int known = rank.length;
      rank = Arrays.copyOf(rank, Math.max(2 * known, tree.size()));
      Arrays.fill(rank, known, rank.length, -1);
    }
    size = found;
    for (int i = 0; i < size; i++) {
      beam.copy(i, candidates, sorted[i]);
      rank[beam.node[i]] = i;
    }
  }

  /** The gain of every label in a state of the language model, and behind them the largest one. */
  private double[] gainsIn(int state) {
    return gainsOfState.computeIfAbsent(
        state,
        known -> {
          double[] row = new double[classes + 1];
          row[classes] = LogSum.ZERO;
          for (int label = 0; label < classes; label++) {
            if (label != blank) {
              row[label] = fusion.gain(known, label);
              row[classes] = Math.max(row[classes], row[label]);
            }
          }
          return row;
        });
  }

  /** The beam's prefixes, best first; ties stay in their order. */
  List<Hypothesis> hypotheses() {
    List<Hypothesis> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      double probability = LogSum.add(beam.withBlank[i], beam.without[i]) - start;
      double end = fusion == null ? 0 : fusion.endGain(beam.state[i]);
      list.add(
          new Hypothesis(
              tree.labels(beam.node[i]), probability, probability + (beam.gain[i] + end)));
    }
    if (fusion != null) {
      list.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
    }
    return list;
  }
}
