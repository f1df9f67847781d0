package io.vocalith.models.eval.phones;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list of recordings and their phones, as tab-separated columns under a line of column names, or
 * as JSON Lines, told apart by the first character.
 *
 * <p>Columns or fields: {@code audio}, a path; {@code phones}, labels with blanks between (in JSON
 * also an array), or {@code phn}, the path of a TIMIT label file; {@code speaker}, else the folder
 * of the recording; {@code id}, else the path. Paths are relative to the manifest's folder.
 */
public final class Manifest {
  private static final Set<String> FIELDS = Set.of("audio", "phones", "phn", "speaker", "id");
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final List<LabelledUtterance> utterances = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private List<String> columns = List.of();

  private Manifest(Path file) {
    this.file = file;
  }

  /**
   * Reads a manifest.
   *
   * @throws ListFormatException if the file is missing, holds no recording, names an unknown column
   *     or label, or a line lacks the recording or the phones
   */
  public static List<LabelledUtterance> read(Path file) throws IOException {
    Manifest manifest = new Manifest(file);
    TextLines.read(file, manifest::take);
    if (manifest.utterances.isEmpty()) {
      throw new ListFormatException(file.toString(), 0, "expected recordings, found none");
    }
    return List.copyOf(manifest.utterances);
  }

  private void take(long number, String line) throws IOException {
    if (line.strip().startsWith("{")) {
      add(number, json(number, line));
    } else if (columns.isEmpty()) {
      columns = List.of(line.strip().split("\t", -1));
      if (!FIELDS.containsAll(columns) || !columns.contains("audio")) {
        throw bad(
            number,
            "expected column names of audio, phones, phn, speaker, id with tabs between, found '"
                + TextLines.shortened(line)
                + "'");
      }
    } else {
      add(number, columns(number, line));
    }
  }

  private Map<String, String> columns(long number, String line) throws IOException {
    String[] values = line.split("\t", -1);
    if (values.length != columns.size()) {
      throw bad(number, "expected " + columns.size() + " columns, found " + values.length);
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      fields.put(columns.get(i), values[i].strip());
    }
    return fields;
  }

  private Map<String, String> json(long number, String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY) {
          fields.put(name, array(json));
        } else if (token == JsonToken.START_OBJECT) {
          json.skipChildren();
        } else {
          fields.put(name, json.getText());
        }
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw bad(number, "expected a JSON object: " + e.getOriginalMessage());
    }
  }

  private static String array(JsonParser json) throws IOException {
    StringBuilder joined = new StringBuilder();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      depth += token == JsonToken.START_ARRAY ? 1 : token == JsonToken.END_ARRAY ? -1 : 0;
      if (token == JsonToken.VALUE_STRING) {
        joined.append(json.getText()).append(' ');
      } else if (token == null) {
        return joined.toString();
      }
    }
    return joined.toString();
  }

  private void add(long number, Map<String, String> fields) throws IOException {
    String audio = fields.getOrDefault("audio", "");
    if (audio.isEmpty()) {
      throw bad(number, "expected a recording under 'audio', found none");
    }
    Path path = resolved(audio);
    String id = fields.getOrDefault("id", "").isEmpty() ? audio : fields.get("id");
    if (!ids.add(id)) {
      throw bad(number, "expected an id for each recording, found '" + id + "' again");
    }
    String speaker = fields.getOrDefault("speaker", "");
    utterances.add(
        new LabelledUtterance(
            id, speaker.isEmpty() ? folder(path) : speaker, path, labels(number, fields)));
  }

  private LabelledUtterance.Labels labels(long number, Map<String, String> fields)
      throws IOException {
    String phn = fields.getOrDefault("phn", "");
    if (!phn.isEmpty()) {
      Path labels = resolved(phn);
      return () -> PhnFile.labels(labels);
    }
    String phones = fields.getOrDefault("phones", "");
    if (phones.isBlank()) {
      throw bad(number, "expected labels under 'phones' or a file under 'phn', found neither");
    }
    List<String> labels = List.of(TextLines.columns(phones));
    for (String label : labels) {
      PhnFile.known(file.toString(), number, label);
    }
    return () -> labels;
  }

  private static String folder(Path audio) {
    Path folder = audio.toAbsolutePath().getParent();
    return folder == null || folder.getFileName() == null ? "-" : folder.getFileName().toString();
  }

  private Path resolved(String path) throws ListFormatException {
    try {
      return file.toAbsolutePath().resolveSibling(path);
    } catch (InvalidPathException e) {
      throw new ListFormatException(file.toString(), 0, "expected a path: " + e.getMessage());
    }
  }

  private ListFormatException bad(long number, String problem) {
    return new ListFormatException(file.toString(), number, problem);
  }
}
