package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.vocalith.models.Model;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * JSON documents that say what they are: {@code schema} (name/number), {@code vocalith} (version)
 * and, where a model gave the answer, {@code model} (name, sha256). With {@link Format#JSONL} each
 * is one line; with {@link Format#JSON} a single one is indented and several form one array.
 */
final class JsonRecords implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Output output;
  private final boolean lines;
  private final boolean array;
  private final Model model;
  private boolean empty = true;

  private JsonRecords(Output output, boolean lines, boolean array, Model model) {
    this.output = output;
    this.lines = lines;
    this.array = array;
    this.model = model;
  }

  /**
   * Documents to an output, which stays open. With {@link Format#TEXT} there are none, and nothing
   * is written. The model's digest, which each document states, is computed meanwhile.
   *
   * @param several whether more than one may come, so that JSON needs an array around them
   * @param model the model that gives the answers, or null
   */
  static JsonRecords of(Output output, Format format, boolean several, Model model) {
    if (model != null && format != Format.TEXT) {
      model.prepareSha256();
    }
    return new JsonRecords(output, format == Format.JSONL, format == Format.JSON && several, model);
  }

  /** Writes one document. */
  void write(String schema, Body body) throws IOException {
    String text = document(schema, model, !lines, body);
    if (array) {
      output.print(empty ? "[\n" : ",\n");
    }
    empty = false;
    output.print(text + (array ? "" : "\n"));
    output.flush();
  }

  /** One document as text, without a line end. */
  static String document(String schema, Model model, boolean indented, Body body)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      if (indented) {
        json.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      }
      json.writeStartObject();
      json.writeStringField("schema", schema);
      json.writeStringField("vocalith", Version.number());
      if (model != null) {
        json.writeObjectFieldStart("model");
        json.writeStringField("name", model.card().name());
        json.writeStringField("sha256", model.sha256());
        json.writeEndObject();
      }
      body.write(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** A field that is an array of strings. */
  static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** Ends the array, where there is one. */
  @Override
  public void close() throws IOException {
    if (array) {
      output.print(empty ? "[]\n" : "\n]\n");
    }
  }

  /** Writes the fields that follow the first three. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }
}
