package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trial lists of two formats, told apart by their lines: VoxCeleb's {@code 1|0 enroll test} and
 * Kaldi's {@code enroll test target|nontarget}. The word in the third column decides first.
 */
public final class TrialList {
  /** The format of a list. */
  public enum Format {
    /** {@code 1|0 enroll test}. */
    VOXCELEB,
    /** {@code enroll test target|nontarget}. */
    KALDI
  }

  private final Format format;
  private final List<Trial> trials;

  private TrialList(Format format, List<Trial> trials) {
    this.format = format;
    this.trials = List.copyOf(trials);
  }

  /**
   * Reads a list.
   *
   * @throws ListFormatException if the file is missing, holds no trial, mixes the formats, or has a
   *     line of neither
   */
  public static TrialList read(Path file) throws IOException {
    List<Trial> trials = new ArrayList<>();
    Format[] format = new Format[1];
    TextLines.read(
        file,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          Format found = format(columns);
          if (found == null) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected '1|0 enroll test' or 'enroll test target|nontarget', found '"
                    + TextLines.shortened(line)
                    + "'");
          }
          if (format[0] != null && format[0] != found) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected the format "
                    + format[0]
                    + " of the lines before, found "
                    + found
                    + ": a list has one format");
          }
          format[0] = found;
          trials.add(trial(found, columns, number));
        });
    if (trials.isEmpty()) {
      throw new ListFormatException(file.toString(), 0, "expected trials, found an empty list");
    }
    return new TrialList(format[0], trials);
  }

  private static Format format(String[] columns) {
    if (columns.length != 3) {
      return null;
    }
    if (columns[2].equals("target") || columns[2].equals("nontarget")) {
      return Format.KALDI;
    }
    return columns[0].equals("1") || columns[0].equals("0") ? Format.VOXCELEB : null;
  }

  private static Trial trial(Format format, String[] columns, long number) {
    return format == Format.KALDI
        ? new Trial(columns[0], columns[1], columns[2].equals("target"), number)
        : new Trial(columns[1], columns[2], columns[0].equals("1"), number);
  }

  /** The format the list is in. */
  public Format format() {
    return format;
  }

  /** The trials in the order of the list; at least one. */
  public List<Trial> trials() {
    return trials;
  }
}
