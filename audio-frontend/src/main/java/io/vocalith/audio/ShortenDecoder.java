package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;
import java.io.IOException;
import java.util.Arrays;

/**
 * Shorten, versions 1 to 3 (Robinson, "SHORTEN: Simple lossless and near-lossless waveform
 * compression", CUED/F-INFENG/TR.156, 1994): blocks of one channel after the other, predicted by a
 * polynomial or linear predictor, residuals in Rice codes.
 */
final class ShortenDecoder {
  private static final int MAX_BLOCK = 1 << 16;
  private static final int MAX_ORDER = 1024;
  private static final int MAX_MEANS = 1024;
  private static final int MAX_SHIFT = 31;
  private static final int LPC_BITS = 5;

  private static final int QUIT = 4;
  private static final int BLOCK_SIZE = 5;
  private static final int BIT_SHIFT = 6;
  private static final int QLPC = 7;
  private static final int ZERO = 8;
  private static final int VERBATIM = 9;

  private final BitReader bits;
  private final int version;
  private final ShortenType type;
  private final int channels;
  private final int wrap;
  private final int maxOrder;

  /** (channel, wrap + block): what was decoded before, then the block. */
  private final int[][] history;

  /** (channel, number of means): means of the blocks before; empty where means are not used. */
  private final int[][] means;

  private final int[] output;
  private final int[] coefficients;
  private int blockSize;
  private int shift;
  private int frames;

  /**
   * Reads the stream's header.
   *
   * @param expectedChannels what the file around the stream says
   */
  ShortenDecoder(ByteReader in, int expectedChannels) throws IOException {
    byte[] magic = in.take(5, "its shorten header");
    if (magic[0] != 'a' || magic[1] != 'j' || magic[2] != 'k' || magic[3] != 'g') {
      throw in.failure("the shorten stream does not begin with ajkg");
    }
    version = magic[4];
    if (version < 1 || version > 3) {
      throw in.failure("shorten version " + version + " is not read; versions 1 to 3 are");
    }
    bits = new BitReader(in);
    type = ShortenType.of(header("type", 0, 255), bits);
    channels = header("number of channels", 1, AudioOptions.MAX_CHANNELS);
    if (channels != expectedChannels) {
      throw bits.failure(
          "the shorten stream has %d channels, its header %d"
              .formatted(channels, expectedChannels));
    }
    blockSize = header("block size", 1, MAX_BLOCK);
    maxOrder = header("predictor order", 0, MAX_ORDER);
    int meanCount = header("number of means", 0, MAX_MEANS);
    int skipped = header("number of bytes to skip", 0, Integer.MAX_VALUE);
    for (int i = 0; i < skipped; i++) {
      unsigned(7);
    }
    wrap = Math.max(3, maxOrder);
    history = new int[channels][wrap + blockSize];
    means = new int[channels][meanCount];
    for (int[] mean : means) {
      Arrays.fill(mean, type.offset());
    }
    output = new int[channels * blockSize];
    coefficients = new int[maxOrder];
  }

  /** What {@link #values} are: linear, or codes of one of the laws. */
  Coding coding() {
    return type.coding();
  }

  /** Bytes of a stored sample: 1 or 2. */
  int bytes() {
    return type.bytes();
  }

  /** The stored number of silence, for linear samples. */
  int zero() {
    return type.offset();
  }

  /** Frames of the block. */
  int frames() {
    return frames;
  }

  /** The block, (frames, channels): stored numbers, or codes 0 to 255. */
  int[] values() {
    return output;
  }

  /**
   * Decodes the next block of every channel.
   *
   * @return false at the end the stream itself marks
   * @throws java.io.EOFException where the file ends before
   */
  boolean next() throws IOException {
    int channel = 0;
    while (channel < channels) {
      int command = unsigned(2);
      switch (command) {
        case QUIT -> {
          return false;
        }
        case BLOCK_SIZE -> {
          int size = longNumber();
          if (channel != 0 || size < 1 || size > history[0].length - wrap) {
            throw bits.failure("the shorten block size cannot become " + size + " here");
          }
          blockSize = size;
        }
        case BIT_SHIFT -> {
          shift = unsigned(2);
          if (shift > type.maxShift(MAX_SHIFT)) {
            throw bits.failure("a shorten bit shift of " + shift + " is too large");
          }
        }
        case VERBATIM -> {
          for (int left = unsigned(5); left > 0; left--) {
            unsigned(8);
          }
        }
        case 0, 1, 2, 3, QLPC, ZERO -> block(command, channel++);
        default -> throw bits.failure("there is no shorten command " + command);
      }
    }
    frames = blockSize;
    return true;
  }

