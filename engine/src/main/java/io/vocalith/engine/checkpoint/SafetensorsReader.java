package io.vocalith.engine.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The index of a safetensors file (huggingface/safetensors, README "Format"): the header's length
 * as 8 little-endian bytes, the header in JSON, the values. Every byte of values belongs to exactly
 * one tensor. MindSpore since 2.4 writes it with {@code __metadata__}: {@code format}, {@code
 * remove_redundancy} and a checksum, {@code crc_num}.
 */
final class SafetensorsReader {
  static final String METADATA = "__metadata__";

  /** The format's own limit. */
  private static final int MAX_HEADER = 100_000_000;

  private static final JsonFactory JSON = new JsonFactory();

  private final ByteSource source;
  private final Map<String, StoredTensor> tensors = CheckpointIndex.empty();
  private final Map<String, String> metadata = new HashMap<>();

  SafetensorsReader(ByteSource source) {
    this.source = source;
  }

  CheckpointIndex read() throws IOException {
    long length = source.read(0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long available = source.size() - Long.BYTES;
    if (length < 2 || length > Math.min(available, MAX_HEADER)) {
      throw source.damaged(
          "the header's length at offset 0 is "
              + Long.toUnsignedString(length)
              + ", expected 2 to "
              + Math.min(available, MAX_HEADER));
    }
    long start = Long.BYTES + length;
    byte[] header = source.read(Long.BYTES, (int) length).array();
    try (JsonParser json = JSON.createParser(header)) {
      readHeader(json, start);
    } catch (JsonProcessingException e) {
      long at = Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset());
      throw notJson(at, e);
    } catch (CharConversionException e) {
      throw notJson(0, e);
    }
    checkOffsets(start);
    checkMetadata();
    return new CheckpointIndex(tensors, List.of());
  }

  private CheckpointException notJson(long at, IOException cause) {
    String reason =
        cause instanceof JsonProcessingException json ? json.getOriginalMessage() : null;
    return new CheckpointException(
        source.origin(),
        "expected a header in JSON, found something else at offset %d%s"
            .formatted(
                Long.BYTES + at,
                reason == null ? "" : " (" + reason.lines().findFirst().orElse("") + ")"),
        cause);
  }

  private void readHeader(JsonParser json, long start) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      if (name.equals(METADATA)) {
        readMetadata(json);
      } else if (tensors.containsKey(name)) {
        throw source.damaged("expected one tensor named " + name + ", found two");
      } else {
        CheckpointIndex.put(tensors, readTensor(json, name, start), source);
      }
    }
  }

  private void readMetadata(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      expect(json, json.nextToken(), JsonToken.VALUE_STRING);
      metadata.put(key, json.getText());
      if (metadata.size() > CheckpointIndex.MAX_ENTRIES) {
        throw source.damaged(
            "expected at most " + CheckpointIndex.MAX_ENTRIES + " entries of metadata, found more");
      }
    }
  }

  private StoredTensor readTensor(JsonParser json, String name, long start) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      switch (key) {
        case "dtype" -> {
          expect(json, value, JsonToken.VALUE_STRING);
          type = json.getText();
        }
        case "shape" -> shape = readNumbers(json, name);
        case "data_offsets" -> offsets = readNumbers(json, name);
        default -> json.skipChildren();
      }
    }
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw source.damaged(
          "tensor " + name + ": expected dtype, shape and two data_offsets in the header");
    }
    long length = offsets.get(1) - offsets.get(0);
    TensorInfo info = new TensorInfo(name, dataType(name, type), shape(name, shape), length);
    long expected = CheckpointIndex.bytes(info.type(), shape);
    if (expected != length || offsets.get(1) > source.size() - start) {
      throw source.damaged(
          "tensor %s has the offsets %s, expected %d bytes for %s %s inside of the %d that follow the"
                  .formatted(name, offsets, expected, type, shape, source.size() - start)
              + " header");
    }
    return new StoredTensor(info, new StoredTensor.Segment(start + offsets.get(0), length));
  }

  private List<Long> readNumbers(JsonParser json, String name) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_ARRAY);
    List<Long> numbers = new ArrayList<>(4);
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      numbers.add(json.getLongValue());
      if (numbers.get(numbers.size() - 1) < 0 || numbers.size() > CheckpointIndex.MAX_DIMENSIONS) {
        throw source.damaged(
            "tensor %s: expected at most %d numbers from 0, found %s"
                .formatted(name, CheckpointIndex.MAX_DIMENSIONS, numbers));
      }
    }
    expect(json, json.currentToken(), JsonToken.END_ARRAY);
    return numbers;
  }

  private DataType dataType(String name, String type) throws CheckpointException {
    return DataType.ofSafetensors(type)
        .orElseThrow(
            () ->
                source.damaged(
                    "tensor " + name + " has the type " + type + ", which cannot be read here"));
  }

  private List<Integer> shape(String name, List<Long> shape) throws CheckpointException {
    try {
      return shape.stream().map(Math::toIntExact).toList();
    } catch (ArithmeticException e) {
      throw new CheckpointException(
          source.origin(), "tensor " + name + " has the impossible shape " + shape, e);
    }
  }

  private void expect(JsonParser json, JsonToken found, JsonToken expected) throws IOException {
    if (found != expected) {
      throw source.damaged(
          "expected %s in the header at offset %d, found %s"
              .formatted(
                  expected, Long.BYTES + json.currentTokenLocation().getByteOffset(), found));
    }
  }

  /** Tensors may neither overlap nor leave bytes between them. */
  private void checkOffsets(long start) throws CheckpointException {
    long at = start;
    Comparator<StoredTensor> byPlace =
        Comparator.comparing(StoredTensor::offset).thenComparing(tensor -> tensor.info().bytes());
    for (StoredTensor tensor : tensors.values().stream().sorted(byPlace).toList()) {
      if (tensor.offset() != at) {
        throw source.damaged(
            "tensor %s starts at offset %d, expected %d, where the one before it ends"
                .formatted(tensor.info().name(), tensor.offset(), at));
      }
      at += tensor.info().bytes();
    }
    if (at != source.size()) {
      throw source.damaged(
          "expected the end of the file at offset " + at + ", found it at " + source.size());
    }
  }

  private void checkMetadata() throws IOException {
    for (String name : metadata.keySet()) {
      if (metadata.get(name).equals("Int4") && tensors.containsKey(name)) {
        throw source.damaged("tensor " + name + " has the type Int4, which cannot be read here");
      }
    }
    String stated = metadata.get("crc_num");
    if (stated != null) {
      String found = Long.toString(checksum());
      if (!stated.equals(found)) {
        throw source.damaged(
            "expected the checksum " + stated + " of crc_num, found " + found + ": it is damaged");
      }
    }
  }

  /**
   * MindSpore's: the CRC-32 of each name and its values, in the order of the names' code points.
   */
  private long checksum() throws IOException {
    CRC32 crc = new CRC32();
    Comparator<String> byCodePoint =
        Comparator.comparing(SafetensorsReader::utf8, Arrays::compareUnsigned);
    for (String name : tensors.keySet().stream().sorted(byCodePoint).toList()) {
      StoredTensor tensor = tensors.get(name);
      crc.update(utf8(name));
      source.update(crc, tensor.offset(), tensor.offset() + tensor.info().bytes());
    }
    return crc.getValue();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
