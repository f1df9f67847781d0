package io.vocalith.models.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.vocalith.models.speaker.Disclaimer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speakers as JSON Lines, to move them from store to store: one voiceprint a line, its vector as
 * base64 of little-endian floats. Not encrypted: whoever has the file has the voices.
 */
public final class SpeakerExport {
  /** The value of {@code schema} on every line. */
  public static final String SCHEMA = "vocalith-speakers/1";

  private static final int LONGEST_LINE = 64 << 10;
  private static final int MOST_LINES = 5_000_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1).build())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private SpeakerExport() {}

  /** Writes speakers; the stream is not closed. */
  public static void write(List<StoredSpeaker> speakers, OutputStream out) throws IOException {
    for (StoredSpeaker speaker : speakers) {
      for (Voiceprint voiceprint : speaker.voiceprints()) {
        try (JsonGenerator json = JSON.createGenerator(out)) {
          write(speaker.name(), voiceprint, json);
        }
        out.write('\n');
      }
    }
  }

  private static void write(String name, Voiceprint voiceprint, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("speaker", name);
    json.writeStringField("model_sha256", voiceprint.modelSha256());
    json.writeStringField("source_sha256", voiceprint.sourceSha256());
    json.writeNumberField("speech_seconds", voiceprint.speechSeconds());
    json.writeStringField("enrolled", voiceprint.enrolled().toString());
    if (voiceprint.consent().isPresent()) {
      json.writeStringField("consent", voiceprint.consent().get());
    }
    if (voiceprint.expires().isPresent()) {
      json.writeStringField("expires", voiceprint.expires().get().toString());
    }
    ByteBuffer vector =
        ByteBuffer.allocate(4 * voiceprint.vector().length).order(ByteOrder.LITTLE_ENDIAN);
    vector.asFloatBuffer().put(voiceprint.vector());
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    json.writeStringField("vector", Base64.getEncoder().encodeToString(vector.array()));
    json.writeEndObject();
  }

  /**
   * Reads what {@link #write} wrote. Lines, their number and the vectors are limited before memory
   * is taken for them; unknown fields are passed over.
   *
   * @throws StoreException naming the line that cannot be read
   */
  public static List<StoredSpeaker> read(Path file) throws IOException {
    Map<String, List<Voiceprint>> speakers = new LinkedHashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int number = 0;
      for (byte[] line = line(in, file, 1); line != null; line = line(in, file, number + 1)) {
        number++;
        if (number > MOST_LINES) {
          throw new StoreException(file, "has more than " + MOST_LINES + " lines");
        }
        read(line, file, number, speakers);
      }
    }
    List<StoredSpeaker> list = new ArrayList<>();
    speakers.forEach((name, voiceprints) -> list.add(new StoredSpeaker(name, voiceprints)));
    return list;
  }

  private static byte[] line(InputStream in, Path file, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 11);
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
      if (line.size() > LONGEST_LINE) {
        throw new StoreException(
            file, "line " + number + ": is longer than " + LONGEST_LINE + " bytes");
      }
    }
    return line.toByteArray();
  }

  private static void read(
      byte[] line, Path file, int number, Map<String, List<Voiceprint>> speakers)
      throws IOException {
    try {
      Map<String, String> fields = fields(line);
      if (!SCHEMA.equals(fields.get("schema"))) {
        throw new IllegalArgumentException(
            "expected the schema '" + SCHEMA + "', found '" + fields.get("schema") + "'");
      }
      String name = required(fields, "speaker");
      StoredSpeaker.requireName(name);
      speakers.computeIfAbsent(name, n -> new ArrayList<>()).add(voiceprint(fields));
    } catch (JsonProcessingException e) {
      throw new StoreException(file, "line " + number + ": " + e.getOriginalMessage());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new StoreException(file, "line " + number + ": " + e.getMessage());
    }
  }

  private static Map<String, String> fields(byte[] line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
          json.skipChildren();
        } else {
          fields.put(name, json.getText());
        }
      }
    }
    return fields;
  }

  private static Voiceprint voiceprint(Map<String, String> fields) {
    byte[] bytes = Base64.getDecoder().decode(required(fields, "vector"));
    if (bytes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "expected a vector of whole floats, found " + bytes.length + " bytes");
    }
    float[] vector = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return new Voiceprint(
        vector,
        required(fields, "model_sha256"),
        required(fields, "source_sha256"),
        Double.parseDouble(required(fields, "speech_seconds")),
        Instant.parse(required(fields, "enrolled")),
        Optional.ofNullable(fields.get("consent")),
        Optional.ofNullable(fields.get("expires")).map(LocalDate::parse));
  }

  private static String required(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected the field '" + name + "', found none");
    }
    return value;
  }
}
