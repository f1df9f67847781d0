package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a zip archive of stored entries (PKWARE APPNOTE 4.3), read by position.
 * {@code java.util.zip} reads such archives from a file only: its stream refuses stored entries
 * whose lengths follow the data, which is how PyTorch writes them.
 */
final class ZipDirectory {
  static final int LOCAL_HEADER = 0x04034B50;
  static final int END_OF_DIRECTORY = 0x06054B50;
  private static final int DIRECTORY_HEADER = 0x02014B50;
  private static final int END_OF_DIRECTORY_64 = 0x06064B50;
  private static final int LOCATOR_64 = 0x07064B50;
  private static final int LOCAL_HEADER_LENGTH = 30;
  private static final int DIRECTORY_HEADER_LENGTH = 46;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_64_LENGTH = 20;
  private static final int END_64_LENGTH = 56;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int MAX_DIRECTORY = 64 << 20;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  private final ByteSource source;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(long headerOffset, long length) {}

  ZipDirectory(ByteSource source) throws IOException {
    this.source = source;
    long end = findEnd();
    ByteBuffer record = bytes(end, END_LENGTH);
    long length = Integer.toUnsignedLong(record.getInt(12));
    long offset = Integer.toUnsignedLong(record.getInt(16));
    if (length == IN_ZIP64 || offset == IN_ZIP64) {
      ByteBuffer wide = findEnd64(end);
      length = wide.getLong(40);
      offset = wide.getLong(48);
    }
    if (offset < 0 || length < 0 || length > MAX_DIRECTORY || offset > end - length) {
      throw source.damaged(
          "the zip directory is stated to have %s bytes at offset %s, expected it before offset %d"
              .formatted(Long.toUnsignedString(length), Long.toUnsignedString(offset), end));
    }
    readEntries(offset, bytes(offset, (int) length));
  }

  /** Names of all entries. */
  Iterable<String> names() {
    return entries.keySet();
  }

  boolean contains(String name) {
    return entries.containsKey(name);
  }

  /** Where an entry's bytes lie. */
  StoredTensor.Segment locate(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw source.damaged("expected an entry " + name + " in the zip file, found none");
    }
    ByteBuffer header = bytes(entry.headerOffset, LOCAL_HEADER_LENGTH);
    if (header.getInt(0) != LOCAL_HEADER) {
      throw source.damaged(
          "expected the header of entry "
              + name
              + " at offset "
              + entry.headerOffset
              + ", found other bytes");
    }
    long start =
        entry.headerOffset + LOCAL_HEADER_LENGTH + unsigned(header, 26) + unsigned(header, 28);
    if (entry.length > source.size() - start) {
      throw source.damaged(
          "truncated: entry %s at offset %d states %d bytes, there are %d"
              .formatted(name, start, entry.length, Math.max(0, source.size() - start)));
    }
    return new StoredTensor.Segment(start, entry.length);
  }

  private long findEnd() throws IOException {
    int length = (int) Math.min(source.size(), END_LENGTH + MAX_COMMENT);
    long start = source.size() - length;
    ByteBuffer tail = bytes(start, length);
    for (int at = length - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END_OF_DIRECTORY
          && unsigned(tail, at + 20) == length - at - END_LENGTH) {
        return start + at;
      }
    }
    throw source.damaged(
        "truncated: expected the end of a zip directory before offset "
            + source.size()
            + ", found none");
  }

  private ByteBuffer findEnd64(long end) throws IOException {
    ByteBuffer locator = bytes(end - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH);
    ByteBuffer record =
        locator.getInt(0) == LOCATOR_64 ? bytes(locator.getLong(8), END_64_LENGTH) : locator;
    if (record.getInt(0) != END_OF_DIRECTORY_64) {
      throw source.damaged(
          "expected a zip64 directory before offset " + end + ", found other bytes");
    }
    return record;
  }

  private void readEntries(long offset, ByteBuffer directory) throws CheckpointException {
    while (directory.hasRemaining()) {
      int at = directory.position();
      int length = DIRECTORY_HEADER_LENGTH;
      if (directory.remaining() >= length && directory.getInt(at) == DIRECTORY_HEADER) {
        length += unsigned(directory, at + 28);
        length += unsigned(directory, at + 30) + unsigned(directory, at + 32);
      }
      if (directory.remaining() < length || directory.getInt(at) != DIRECTORY_HEADER) {
        throw source.damaged(
            "expected an entry of the zip directory at offset "
                + (offset + at)
                + ", found other bytes");
      }
      readEntry(directory.slice(at, length).order(ByteOrder.LITTLE_ENDIAN));
      directory.position(at + length);
    }
  }

  private void readEntry(ByteBuffer header) throws CheckpointException {
    int nameLength = unsigned(header, 28);
    byte[] name = new byte[nameLength];
    header.get(DIRECTORY_HEADER_LENGTH, name);
    String text = new String(name, StandardCharsets.UTF_8);
    if (unsigned(header, 10) != 0) {
      throw source.damaged("entry " + text + " is compressed, expected it stored as PyTorch does");
    }
    if ((unsigned(header, 8) & 1) != 0) {
      throw source.damaged("entry " + text + " is encrypted, expected it in the clear");
    }
    long length = Integer.toUnsignedLong(header.getInt(24));
    long start = Integer.toUnsignedLong(header.getInt(42));
    ByteBuffer wide = zip64(header, DIRECTORY_HEADER_LENGTH + nameLength, unsigned(header, 30));
    try {
      length = length == IN_ZIP64 ? wide.getLong() : length;
      if (Integer.toUnsignedLong(header.getInt(20)) == IN_ZIP64) {
        wide.getLong();
      }
      start = start == IN_ZIP64 ? wide.getLong() : start;
    } catch (BufferUnderflowException e) {
      throw new CheckpointException(
          source.origin(),
          "entry " + text + ": expected its length in a zip64 field, found none",
          e);
    }
    if (start < 0 || length < 0 || entries.size() > 2 * CheckpointIndex.MAX_ENTRIES) {
      throw source.damaged("entry " + text + " has an impossible offset or length");
    }
    entries.put(text, new Entry(start, length));
  }

  /** The extra field 1 with the 64-bit numbers; empty where there is none. */
  private static ByteBuffer zip64(ByteBuffer header, int from, int length) {
    int end = from + length;
    for (int at = from; at + 4 <= end; at += 4 + unsigned(header, at + 2)) {
      int size = Math.min(unsigned(header, at + 2), end - at - 4);
      if (unsigned(header, at) == 1) {
        return header.slice(at + 4, size).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return ByteBuffer.allocate(0);
  }

  private ByteBuffer bytes(long offset, int length) throws IOException {
    return source.read(offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
