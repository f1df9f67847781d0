package io.vocalith.models.eval.phones;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** TIMIT's label files: lines {@code start end label}, whole samples, the end exclusive. */
public final class PhnFile {
  /**
   * One line.
   *
   * @param start first sample, at the recording's own rate
   * @param end sample after the last; the last line's may lie a little past the recording
   * @param label one of the 61 labels, or of a coarser set
   */
  public record Segment(long start, long end, String label) {}

  private PhnFile() {}

  /**
   * Reads a label file.
   *
   * @throws ListFormatException if the file is missing or empty, a line has another form, a label
   *     is unknown, or segments go backwards
   */
  public static List<Segment> read(Path file) throws IOException {
    List<Segment> segments = new ArrayList<>();
    TextLines.read(
        file,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          long before = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).end();
          if (columns.length != 3
              || !columns[0].matches("\\d{1,15}")
              || !columns[1].matches("\\d{1,15}")) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected 'start end label', found '" + TextLines.shortened(line) + "'");
          }
          long start = Long.parseLong(columns[0]);
          long end = Long.parseLong(columns[1]);
          if (start < before || end < start) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected a segment from " + before + " on, found " + start + " to " + end);
          }
          segments.add(new Segment(start, end, known(file.toString(), number, columns[2])));
        });
    if (segments.isEmpty()) {
      throw new ListFormatException(file.toString(), 0, "expected labels, found an empty file");
    }
    return segments;
  }

  /** The labels alone. */
  static List<String> labels(Path file) throws IOException {
    return read(file).stream().map(Segment::label).toList();
  }

  /** A label that is in some set; an error with its line if it is in none. */
  static String known(String origin, long line, String label) throws ListFormatException {
    try {
      Folding.TO_39.fold(label);
      return label;
    } catch (IllegalArgumentException e) {
      throw new ListFormatException(
          origin,
          line,
          "expected one of TIMIT's labels, found '" + TextLines.shortened(label) + "'");
    }
  }
}
