package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;

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
  private boolean empty = true;

  /**
   * Documents to an output, which stays open.
   *
   * @param several whether more than one may come, so that JSON needs an array around them
   */
  JsonRecords(Output output, Format format, boolean several) {
    this.output = output;
    this.lines = format == Format.JSONL;
    this.array = several && !lines;
  }

  /** Writes one document. */
  void write(String schema, ModelName model, Body body) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      if (!lines) {
        json.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      }
      json.writeStartObject();
      json.writeStringField("schema", schema);
      json.writeStringField("vocalith", Version.number());
      if (model != null) {
        json.writeObjectFieldStart("model");
        json.writeStringField("name", model.name());
        json.writeStringField("sha256", model.sha256());
        json.writeEndObject();
      }
      body.write(json);
      json.writeEndObject();
    }
    if (array) {
      output.print(empty ? "[\n" : ",\n");
    }
    empty = false;
    output.print(text + (array ? "" : "\n"));
    output.flush();
  }

  /** Ends the array, where there is one. */
  @Override
  public void close() throws IOException {
    if (array) {
      output.print(empty ? "[]\n" : "\n]\n");
    }
  }

  /** The model that gave an answer. */
  record ModelName(String name, String sha256) {}

  /** Writes the fields that follow the first three. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }
}
