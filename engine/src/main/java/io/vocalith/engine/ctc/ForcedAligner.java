package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays a known sequence, or the best sequence of a graph, onto the frames of a recording: the most
 * probable single path (Viterbi) through the states of connectionist temporal classification.
 *
 * @param blank the class that stands for no label
 */
public record ForcedAligner(int blank) {
  /**
   * The best path.
   *
   * @param logProbabilities (frames, classes) natural logarithms
   * @throws IllegalArgumentException if there are too few frames for the shortest sequence of the
   *     graph, no sequence has a probability above zero, a label is no class or is the blank, or
   *     the scores are no log-probabilities
   */
  public Alignment align(Matrix logProbabilities, LabelGraph graph) {
    Trellis trellis = new Trellis(logProbabilities, blank, graph);
    int[] path = trellis.bestPath();
    List<Alignment.Span> spans = new ArrayList<>();
    double total = 0;
    for (int t = 0; t < path.length; ) {
      int first = t;
      double score = 0;
      for (; t < path.length && path[t] == path[first]; t++) {
        score += trellis.emission(t, path[t]);
      }
      total += score;
      if ((path[first] & 1) == 1) {
        spans.add(new Alignment.Span(path[first] >> 1, first, t, score));
      }
    }
    return new Alignment(spans, total);
  }
}
