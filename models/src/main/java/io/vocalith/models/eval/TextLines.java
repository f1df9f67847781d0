package io.vocalith.models.eval;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads text files line by line: UTF-8, a byte order mark ignored, empty lines left out, lines of
 * bounded length, so that no file can exhaust the memory with a single line.
 */
public final class TextLines {
  static final int LONGEST_LINE = 1 << 20;

  private TextLines() {}

  /** Takes one line that is not empty. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Takes a line.
     *
     * @param number line number, from 1
     * @param line the line without its end
     */
    void accept(long number, String line) throws IOException;
  }

  /**
   * Hands every line of a file that is not empty to a handler.
   *
   * @throws ListFormatException if the file is missing, is not UTF-8, or has a line of more than
   *     1,048,576 characters
   */
  public static void read(Path file, Handler handler) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(in, file.toString(), handler);
    } catch (NoSuchFileException e) {
      throw new ListFormatException(file.toString(), 0, "there is no such file");
    }
  }

  /** The same over a stream, which is read to its end and not closed. */
  public static void read(InputStream in, String origin, Handler handler) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    StringBuilder line = new StringBuilder();
    long number = 1;
    try {
      for (int c = reader.read(); ; c = reader.read()) {
        if (c == '\n' || c < 0) {
          String text = content(line, number);
          if (!text.isBlank()) {
            handler.accept(number, text);
          }
          if (c < 0) {
            return;
          }
          line.setLength(0);
          number++;
        } else if (line.length() == LONGEST_LINE) {
          throw new ListFormatException(
              origin, number, "expected at most " + LONGEST_LINE + " characters, found more");
        } else {
          line.append((char) c);
        }
      }
    } catch (CharacterCodingException e) {
      throw new ListFormatException(origin, number, "expected UTF-8 text, found other bytes");
    }
  }

  /** The columns of a line with any run of blanks between them. */
  public static String[] columns(String line) {
    return line.strip().split("\\s+", -1);
  }

  /** A line short enough to be part of a message. */
  public static String shortened(String line) {
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }

  private static String content(StringBuilder line, long number) {
    int from = number == 1 && line.length() > 0 && line.charAt(0) == '\uFEFF' ? 1 : 0;
    int to = line.length();
    while (to > from && line.charAt(to - 1) == '\r') {
      to--;
    }
    return line.substring(from, to);
  }
}
