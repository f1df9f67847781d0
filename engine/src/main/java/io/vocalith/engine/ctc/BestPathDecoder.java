package io.vocalith.engine.ctc;

import io.vocalith.engine.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable label of every frame, repeats merged, blanks removed (Graves et al. 2006,
 * section 3.2). Where classes tie, the lowest one wins.
 *
 * @param blank the class that stands for no label
 * @param collapseRepeats whether "a blank a" is one a, as ctcmodel's metric has it, and not two
 */
public record BestPathDecoder(int blank, boolean collapseRepeats) implements CtcDecoder {
  /** The textbook's decoder: "a blank a" is two labels. */
  public BestPathDecoder(int blank) {
    this(blank, false);
  }

  @Override
  public List<Hypothesis> decode(Matrix logProbabilities) {
    CtcDecoder.requireUsable(logProbabilities, blank);
    int[] labels = new int[logProbabilities.rows()];
    int count = 0;
    int last = blank;
    double score = 0;
    for (int t = 0; t < labels.length; t++) {
      int label = largest(logProbabilities, t);
      score += logProbabilities.get(t, label);
      if (label != last && label != blank) {
        labels[count++] = label;
      }
      if (label != blank || !collapseRepeats) {
        last = label;
      }
    }
    return List.of(new Hypothesis(Arrays.copyOf(labels, count), score));
  }

  /** The first class with the largest value in a row. */
  static int largest(Matrix matrix, int row) {
    int best = 0;
    float[] values = matrix.values();
    int start = row * matrix.columns();
    for (int c = 1; c < matrix.columns(); c++) {
      if (values[start + c] > values[start + best]) {
        best = c;
      }
    }
    return best;
  }
}
