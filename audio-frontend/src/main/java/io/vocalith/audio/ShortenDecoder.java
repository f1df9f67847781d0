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

  /** What shorten itself can write, as MAX_LPC_ORDER in its source. */
  private static final int MAX_ORDER = 64;

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

  /** (channel, number of means): means of the blocks before, in a ring; empty where not used. */
  private final int[][] means;

  /** Sums of the rows of {@link #means}. */
  private final long[] meanSums;

  private final long[][] output;
  private final long[] residuals;
  private final int[] coefficients;
  private int blockSize;
  private int shift;
  private int frames;
  private int oldestMean;

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
    meanSums = new long[channels];
    Arrays.fill(meanSums, (long) meanCount * type.offset());
    output = new long[channels][blockSize];
    residuals = new long[blockSize];
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

  /** The block, (channels, frames): stored numbers, or codes 0 to 255. */
  long[][] values() {
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
    oldestMean = means[0].length == 0 ? 0 : (oldestMean + 1) % means[0].length;
    return true;
  }

  private void block(int command, int channel) throws IOException {
    int[] x = history[channel];
    int offset = offset(channel);
    if (command == ZERO) {
      Arrays.fill(x, wrap, wrap + blockSize, 0);
      Arrays.fill(output[channel], 0, blockSize, type.store(0, shift));
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
      type.store(x, wrap, blockSize, shift, output[channel]);
    }
    remember(channel, x);
    // The shift and the codes come after: history is what the predictor works on.
    System.arraycopy(x, blockSize, x, 0, wrap);
  }

  /**
   * Residuals are what polynomials of degree -1 to 2 through the samples before miss: differences
   * of the samples, taken as often as the order says. Each pass undoes one.
   */
  private void predictPolynomially(int[] x, int width, int order, int offset) throws IOException {
    bits.residuals(residuals, 0, blockSize, width + 1);
    int level = order == 0 ? offset : 0;
    for (int i = 0; i < blockSize; i++) {
      x[wrap + i] = (int) residuals[i] + level;
    }
    int slope = x[wrap - 1] - x[wrap - 2];
    int bend = slope - (x[wrap - 2] - x[wrap - 3]);
    for (int pass = order; pass > 0; pass--) {
      int sum = pass == 1 ? x[wrap - 1] : pass == 2 ? slope : bend;
      for (int i = wrap; i < wrap + blockSize; i++) {
        sum += x[i];
        x[i] = sum;
      }
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
    bits.residuals(residuals, 0, blockSize, width + 1);
    for (int j = 1; j <= order; j++) {
      x[wrap - j] -= offset;
    }
    int rounding = version < 2 ? 0 : 1 << LPC_BITS;
    for (int i = wrap; i < wrap + blockSize; i++) {
      int sum = rounding;
      for (int j = 0; j < order; j++) {
        sum += coefficients[j] * x[i - 1 - j];
      }
      x[i] = (int) residuals[i - wrap] + (sum >> LPC_BITS);
    }
    for (int i = wrap; i < wrap + blockSize; i++) {
      x[i] += offset;
    }
  }

  /** The level a block is predicted around: the mean of the means before it. */
  private int offset(int channel) {
    int count = means[channel].length;
    if (count == 0) {
      return type.offset();
    }
    int mean = (int) ((meanSums[channel] + (version < 2 ? 0 : count / 2)) / count);
    return version < 2 || shift == 0 ? mean : (mean >> (shift - 1)) >> 1;
  }

  private void remember(int channel, int[] x) {
    if (means[channel].length == 0) {
      return;
    }
    long sum = version < 2 ? 0 : blockSize / 2;
    for (int i = wrap; i < wrap + blockSize; i++) {
      sum += x[i];
    }
    int mean = (int) (sum / blockSize);
    int kept = version < 2 ? mean : mean << shift;
    meanSums[channel] += kept - means[channel][oldestMean];
    means[channel][oldestMean] = kept;
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
