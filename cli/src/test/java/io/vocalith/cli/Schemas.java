package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Reads JSON outputs and checks them against the schemas that are published. */
final class Schemas {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Schemas() {}

  /** Parses one document and checks it against the schema it names. */
  static JsonNode check(String json) {
    return check(parse(json));
  }

  /** Checks a document against the schema it names. */
  static JsonNode check(JsonNode document) {
    String name = document.path("schema").asText();
    String resource = "schema/" + name.replace('/', '-') + ".schema.json";
    try (InputStream in = Commands.class.getResourceAsStream(resource)) {
      assertNotNull(in, "no schema " + name + " for " + document);
      assertEquals(
          Set.of(),
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(in)
              .validate(document));
      return document;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
