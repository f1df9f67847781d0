package io.vocalith.models.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON resource of the tests as maps, lists, strings and doubles. */
public final class JsonResource {
  private JsonResource() {}

  public static Object read(String resource) {
    try (InputStream in = JsonResource.class.getResourceAsStream(resource);
        JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      return value(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> rows(String resource) {
    return (List<Map<String, Object>>) read(resource);
  }

  @SuppressWarnings("unchecked")
  public static double[] doubles(Object list) {
    return ((List<Double>) list).stream().mapToDouble(Double::doubleValue).toArray();
  }

  @SuppressWarnings("unchecked")
  public static int[] ints(Object list) {
    return ((List<Double>) list).stream().mapToInt(Double::intValue).toArray();
  }

  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    return json.currentToken().isNumeric() ? (Object) json.getDoubleValue() : json.getText();
  }
}
