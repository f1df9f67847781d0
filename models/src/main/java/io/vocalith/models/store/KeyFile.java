package io.vocalith.models.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The keys of all speakers: a line of text, the number of entries, per entry 16 bytes of id and 32
 * of key, and a CRC-32C over everything; big-endian. Replaced as a whole: written beside, forced to
 * the disk, renamed over the old file, whose bytes are then overwritten.
 */
final class KeyFile {
  static final byte[] MAGIC = "vocalith-voice-keys/1\n".getBytes(StandardCharsets.US_ASCII);
  static final int KEY_BYTES = 32;

  private static final int ENTRY = 16 + KEY_BYTES;
  private static final int MOST_ENTRIES = 10_000_000;

  private KeyFile() {}

  /**
   * Reads all keys; none where there is no file.
   *
   * @throws StoreException if the file is damaged: without keys there is nothing to read, so
   *     nothing is guessed
   */
  static Map<UUID, byte[]> read(Path file) throws IOException {
    Map<UUID, byte[]> keys = new LinkedHashMap<>();
    if (Files.notExists(file)) {
      return keys;
    }
    long size = Files.size(file);
    int around = MAGIC.length + 4 + 4;
    if (size < around || size > around + (long) MOST_ENTRIES * ENTRY) {
      throw new StoreException(file, "expected a file of keys, found " + size + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    int count = bytes.getInt();
    if (!Arrays.equals(magic, MAGIC) || count < 0 || around + (long) count * ENTRY != size) {
      throw new StoreException(file, "is no file of " + count + " keys");
    }
    if (bytes.getInt((int) size - 4) != checksum(bytes.array(), (int) size - 4)) {
      throw new StoreException(file, "does not match its checksum");
    }
    for (int i = 0; i < count; i++) {
      UUID id = new UUID(bytes.getLong(), bytes.getLong());
      byte[] key = new byte[KEY_BYTES];
      bytes.get(key);
      keys.put(id, key);
    }
    return keys;
  }

  /** Replaces the file; on the disk when it returns. */
  static void write(Path file, Map<UUID, byte[]> keys) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + 4 + keys.size() * ENTRY + 4);
    bytes.put(MAGIC).putInt(keys.size());
    keys.forEach(
        (id, key) ->
            bytes
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(key));
    bytes.putInt(checksum(bytes.array(), bytes.position())).flip();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel = OwnerOnly.create(fresh)) {
      writeAll(channel, bytes);
    }
    if (Files.notExists(file)) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.forceFolder(file);
        writeAll(old, ByteBuffer.allocate((int) old.size()));
      }
    }
    OwnerOnly.forceFolder(file);
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
