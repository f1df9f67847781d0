package io.vocalith.models.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One record of the log, little-endian: a mark, the length of what follows the checksum, the
 * CRC-32C of that length and of what follows, then the type, the sequence number, the speaker's id
 * and the encrypted content.
 *
 * @param type what it says
 * @param sequence number of the record, rising through the file
 * @param speaker whose it is
 * @param content nonce and ciphertext; empty for a removal
 */
record LogRecord(Type type, long sequence, UUID speaker, byte[] content) {
  /** What a record says. */
  enum Type {
    /** The speaker's name from here on. */
    NAME,
    /** A voiceprint of the speaker. */
    VOICE,
    /** The speaker was removed on purpose. */
    REMOVAL
  }

  static final int MARK = 0xA5C3_5E01;
  static final int PREFIX = 12;
  static final int HEAD = 1 + 8 + 16;

  /** No name and no voiceprint comes near this. */
  static final int LONGEST = 64 << 10;

  byte[] encoded() {
    ByteBuffer buffer = buffer(PREFIX + HEAD + content.length);
    buffer.putInt(MARK).putInt(HEAD + content.length).putInt(0);
    buffer.put(head(type, sequence, speaker)).put(content);
    buffer.putInt(8, checksum(buffer.array(), 0, HEAD + content.length));
    return buffer.array();
  }

  /** What encryption binds the content to: the same content elsewhere is refused. */
  byte[] head() {
    return head(type, sequence, speaker);
  }

  static byte[] head(Type type, long sequence, UUID speaker) {
    return buffer(HEAD)
        .put((byte) type.ordinal())
        .putLong(sequence)
        .putLong(speaker.getMostSignificantBits())
        .putLong(speaker.getLeastSignificantBits())
        .array();
  }

  /** Length of the body that starts here with a mark, or -1 if none can. */
  static int bodyLength(byte[] bytes, int at) {
    ByteBuffer buffer = buffer(bytes, at, PREFIX);
    int mark = buffer.getInt();
    int length = buffer.getInt();
    return mark == MARK && length >= HEAD && length <= LONGEST ? length : -1;
  }

  /** The record at a place where {@link #bodyLength} found one and all of it lies in the bytes. */
  static LogRecord decode(byte[] bytes, int at, int length) {
    if (buffer(bytes, at + 8, 4).getInt() != checksum(bytes, at, length)) {
      return null;
    }
    ByteBuffer body = buffer(bytes, at + PREFIX, length);
    int type = body.get();
    if (type < 0 || type >= Type.values().length) {
      return null;
    }
    long sequence = body.getLong();
    UUID speaker = new UUID(body.getLong(), body.getLong());
    byte[] content = new byte[body.remaining()];
    body.get(content);
    return new LogRecord(Type.values()[type], sequence, speaker, content);
  }

  private static int checksum(byte[] bytes, int at, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, at + 4, 4);
    checksum.update(bytes, at + PREFIX, length);
    return (int) checksum.getValue();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer buffer(byte[] bytes, int at, int length) {
    return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
