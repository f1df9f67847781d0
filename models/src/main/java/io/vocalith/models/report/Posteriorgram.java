package io.vocalith.models.report;

import io.vocalith.engine.Matrix;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.TimeBase;
import io.vocalith.models.phones.Notation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of labels over time as a picture: a row for each label that reaches {@link #LEAST}
 * in some frame, in the order of the model's classes, and a column for each frame.
 *
 * @param names what the rows are called; empty for no phone
 * @param start where the first frame begins, in seconds
 * @param hop seconds from frame to frame
 * @param image (rows, frames): 0 is certain, 255 impossible
 */
public record Posteriorgram(List<String> names, double start, double hop, GreyImage image) {
  /** A label that stays below this probability has no row. */
  public static final double LEAST = 0.05;

  /** Takes a copy. */
  public Posteriorgram {
    names = List.copyOf(names);
  }

  /**
   * Draws the scores of a recording. Labels that come to bear one name are added up; those without
   * a name are left out.
   *
   * @param logProbabilities (frames, classes)
   * @param card the model that gave them
   * @param notation what labels are called
   */
  public static Posteriorgram of(Matrix logProbabilities, ModelCard card, Notation notation) {
    int frames = logProbabilities.rows();
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int label = 0; label < card.classes(); label++) {
      String name = label == card.blank() ? "" : notation.of(card.label(label)).orElse(null);
      if (name != null) {
        double[] row = sums.computeIfAbsent(name, key -> new double[frames]);
        for (int t = 0; t < frames; t++) {
          row[t] += StrictMath.exp(logProbabilities.get(t, label));
        }
      }
    }
    List<String> names = new ArrayList<>();
    sums.forEach(
        (name, row) -> {
          if (largest(row) >= LEAST) {
            names.add(name);
          }
        });
    GreyImage image = GreyImage.blank(frames, Math.max(1, names.size()));
    for (int row = 0; row < names.size(); row++) {
      double[] probabilities = sums.get(names.get(row));
      for (int t = 0; t < frames; t++) {
        image.darken(t, row, probabilities[t]);
      }
    }
    TimeBase times = TimeBase.of(card.features());
    return new Posteriorgram(names, times.onset(0), times.onset(1) - times.onset(0), image);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
