package io.vocalith.models.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A list of recordings: a path a line, or a JSON object a line with {@code audio} (or {@code
 * audio_filepath}) and perhaps {@code id}. Other fields are passed over.
 */
public final class AudioManifest {
  private static final JsonFactory JSON = new JsonFactory();

  private AudioManifest() {}

  /**
   * Recordings by id, which is the path as written where there is none.
   *
   * @throws ListFormatException if the file is missing or empty, a line has another form or an id
   *     comes twice
   */
  public static Map<String, Path> read(Path manifest) throws IOException {
    Map<String, Path> recordings = new LinkedHashMap<>();
    TextLines.read(
        manifest,
        (number, line) -> {
          try {
            Map<String, String> fields =
                line.startsWith("{") ? fields(line) : Map.of("audio", line.strip());
            String audio = fields.getOrDefault("audio", fields.get("audio_filepath"));
            if (audio == null) {
              throw new IllegalArgumentException("expected the field 'audio', found none");
            }
            String id = fields.getOrDefault("id", audio);
            if (recordings.put(id, Path.of(audio)) != null) {
              throw new IllegalArgumentException("expected every id once, found " + id + " again");
            }
          } catch (JsonProcessingException e) {
            throw new ListFormatException(manifest.toString(), number, e.getOriginalMessage());
          } catch (InvalidPathException e) {
            throw new ListFormatException(manifest.toString(), number, "expected a path");
          } catch (IllegalArgumentException e) {
            throw new ListFormatException(manifest.toString(), number, e.getMessage());
          }
        });
    if (recordings.isEmpty()) {
      throw new ListFormatException(manifest.toString(), 0, "expected recordings, found none");
    }
    return recordings;
  }

  private static Map<String, String> fields(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return fields;
  }
}
