package io.vocalith.engine.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a safetensors file, with MindSpore's mark in its metadata. Wider types come first, so that
 * all values are aligned; the order is otherwise kept.
 */
final class SafetensorsWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private SafetensorsWriter() {}

  static void write(
      OutputStream out, String file, List<TensorInfo> infos, CheckpointWriter.Values values)
      throws IOException {
    List<TensorInfo> ordered =
        infos.stream()
            .sorted(Comparator.comparing((TensorInfo info) -> info.type().bytes()).reversed())
            .toList();
    byte[] header = header(file, ordered);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    byte[] chunk = new byte[ByteSource.CHUNK];
    for (TensorInfo info : ordered) {
      ByteBuffer data = values.of(info).data();
      while (data.hasRemaining()) {
        int length = Math.min(chunk.length, data.remaining());
        data.get(chunk, 0, length);
        out.write(chunk, 0, length);
      }
    }
  }

  /** The JSON, filled with spaces to a multiple of 8 bytes. */
  private static byte[] header(String file, List<TensorInfo> infos) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart(SafetensorsReader.METADATA);
      json.writeStringField("format", "ms");
      json.writeEndObject();
      long offset = 0;
      for (TensorInfo info : infos) {
        writeEntry(json, file, info, offset);
        offset += info.bytes();
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    return bytes.toByteArray();
  }

  private static void writeEntry(JsonGenerator json, String file, TensorInfo info, long offset)
      throws IOException {
    if (info.type() == DataType.STRING) {
      throw new CheckpointException(
          file, "tensor " + info.name() + " is a text, which safetensors cannot hold");
    }
    json.writeObjectFieldStart(info.name());
    json.writeStringField("dtype", info.type().safetensorsName());
    json.writeFieldName("shape");
    json.writeArray(
        info.shape().stream().mapToInt(Integer::intValue).toArray(), 0, info.shape().size());
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {offset, offset + info.bytes()}, 0, 2);
    json.writeEndObject();
  }
}
