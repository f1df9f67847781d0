package io.vocalith.models.diarize;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns as NIST's Rich Transcription Time Marked lines: {@code SPEAKER file 1 start duration <NA>
 * <NA> name <NA> <NA>}, times in seconds.
 */
public final class Rttm {
  private Rttm() {}

  /** The turns of one recording, a line each; blanks in its name become underlines. */
  public static String write(String recording, List<Turn> turns) {
    StringBuilder text = new StringBuilder();
    String name = recording.isEmpty() ? "-" : recording.replaceAll("\\s", "_");
    for (Turn turn : turns) {
      text.append(
          String.format(
                  Locale.ROOT,
                  "SPEAKER %s 1 %.3f %.3f <NA> <NA> %s <NA> <NA>%n",
                  name,
                  turn.start(),
                  turn.seconds(),
                  turn.speaker())
              .replace(System.lineSeparator(), "\n"));
    }
    return text.toString();
  }

  /**
   * The turns of every recording in a text, by the recording's name; lines of other types are
   * passed over, and so are turns without length.
   *
   * @param origin what messages call the text
   * @throws ListFormatException naming the line that is wrong
   */
  public static Map<String, List<Turn>> read(String text, String origin) throws IOException {
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] fields = line.strip().split("\\s+");
      if (!fields[0].equals("SPEAKER")) {
        continue;
      }
      if (fields.length < 8) {
        throw new ListFormatException(
            origin, number, "expected at least 8 fields, found " + fields.length);
      }
      try {
        double start = Double.parseDouble(fields[3]);
        double seconds = Double.parseDouble(fields[4]);
        if (seconds != 0) {
          turns
              .computeIfAbsent(fields[1], f -> new ArrayList<>())
              .add(new Turn(start, start + seconds, fields[7]));
        }
      } catch (IllegalArgumentException e) {
        throw new ListFormatException(origin, number, e.getMessage());
      }
    }
    return turns;
  }
}
