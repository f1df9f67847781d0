package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kaldi's lists of utterances: {@code wav.scp}, {@code spk2utt}, and cohorts. */
public final class UtteranceLists {
  private UtteranceLists() {}

  /**
   * Recordings by key: lines {@code key path}. Commands (a path that ends with a bar) are refused:
   * nothing in a list is run.
   *
   * @throws ListFormatException if the file is missing or empty, or a line has another form
   */
  public static Map<String, Path> recordings(Path wavScp) throws IOException {
    Map<String, Path> recordings = new LinkedHashMap<>();
    TextLines.read(
        wavScp,
        (number, line) -> {
          String[] columns = line.strip().split("\\s+", 2);
          if (columns.length != 2 || columns[1].endsWith("|")) {
            throw new ListFormatException(
                wavScp.toString(),
                number,
                "expected 'key path' and no command, found '" + TextLines.shortened(line) + "'");
          }
          recordings.put(columns[0], Path.of(columns[1]));
        });
    return orRefuse(recordings, wavScp);
  }

  /**
   * Utterances of each enrolled model: lines {@code model utterance...}.
   *
   * @throws ListFormatException if the file is missing or empty, or a line has no utterance
   */
  public static Map<String, List<String>> models(Path spk2utt) throws IOException {
    Map<String, List<String>> models = new LinkedHashMap<>();
    TextLines.read(
        spk2utt,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          if (columns.length < 2) {
            throw new ListFormatException(
                spk2utt.toString(),
                number,
                "expected 'model utterance...', found '" + TextLines.shortened(line) + "'");
          }
          models.put(columns[0], List.of(Arrays.copyOfRange(columns, 1, columns.length)));
        });
    return orRefuse(models, spk2utt);
  }

  /**
   * A cohort: lines {@code utterance} or {@code utterance speaker}; the speaker is empty where a
   * line has none.
   *
   * @throws ListFormatException if the file is missing or empty, or a line has more columns
   */
  public static Map<String, Optional<String>> cohort(Path list) throws IOException {
    Map<String, Optional<String>> cohort = new LinkedHashMap<>();
    TextLines.read(
        list,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          if (columns.length > 2) {
            throw new ListFormatException(
                list.toString(),
                number,
                "expected 'utterance [speaker]', found '" + TextLines.shortened(line) + "'");
          }
          cohort.put(columns[0], columns.length == 2 ? Optional.of(columns[1]) : Optional.empty());
        });
    return orRefuse(cohort, list);
  }

  private static <V> Map<String, V> orRefuse(Map<String, V> entries, Path file)
      throws ListFormatException {
    if (entries.isEmpty()) {
      throw new ListFormatException(file.toString(), 0, "expected entries, found an empty file");
    }
    return entries;
  }
}
