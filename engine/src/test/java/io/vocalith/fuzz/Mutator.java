package io.vocalith.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Damages files: flips bits, cuts, inserts, repeats, mixes two, and writes the numbers that break
 * length checks. The same random numbers give the same damage.
 */
final class Mutator {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0xFFFF,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xFFFF_FFFFL,
    1L << 31,
    1L << 40,
    1L << 60,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  /** Damage tends to matter where the lengths are: at the front and at the end. */
  private static final int EDGE = 512;

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  byte[] mutate(List<byte[]> seeds) {
    byte[] bytes = pick(seeds).clone();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      bytes = edit(bytes, seeds);
    }
    return bytes;
  }

  private byte[] edit(byte[] bytes, List<byte[]> seeds) {
    int at = place(bytes.length);
    int length = Math.min(bytes.length - at, random.nextInt(1 << random.nextInt(1, 10)));
    return switch (random.nextInt(8)) {
      case 0, 1 -> flip(bytes, at);
      case 2, 3 -> number(bytes, at);
      case 4 -> splice(bytes, at, length, new byte[0]);
      case 5 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      case 6 -> Arrays.copyOf(bytes, at);
      default -> {
        byte[] other = pick(seeds);
        int from = place(other.length);
        int to = Math.min(other.length, from + random.nextInt(1, 256));
        yield splice(bytes, at, length, Arrays.copyOfRange(other, from, to));
      }
    };
  }

  private byte[] flip(byte[] bytes, int at) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
    }
    return bytes;
  }

  /** Writes one number in one of the widths and orders that files have. */
  private byte[] number(byte[] bytes, int at) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(order);
    long value = NUMBERS[random.nextInt(NUMBERS.length)];
    switch (random.nextInt(4)) {
      case 0 -> number.put((byte) value);
      case 1 -> number.putShort((short) value);
      case 2 -> number.putInt((int) value);
      default -> number.putLong(value);
    }
    int width = Math.min(number.position(), bytes.length - at);
    System.arraycopy(number.array(), 0, bytes, at, width);
    return bytes;
  }

  private int place(int length) {
    int edge = Math.min(length, EDGE);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(edge + 1);
      case 1 -> length - random.nextInt(edge + 1);
      default -> random.nextInt(length + 1);
    };
  }

  private byte[] pick(List<byte[]> seeds) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    byte[] spliced = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, spliced, 0, at);
    System.arraycopy(inserted, 0, spliced, at, inserted.length);
    int rest = at + removed;
    System.arraycopy(bytes, rest, spliced, at + inserted.length, bytes.length - rest);
    return spliced;
  }
}
