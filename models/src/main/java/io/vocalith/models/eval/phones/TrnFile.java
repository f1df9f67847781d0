package io.vocalith.models.eval.phones;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** sclite's transcripts: lines {@code sh iy (utterance)}, at most one for each utterance. */
public final class TrnFile {
  private static final Pattern LINE = Pattern.compile("(.*)\\(([^()\\s]+)\\)\\s*", Pattern.DOTALL);

  private TrnFile() {}

  /**
   * Reads transcripts in the order of the file; one without labels is an empty list.
   *
   * @throws ListFormatException if the file is missing or empty, a line has another form, a label
   *     is unknown, or an utterance comes twice
   */
  public static Map<String, List<String>> read(Path file) throws IOException {
    Map<String, List<String>> transcripts = new LinkedHashMap<>();
    TextLines.read(
        file,
        (number, line) -> {
          Matcher parts = LINE.matcher(line);
          if (!parts.matches()) {
            throw new ListFormatException(
                file.toString(),
                number,
                "expected labels and '(utterance)', found '" + TextLines.shortened(line) + "'");
          }
          String text = parts.group(1);
          List<String> labels = text.isBlank() ? List.of() : List.of(TextLines.columns(text));
          for (String label : labels) {
            PhnFile.known(file.toString(), number, label);
          }
          if (transcripts.put(parts.group(2), labels) != null) {
            throw new ListFormatException(
                file.toString(), number, "expected " + parts.group(2) + " once, found it again");
          }
        });
    if (transcripts.isEmpty()) {
      throw new ListFormatException(
          file.toString(), 0, "expected transcripts, found an empty file");
    }
    return transcripts;
  }

  /** One line without its end. */
  public static String line(List<String> labels, String utterance) {
    return labels.isEmpty()
        ? "(" + utterance + ")"
        : String.join(" ", labels) + " (" + utterance + ")";
  }

  /** The speaker of an utterance by sclite's convention: what stands before the first - or _. */
  public static String speaker(String utterance) {
    return utterance.split("[-_]", 2)[0];
  }
}
