package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of a recording against the states of a label graph (Graves et al. 2006, section 4.1,
 * for graphs instead of strings). State 0 is the blank before everything; place p is state 2p + 1
 * and the blank behind it state 2p + 2.
 */
final class Trellis {
  /** Cells of one array: 512 MB of doubles, about 2.5 minutes of speech against its own phones. */
  private static final long MOST_CELLS = 1L << 26;

  private final LabelGraph graph;
  private final int frames;
  private final int states;
  private final int[][] incoming; // states from which a state can be reached in one frame
  private final double[] emission; // (frames, places + 1): the places, and last the blank

  /**
   * A trellis of checked input.
   *
   * @throws IllegalArgumentException if the scores are not usable, a label is no class or the
   *     blank, there are fewer frames than the graph needs, or the trellis would be too large
   */
  Trellis(Matrix scores, int blank, LabelGraph graph) {
    CtcDecoder.requireUsable(scores, blank);
    this.graph = graph;
    this.frames = scores.rows();
    this.states = 2 * graph.places() + 1;
    requireFeasible(scores, blank);
    this.incoming = incoming();
    this.emission = emission(scores, blank);
  }

  private void requireFeasible(Matrix scores, int blank) {
    for (int place = 0; place < graph.places(); place++) {
      for (int label : graph.set(place)) {
        if (label >= scores.columns() || label == blank) {
          throw new IllegalArgumentException(
              "expected labels below "
                  + scores.columns()
                  + " that are not the blank "
                  + blank
                  + ", found "
                  + label
                  + " at place "
                  + place);
        }
      }
    }
    int least = graph.leastFrames();
    if (frames < least) {
      throw new IllegalArgumentException(
          "expected at least "
              + least
              + " frames (one per label and one between equal neighbours), found "
              + frames);
    }
    if ((long) frames * states > MOST_CELLS) {
      throw new IllegalArgumentException(
          "expected at most "
              + MOST_CELLS
              + " cells, found "
              + frames
              + " frames x "
              + states
              + " states: align shorter pieces");
    }
  }

  private int[][] incoming() {
    int[][] from = new int[states][];
    from[0] = new int[] {0};
    for (int place = 0; place < graph.places(); place++) {
      List<Integer> list = new ArrayList<>(List.of(2 * place + 1));
      for (int before : graph.predecessors(place)) {
        list.add(2 * before + 2);
        if (before != LabelGraph.START && !graph.needBlank(before, place)) {
          list.add(2 * before + 1);
        }
      }
      from[2 * place + 1] = list.stream().mapToInt(Integer::intValue).toArray();
      from[2 * place + 2] = new int[] {2 * place + 2, 2 * place + 1};
    }
    return from;
  }

  private double[] emission(Matrix scores, int blank) {
    int columns = graph.places() + 1;
    double[] table = new double[frames * columns];
    for (int t = 0; t < frames; t++) {
      int row = t * scores.columns();
      for (int place = 0; place < graph.places(); place++) {
        double sum = LogSum.ZERO;
        for (int label : graph.set(place)) {
          sum = LogSum.addFast(sum, scores.values()[row + label]);
        }
        table[t * columns + place] = sum;
      }
      table[t * columns + columns - 1] = scores.values()[row + blank];
    }
    return table;
  }

  int frames() {
    return frames;
  }

  int states() {
    return states;
  }

  /** Log-probability of a state's labels in a frame. */
  double emission(int t, int state) {
    int column = (state & 1) == 1 ? state >> 1 : graph.places();
    return emission[t * (graph.places() + 1) + column];
  }

  /** Whether a path may begin in this state. */
  private boolean isFirst(int state) {
    return state == 0
        || ((state & 1) == 1 && graph.predecessors(state >> 1)[0] == LabelGraph.START);
  }

  /** Whether a path may end in this state. */
  boolean isLast(int state) {
    return state > 0 && graph.isLast((state - 1) >> 1);
  }

  /** (frames, states): ln of the summed paths from the start to a state, its frame included. */
  double[] forward() {
    double[] alpha = new double[frames * states];
    for (int t = 0; t < frames; t++) {
      for (int s = 0; s < states; s++) {
        double sum = t == 0 && isFirst(s) ? 0 : LogSum.ZERO;
        if (t > 0) {
          for (int from : incoming[s]) {
            sum = LogSum.addFast(sum, alpha[(t - 1) * states + from]);
          }
        }
        alpha[t * states + s] = sum + emission(t, s);
      }
    }
    return alpha;
  }

  /** (frames, states): ln of the summed paths from a state to the end, its frame not included. */
  double[] backward() {
    double[] beta = new double[frames * states];
    Arrays.fill(beta, LogSum.ZERO);
    for (int s = 0; s < states; s++) {
      beta[(frames - 1) * states + s] = isLast(s) ? 0 : LogSum.ZERO;
    }
    for (int t = frames - 2; t >= 0; t--) {
      for (int s = 0; s < states; s++) {
        double after = beta[(t + 1) * states + s] + emission(t + 1, s);
        for (int from : incoming[s]) {
          beta[t * states + from] = LogSum.addFast(beta[t * states + from], after);
        }
      }
    }
    return beta;
  }

  /** ln of the sum of all paths, from the forward sums. */
  double total(double[] alpha) {
    double sum = LogSum.ZERO;
    for (int s = 0; s < states; s++) {
      if (isLast(s)) {
        sum = LogSum.addFast(sum, alpha[(frames - 1) * states + s]);
      }
    }
    return sum;
  }

  /**
   * The state of every frame on the best path; of equal ones the path that stays, then the one from
   * the earlier place.
   *
   * @throws IllegalArgumentException if every path has probability zero
   */
  int[] bestPath() {
    short[] choice = new short[frames * states];
    double[] before = new double[states];
    double[] now = new double[states];
    for (int t = 0; t < frames; t++) {
      for (int s = 0; s < states; s++) {
        double best = t == 0 && isFirst(s) ? 0 : LogSum.ZERO;
        for (int i = 0; t > 0 && i < incoming[s].length; i++) {
          if (before[incoming[s][i]] > best) {
            best = before[incoming[s][i]];
            choice[t * states + s] = (short) i;
          }
        }
        now[s] = best + emission(t, s);
      }
      double[] swap = before;
      before = now;
      now = swap;
    }
    int state = -1;
    for (int s = 0; s < states; s++) {
      if (isLast(s) && before[s] > (state < 0 ? LogSum.ZERO : before[state])) {
        state = s;
      }
    }
    if (state < 0) {
      throw new IllegalArgumentException(
          "expected a sequence of labels that these scores allow, found one of probability zero");
    }
    int[] path = new int[frames];
    for (int t = frames - 1; t >= 0; t--) {
      path[t] = state;
      state = incoming[state][choice[t * states + state] & 0xFFFF];
    }
    return path;
  }
}
