package io.vocalith.audio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds files byte by byte, numbers in either order. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean big;

  private Bytes(boolean big) {
    this.big = big;
  }

  static Bytes little() {
    return new Bytes(false);
  }

  static Bytes big() {
    return new Bytes(true);
  }

  Bytes text(String ascii) {
    return bytes(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  Bytes bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes zeros(int count) {
    return bytes(new byte[count]);
  }

  Bytes u16(int value) {
    return number(value, 2);
  }

  Bytes u32(long value) {
    return number(value, 4);
  }

  /** The lowest {@code size} bytes of a number. */
  Bytes number(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >> (8 * (big ? size - 1 - i : i))));
    }
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toArray() {
    return out.toByteArray();
  }
}
