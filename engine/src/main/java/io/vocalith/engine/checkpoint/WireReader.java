package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the protocol-buffer encoding (varints, lengths, texts) through a small window and passes
 * over the rest, with positions of 64 bits: protobuf-java's own stream counts bytes in an int and
 * would hold every tensor in memory.
 */
final class WireReader {
  private static final int WINDOW = 4096;

  private final ByteSource source;
  private final long end;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  /** Reads from the start of the source up to {@code end}. */
  WireReader(ByteSource source, long end) {
    this.source = source;
    this.end = end;
  }

  long position() {
    return windowStart + window.position();
  }

  /** Moves on by a number of bytes that was read from the file and checked against its parent. */
  void skip(long length) {
    if (length <= window.remaining()) {
      window.position(window.position() + (int) length);
    } else {
      windowStart = position() + length;
      window.clear().limit(0);
    }
  }

  /** Checks that the fields of a message ended where the message does. */
  void expectAt(long end) throws CheckpointException {
    if (position() != end) {
      throw source.damaged(
          "expected the end of a value at offset " + end + ", found a field up to " + position());
    }
  }

  /** Up to 64 bits, seven a byte, the lowest first. */
  long varint() throws IOException {
    long start = position();
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw source.damaged(
        "expected a number of at most ten bytes at offset " + start + ", found a longer one");
  }

  /** A length and where what it measures ends, which must be inside of its parent. */
  long lengthWithin(long parentEnd, String what) throws IOException {
    long start = position();
    long length = varint();
    if (length < 0 || length > parentEnd - position()) {
      throw source.damaged(
          "truncated: "
              + what
              + " at offset "
              + start
              + " states "
              + Long.toUnsignedString(length)
              + " bytes, there are "
              + Math.max(0, parentEnd - position()));
    }
    return length;
  }

  /** A UTF-8 text with its length before it. */
  String text(long parentEnd, String what) throws IOException {
    long start = position();
    long length = lengthWithin(parentEnd, what);
    if (length > CheckpointIndex.MAX_NAME) {
      throw source.damaged(
          "expected "
              + what
              + " of at most "
              + CheckpointIndex.MAX_NAME
              + " bytes at offset "
              + start
              + ", found "
              + length);
    }
    ByteBuffer bytes = take((int) length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw source.damaged(
          "expected " + what + " in UTF-8 at offset " + start + ", found other bytes");
    }
  }

  /** The next bytes, which were checked to be there and are fewer than a window holds. */
  private ByteBuffer take(int length) throws IOException {
    if (window.remaining() < length) {
      refill();
    }
    ByteBuffer bytes = window.slice(window.position(), length);
    window.position(window.position() + length);
    return bytes;
  }

  private byte next() throws IOException {
    if (!window.hasRemaining()) {
      if (position() >= end) {
        throw source.damaged("truncated: the file ends inside of a value at offset " + end);
      }
      refill();
    }
    return window.get();
  }

  private void refill() throws IOException {
    windowStart = position();
    window.clear().limit((int) Math.min(WINDOW, end - windowStart));
    source.read(windowStart, window);
    window.flip();
  }
}
