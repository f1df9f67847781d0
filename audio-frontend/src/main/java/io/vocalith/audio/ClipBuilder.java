package io.vocalith.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the readers put their samples: makes one channel of many, block by block, and refuses what
 * no clip may hold. The mean of channels is taken in double and rounded to float once.
 */
final class ClipBuilder {
  /** Bytes that a sample counts for at least: the work with fewer bits is hardly less. */
  private static final int LEAST_BYTES = 3;

  private final ByteReader in;
  private final AudioOptions options;
  private final int sampleRate;
  private final int channels;
  private final List<String> warnings = new ArrayList<>();
  private long most;
  private final List<float[]> full = new ArrayList<>();
  private float[] block;
  private int used;
  private long[] sums = {};
  private int length;
  private float peak;

  /**
   * @param in names the recording and the offset in messages
   * @param expected frames the header promises, or -1
   * @throws AudioFormatException for a rate or channels out of range, or a channel that is not
   *     there
   */
  ClipBuilder(ByteReader in, AudioOptions options, long sampleRate, long channels, long expected)
      throws AudioFormatException {
    if (sampleRate < AudioOptions.MIN_RATE || sampleRate > AudioOptions.MAX_RATE) {
      throw in.failure(
          "the sampling rate must be %d to %d Hz, not %d"
              .formatted(AudioOptions.MIN_RATE, AudioOptions.MAX_RATE, sampleRate));
    }
    if (channels < 1 || channels > AudioOptions.MAX_CHANNELS) {
      throw in.failure(
          "the number of channels must be 1 to " + AudioOptions.MAX_CHANNELS + ", not " + channels);
    }
    if (options.channel() > channels) {
      throw in.failure(
          "has " + channels + " channels, so there is no channel " + options.channel());
    }
    this.in = in;
    this.options = options;
    this.sampleRate = (int) sampleRate;
    this.channels = (int) channels;
    this.most = options.maxSamples();
    // A header alone is trusted with no more than a block.
    this.block = new float[(int) Math.max(1024, Math.min(expected, Samples.BLOCK))];
    if (options.channel() == AudioOptions.UNSTATED && channels > 1) {
      warn(channels + " channels were mixed down to one; a channel can be chosen instead");
    }
  }

  int channels() {
    return channels;
  }

  /** Frames taken so far. */
  int frames() {
    return length;
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /**
   * Says that the samples come from a coding in which a few bytes can stand for any number of them.
   * All channels together may then take as many bytes as the longest clip, which bounds the time.
   *
   * @param bytes of a sample as the coding counts them
   */
  void unpacks(int bytes) {
    most = Math.min(most, maxBytes() / ((long) channels * Math.max(LEAST_BYTES, bytes)));
  }

  /** The bytes of the longest clip. */
  private long maxBytes() {
    return (long) Float.BYTES * options.maxSamples();
  }

  /** Warns where a header promised more frames than have come. */
  void warnIfCut(long promised) {
    if (length < promised) {
      warn(
          "the file is cut: its header promises %d samples of each channel, %d are missing"
              .formatted(promised, promised - length));
    }
  }

  /**
   * Takes whole frames.
   *
   * @param interleaved (frames, channels), full scale 1
   */
  void add(double[] interleaved, int frames) throws AudioFormatException {
    checkLimits(frames);
    for (int from = 0; from < frames; ) {
      int count = room(frames - from);
      put(interleaved, from, count);
      taken(count);
      from += count;
    }
  }

  private void put(double[] interleaved, int from, int count) throws AudioFormatException {
    boolean mixed = isMixed();
    int at = from * channels + Math.max(0, options.channel() - 1);
    for (int i = 0; i < count; i++, at += channels) {
      double sum = interleaved[at];
      for (int c = 1; mixed && c < channels; c++) {
        sum += interleaved[at + c];
      }
      float sample = (float) (mixed ? sum / channels : sum);
      float magnitude = Math.abs(sample);
      if (!(magnitude <= Float.MAX_VALUE)) {
        throw in.failure(
            "sample " + (length + i) + " is " + sample + " where a finite number belongs");
      }
      peak = Math.max(peak, magnitude);
      block[used + i] = sample;
    }
  }

  /**
   * Takes whole frames of integers.
   *
   * @param planes (channels, frames), each of magnitude below 2^40
   * @param unit a power of two: what 1 is where full scale is 1
   */
  void add(long[][] planes, int frames, double unit) throws AudioFormatException {
    checkLimits(frames);
    long[] x = isMixed() ? sum(planes, frames) : planes[Math.max(0, options.channel() - 1)];
    for (int from = 0; from < frames; ) {
      int count = room(frames - from);
      put(x, from, count, unit);
      taken(count);
      from += count;
    }
  }

  private void put(long[] x, int from, int count, double unit) {
    int divisor = isMixed() ? channels : 1;
    long extreme = 0;
    for (int i = 0; i < count; i++) {
      extreme = Math.max(extreme, Math.abs(x[from + i]));
      block[used + i] = (float) (x[from + i] * unit / divisor);
    }
    peak = Math.max(peak, (float) (extreme * unit / divisor));
  }

  private boolean isMixed() {
    return options.channel() <= 0 && channels > 1;
  }

  private long[] sum(long[][] planes, int frames) {
    if (sums.length < frames) {
      sums = new long[frames];
    }
    System.arraycopy(planes[0], 0, sums, 0, frames);
    for (int c = 1; c < channels; c++) {
      long[] plane = planes[c];
      for (int i = 0; i < frames; i++) {
        sums[i] += plane[i];
      }
    }
    return sums;
  }

  private void checkLimits(int frames) throws AudioFormatException {
    long needed = (long) length + frames;
    if (needed > options.maxSamples()) {
      throw in.failure("is longer than the limit of " + options.maxSamples() + " samples");
    }
    if (needed > most) {
      throw in.failure(
          "unpacks to more than the limit of " + maxBytes() + " bytes in all channels together");
    }
  }

  /** How many of {@code wanted} samples the block takes, after making it larger or a new one. */
  private int room(int wanted) {
    if (used == Samples.BLOCK) {
      full.add(block);
      block = new float[Samples.BLOCK];
      used = 0;
    } else if (used == block.length) {
      block = Arrays.copyOf(block, (int) Math.min(Samples.BLOCK, 2L * Math.max(used, wanted)));
    }
    return Math.min(wanted, block.length - used);
  }

  private void taken(int count) {
    used += count;
    length += count;
  }

  /**
   * The clip.
   *
   * @throws AudioFormatException if there is not one sample
   */
  AudioClip build(String container, String coding, int bits) throws AudioFormatException {
    if (length == 0) {
      throw in.failure("holds no samples");
    }
    if (peak > 1) {
      warn("samples reach " + peak + " where full scale is 1; they are kept as they are");
    }
    AudioInfo info = new AudioInfo(container, coding, sampleRate, channels, length, bits);
    full.add(used == block.length ? block : Arrays.copyOf(block, used));
    return new AudioClip(new Samples(full, length), sampleRate, in.origin(), info, warnings);
  }
}
