package io.vocalith.models.phones;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Prior probabilities of a model's labels: lines {@code label probability}, every label once. The
 * blank may be given as {@code <blank>}; without it it keeps its score.
 */
public final class PriorFile {
  private PriorFile() {}

  /**
   * Reads natural logarithms of the priors.
   *
   * @param labels number of each label's class by its name, without the blank
   * @param blank the blank's class
   * @return one for every class
   * @throws ListFormatException if a line has another form, a label is unknown or comes twice or is
   *     missing, or a probability is not above 0 and at most 1
   */
  public static double[] read(Path file, Map<String, Integer> labels, int blank)
      throws IOException {
    double[] logs = new double[labels.size() + 1];
    Arrays.fill(logs, Double.NaN);
    TextLines.read(
        file,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          Integer label =
              columns[0].equals("<blank>") ? Integer.valueOf(blank) : labels.get(columns[0]);
          double probability = columns.length == 2 ? number(columns[1]) : Double.NaN;
          if (label == null || !(probability > 0 && probability <= 1)) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected a label and its probability, found '" + TextLines.shortened(line) + "'");
          }
          if (!Double.isNaN(logs[label])) {
            throw new ListFormatException(
                file.toString(), number, "expected " + columns[0] + " once, found it again");
          }
          logs[label] = StrictMath.log(probability);
        });
    if (Double.isNaN(logs[blank])) {
      logs[blank] = 0;
    }
    for (Map.Entry<String, Integer> label : labels.entrySet()) {
      if (Double.isNaN(logs[label.getValue()])) {
        throw new ListFormatException(
            file.toString(),
            0,
            "expected a prior for every label, found none for " + label.getKey());
      }
    }
    return logs;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
