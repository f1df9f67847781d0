package io.vocalith.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bits of a recording, most significant first, with the checksums FLAC wants. The end of the bytes
 * is an {@link EOFException}, which the readers of this package turn into a warning or a sentence.
 */
final class BitReader {
  private static final int CAPACITY = 1 << 16;

  private final ByteReader in;
  private final byte[] buffer = new byte[CAPACITY];
  private final ByteBuffer view = ByteBuffer.wrap(buffer);
  private int next;
  private int limit;

  /** Upcoming bits from the top; those after the first {@code count} are right or 0. */
  private long window;

  private int count;

  private final Crc crc8 = Crc.of8();
  private final Crc crc16 = Crc.of16();
  private int summedTo;
  private boolean header;

  BitReader(ByteReader in) {
    this.in = in;
  }

  /** The next {@code n} bits as an unsigned number, n = 0 to 56. */
  long bits(int n) throws IOException {
    if (n == 0) {
      return 0;
    }
    need(n);
    long value = window >>> (64 - n);
    drop(n);
    return value;
  }

  /** The next {@code n} bits without taking them, where {@link #has} them. */
  long peek(int n) {
    return window >>> (64 - n);
  }

  /** The next {@code n} bits as a two's complement number, n = 0 to 56. */
  long signed(int n) throws IOException {
    if (n == 0) {
      return 0;
    }
    need(n);
    long value = window >> (64 - n);
    drop(n);
    return value;
  }

  /** Zeros before the next one, which is taken too. */
  int unary() throws IOException {
    int zeros = 0;
    while (true) {
      need(1);
      int leading = Long.numberOfLeadingZeros(window);
      if (leading < count) {
        drop(leading + 1);
        return zeros + leading;
      }
      zeros += count;
      drop(count);
    }
  }

  /** A number whose upper part is unary and whose lowest {@code n} bits follow. */
  long rice(int n) throws IOException {
    long high = unary();
    return (high << n) | bits(n);
  }

  /**
   * Numbers coded by {@link #rice}, the lowest bit of a code the sign.
   *
   * @param into receives those of {@code from} to {@code to - 1}
   */
  void residuals(long[] into, int from, int to, int n) throws IOException {
    int at = from;
    while (at < to) {
      at = buffered(into, at, to, n);
      if (at < to) {
        into[at++] = signed(rice(n));
      }
    }
  }

  /** Those that need no look at the end of the buffer, with the window in registers. */
  private int buffered(long[] into, int from, int to, int n) {
    long upcoming = window;
    int left = count;
    int byteAt = next;
    int last = limit - Long.BYTES;
    int at = from;
    for (; at < to; at++) {
      if (left < 32) {
        if (byteAt > last) {
          break;
        }
        upcoming |= view.getLong(byteAt) >>> left;
        int bytes = (63 - left) >> 3;
        byteAt += bytes;
        left += 8 * bytes;
      }
      int zeros = Long.numberOfLeadingZeros(upcoming);
      int length = zeros + 1 + n;
      if (length > left) {
        break;
      }
      // In two steps, since n may be 0 and a shift by 64 is one by 0.
      long low = (upcoming << (zeros + 1)) >>> 1 >>> (63 - n);
      into[at] = signed(((long) zeros << n) | low);
      upcoming <<= length;
      left -= length;
    }
    window = upcoming;
    count = left;
    next = byteAt;
    return at;
  }

  private static long signed(long code) {
    return (code >>> 1) ^ -(code & 1);
  }

  /** Passes over what is left of a byte. */
  void align() {
    drop(count & 7);
  }

  /** Whether at least {@code n} bits are left, n = 1 to 56. */
  boolean has(int n) throws IOException {
    if (count < n) {
      fill();
    }
    return count >= n;
  }

  /** Offset in the recording of the byte that holds the next bit. */
  long offset() {
    return in.offset() - (limit - next) - count / 8;
  }

  AudioFormatException failure(String problem) {
    return new AudioFormatException(in.origin(), offset(), problem);
  }

  /** Begins both checksums at the next byte. */
  void startChecksums() {
    summedTo = next - count / 8;
    crc8.reset();
    crc16.reset();
    header = true;
  }

  /** CRC-8 of the whole bytes taken since the start, which ends it. */
  int crc8() {
    sum();
    header = false;
    return crc8.value();
  }

  /** CRC-16 of the whole bytes taken since the start. */
  int crc16() {
    sum();
    return crc16.value();
  }

  private void sum() {
    int end = next - count / 8;
    if (header) {
      crc8.update(buffer, summedTo, end);
    }
    crc16.update(buffer, summedTo, end);
    summedTo = end;
  }

  private void drop(int n) {
    window <<= n;
    count -= n;
  }

  private void need(int n) throws IOException {
    if (count < n) {
      fill();
      if (count < n) {
        throw new EOFException("end of bits");
      }
    }
  }

  /** Tops the window up to 56 bits or more, or to all there are. */
  private void fill() throws IOException {
    if (limit - next < 8) {
      refill();
    }
    if (limit - next >= 8) {
      window |= view.getLong(next) >>> count;
      int bytes = (63 - count) >> 3;
      next += bytes;
      count += 8 * bytes;
      return;
    }
    while (count <= 55 && next < limit) {
      window |= (buffer[next++] & 0xFFL) << (56 - count);
      count += 8;
    }
  }

  private void refill() throws IOException {
    sum();
    int kept = limit - summedTo;
    System.arraycopy(buffer, summedTo, buffer, 0, kept);
    next -= summedTo;
    summedTo = 0;
    limit = kept + in.read(buffer, kept, CAPACITY - kept);
  }
}
