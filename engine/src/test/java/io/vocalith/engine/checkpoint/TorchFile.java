package io.vocalith.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts PyTorch zip files together, good ones and others, operation by operation. */
final class TorchFile {
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  TorchFile() {
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
  }

  /** Appends operations as they are. */
  TorchFile raw(int... operations) {
    for (int operation : operations) {
      pickle.write(operation);
    }
    return this;
  }

  TorchFile ascii(String operations) {
    pickle.writeBytes(operations.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  TorchFile global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  TorchFile text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw('X');
    pickle.writeBytes(littleEndian(bytes.length));
    pickle.writeBytes(bytes);
    return this;
  }

  TorchFile number(int number) {
    raw('J');
    pickle.writeBytes(littleEndian(number));
    return this;
  }

  TorchFile tuple(int... numbers) {
    raw('(');
    for (int number : numbers) {
      number(number);
    }
    return raw('t');
  }

  /** A tensor over storage {@code key} of {@code length} values. */
  TorchFile tensor(String storage, String key, int length, int offset, int[] shape, int[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage");
    global("torch", storage).text(key).text("cpu").number(length).raw('t', 'Q');
    number(offset).tuple(shape).tuple(strides).raw(0x89);
    return global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
  }

  TorchFile entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  /** The numbers from 0 as one storage. */
  TorchFile floats(String key, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(i);
    }
    return entry("data/" + key, bytes.array());
  }

  TorchFile deflated() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  byte[] bytes() throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("data.pkl", pickle.toByteArray());
    all.putAll(entries);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> part : all.entrySet()) {
        ZipEntry entry = new ZipEntry("model/" + part.getKey());
        entry.setMethod(method);
        entry.setSize(part.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(part.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return file.toByteArray();
  }

  Checkpoint open() throws IOException {
    return Checkpoint.of(bytes(), "x");
  }

  private static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }
}
