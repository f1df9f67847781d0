package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A score file: {@code enroll test score [target|nontarget]}, one line for each pair. */
public final class ScoreFile {
  private record Pair(String enroll, String test) {}

  private final Map<Pair, Double> scores;

  private ScoreFile(Map<Pair, Double> scores) {
    this.scores = scores;
  }

  /**
   * Reads a score file; a fourth column is checked to be {@code target} or {@code nontarget} and
   * otherwise not used, as the trial list says what is true.
   *
   * @throws ListFormatException if the file is missing or empty, a score is not a finite number, or
   *     one pair has two different scores
   */
  public static ScoreFile read(Path file) throws IOException {
    Map<Pair, Double> scores = new HashMap<>();
    TextLines.read(
        file,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          if (columns.length < 3
              || columns.length > 4
              || (columns.length == 4 && !columns[3].matches("(non)?target"))) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected 'enroll test score [target|nontarget]', found '"
                    + TextLines.shortened(line)
                    + "'");
          }
          double score = finite(file, number, columns[2]);
          Double before = scores.put(new Pair(columns[0], columns[1]), score);
          if (before != null && before != score) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected one score for " + columns[0] + " " + columns[1] + ", found a second one");
          }
        });
    if (scores.isEmpty()) {
      throw new ListFormatException(file.toString(), 0, "expected scores, found an empty file");
    }
    return new ScoreFile(scores);
  }

  private static double finite(Path file, long number, String text) throws ListFormatException {
    try {
      double score = Double.parseDouble(text);
      if (Double.isFinite(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // falls through to the one sentence for everything that is not a finite number
    }
    throw new ListFormatException(
        file.toString(), number, "expected a finite score, found '" + text + "'");
  }

  /** The score of a trial; empty if the file has none. */
  public OptionalDouble score(Trial trial) {
    Double score = scores.get(new Pair(trial.enroll(), trial.test()));
    return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
  }
}
