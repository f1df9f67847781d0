package io.vocalith.engine.ctc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vocalith.engine.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ten decodes made by ctcmodel's own metric. */
final class GoldenDecodes {
  static final int CLASSES = 62;
  static final int BLANK = 61;

  private GoldenDecodes() {}

  /** Scores cut to the sequence length, and every list of labels of the case by its name. */
  record Case(int number, Matrix logits, Matrix logProbabilities, Map<String, int[]> labels) {
    @Override
    public String toString() {
      return "decode_" + number;
    }
  }

  static List<Case> all() {
    try (JsonParser json = new JsonFactory().createParser(open("decode.json"))) {
      List<Case> cases = new ArrayList<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        cases.add(read(json, cases.size()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(JsonParser json, int number) throws IOException {
    Map<String, int[]> labels = new HashMap<>();
    int length = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY) {
        List<Integer> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(json.getIntValue());
        }
        labels.put(name, values.stream().mapToInt(Integer::intValue).toArray());
      } else if (name.equals("seq_len")) {
        length = json.getIntValue();
      }
    }
    return new Case(
        number,
        matrix("decode_" + number + "_logits.npy", length),
        matrix("decode_" + number + "_logprobs.npy", length),
        labels);
  }

  private static Matrix matrix(String name, int length) throws IOException {
    try (InputStream in = open(name)) {
      ByteBuffer file = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      file.position(10 + file.getShort(8));
      float[] values = new float[length * CLASSES];
      file.asFloatBuffer().get(values);
      return Matrix.of(length, CLASSES, values);
    }
  }

  private static InputStream open(String name) {
    return GoldenDecodes.class.getResourceAsStream("/golden/decode/" + name);
  }
}