  private void block(int command, int channel) throws IOException {
    int[] x = history[channel];
    int offset = offset(means[channel]);
    if (command == ZERO) {
      Arrays.fill(x, wrap, wrap + blockSize, 0);
    } else {
      int width = unsigned(3);
      if (width > 30) {
        throw bits.failure("shorten residuals of " + width + " bits are too wide");
      }
      if (command == QLPC) {
        predictLinearly(x, width, offset);
      } else {
        predictPolynomially(x, width, command, offset);
      }
    }
    remember(means[channel], x);
    for (int i = wrap, at = channel; i < wrap + blockSize; i++, at += channels) {
      output[at] = type.store(x[i], shift);
    }
    // The shift and the codes come after: history is what the predictor works on.
    System.arraycopy(x, blockSize, x, 0, wrap);
  }

  private void predictPolynomially(int[] x, int width, int order, int offset) throws IOException {
    for (int i = wrap; i < wrap + blockSize; i++) {
      x[i] =
          residual(width)
              + switch (order) {
                case 0 -> offset;
                case 1 -> x[i - 1];
                case 2 -> 2 * x[i - 1] - x[i - 2];
                default -> 3 * (x[i - 1] - x[i - 2]) + x[i - 3];
              };
    }
  }

  private void predictLinearly(int[] x, int width, int offset) throws IOException {
    int order = unsigned(2);
    if (order > maxOrder) {
      throw bits.failure(
          "a shorten predictor of order " + order + " where " + maxOrder + " is most");
    }
    for (int j = 0; j < order; j++) {
      coefficients[j] = residual(LPC_BITS);
    }
    for (int j = 1; j <= order; j++) {
      x[wrap - j] -= offset;
    }
    int rounding = version < 2 ? 0 : 1 << LPC_BITS;
    for (int i = wrap; i < wrap + blockSize; i++) {
      int sum = rounding;
      for (int j = 0; j < order; j++) {
        sum += coefficients[j] * x[i - 1 - j];
      }
      x[i] = residual(width) + (sum >> LPC_BITS);
    }
    for (int i = wrap; i < wrap + blockSize; i++) {
      x[i] += offset;
    }
  }

  /** The level a block is predicted around: the mean of the means before it. */
  private int offset(int[] previous) {
    if (previous.length == 0) {
      return type.offset();
    }
    long sum = version < 2 ? 0 : previous.length / 2;
    for (int mean : previous) {
      sum += mean;
    }
    int mean = (int) (sum / previous.length);
    return version < 2 || shift == 0 ? mean : (mean >> (shift - 1)) >> 1;
  }

  private void remember(int[] previous, int[] x) {
    if (previous.length == 0) {
      return;
    }
    long sum = version < 2 ? 0 : blockSize / 2;
    for (int i = wrap; i < wrap + blockSize; i++) {
      sum += x[i];
    }
    System.arraycopy(previous, 1, previous, 0, previous.length - 1);
    int mean = (int) (sum / blockSize);
    previous[previous.length - 1] = version < 2 ? mean : mean << shift;
  }

  private int header(String what, int least, int most) throws IOException {
    int value = longNumber();
    if (value < least || value > most) {
      throw bits.failure(
          "the shorten %s must be %d to %d, not %d".formatted(what, least, most, value));
    }
    return value;
  }

  /** A number whose own width comes first. */
  private int longNumber() throws IOException {
    int width = unsigned(2);
    if (width > 31) {
      throw bits.failure("a shorten number of " + width + " bits is too wide");
    }
    return unsigned(width);
  }

  private int unsigned(int width) throws IOException {
    long value = bits.rice(width);
    if (value > Integer.MAX_VALUE) {
      throw bits.failure("the shorten number " + value + " is too large");
    }
    return (int) value;
  }

  /** Signed: the lowest bit of the code is the sign. */
  private int residual(int width) throws IOException {
    long code = bits.rice(width + 1);
    return (int) ((code >>> 1) ^ -(code & 1));
  }
}
