package io.vocalith.models.speaker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A calibration as a flat JSON object of strings and numbers. */
public final class CalibrationFile {
  /** The value of {@code schema}. */
  public static final String SCHEMA = "vocalith-calibration/1";

  /** Larger files are something else. */
  private static final long LARGEST = 64 << 10;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1).build())
          .build();

  private CalibrationFile() {}

  /** Writes a calibration; an existing file is replaced. */
  public static void write(Calibration calibration, Path file) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.useDefaultPrettyPrinter().writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("model_sha256", calibration.key().modelSha256());
      json.writeStringField("normalization", calibration.key().normalization());
      json.writeStringField("bandwidth", calibration.key().bandwidth().label());
      json.writeNumberField("slope", calibration.slope());
      json.writeNumberField("offset", calibration.offset());
      json.writeNumberField("speakers", calibration.data().speakers());
      json.writeNumberField("targets", calibration.data().targets());
      json.writeNumberField("nontargets", calibration.data().nontargets());
      json.writeNumberField("cross_fold_trials", calibration.data().crossFoldTrials());
      json.writeNumberField("cllr", calibration.data().cllr());
      json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
      json.writeEndObject();
    }
    Files.writeString(file, text + "\n");
  }

  /**
   * Reads a calibration.
   *
   * @throws ListFormatException if the file is missing or is not a calibration of this schema
   */
  public static Calibration read(Path file) throws IOException {
    String origin = file.toString();
    Map<String, String> fields = fields(file, origin);
    if (!SCHEMA.equals(fields.get("schema"))) {
      throw new ListFormatException(
          origin, 0, "expected the schema '" + SCHEMA + "', found '" + fields.get("schema") + "'");
    }
    try {
      return new Calibration(
          new CalibrationKey(
              text(fields, "model_sha256"),
              text(fields, "normalization"),
              Bandwidth.valueOf(text(fields, "bandwidth").toUpperCase(Locale.ROOT))),
          Double.parseDouble(text(fields, "slope")),
          Double.parseDouble(text(fields, "offset")),
          new Calibration.Data(
              Integer.parseInt(text(fields, "speakers")),
              Long.parseLong(text(fields, "targets")),
              Long.parseLong(text(fields, "nontargets")),
              Long.parseLong(text(fields, "cross_fold_trials")),
              Double.parseDouble(text(fields, "cllr"))));
    } catch (IllegalArgumentException e) {
      throw new ListFormatException(origin, 0, e.getMessage());
    }
  }

  private static Map<String, String> fields(Path file, String origin) throws IOException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new ListFormatException(
            origin, 0, "expected a calibration of a few hundred bytes, found " + Files.size(file));
      }
    } catch (NoSuchFileException e) {
      throw new ListFormatException(origin, 0, "there is no such file");
    }
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new ListFormatException(origin, 0, "expected a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ListFormatException(origin, line, "expected JSON: " + e.getOriginalMessage());
    }
    return fields;
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected the field '" + name + "', found none");
    }
    return value;
  }
}
