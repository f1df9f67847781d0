package io.vocalith.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the readers put their samples: makes one channel of many, block by block, and refuses what
 * no clip may hold. The mean of channels is taken in double and rounded to float once.
 */
final class ClipBuilder {
  /** Samples set aside on the word of a header alone: 16 MiB. */
  private static final int TRUSTED = 1 << 22;

  private final ByteReader in;
  private final AudioOptions options;
  private final int sampleRate;
  private final int channels;
  private final long expected;
  private final List<String> warnings = new ArrayList<>();
  private float[] samples;
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
    this.expected = Math.min(expected, options.maxSamples());
    this.samples = new float[(int) Math.max(1024, Math.min(this.expected, TRUSTED))];
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
    reserve(frames);
    if (options.channel() > 0 || channels == 1) {
      int at = Math.max(0, options.channel() - 1);
      for (int i = 0; i < frames; i++, at += channels) {
        put((float) interleaved[at]);
      }
    } else {
      for (int i = 0, at = 0; i < frames; i++) {
        double sum = 0;
        for (int c = 0; c < channels; c++) {
          sum += interleaved[at++];
        }
        put((float) (sum / channels));
      }
    }
  }

  private void put(float sample) throws AudioFormatException {
    float magnitude = Math.abs(sample);
    if (!(magnitude <= Float.MAX_VALUE)) {
      throw in.failure("sample " + length + " is " + sample + " where a finite number belongs");
    }
    peak = Math.max(peak, magnitude);
    samples[length++] = sample;
  }

  /** Grows towards the promised length by no more than four times what has really come. */
  private void reserve(int frames) throws AudioFormatException {
    long needed = (long) length + frames;
    if (needed > options.maxSamples()) {
      throw in.failure("is longer than the limit of " + options.maxSamples() + " samples");
    }
    if (needed > samples.length) {
      long promised = Math.min(expected, 4L * samples.length);
      long roomy = Math.min(options.maxSamples(), samples.length * 3L / 2);
      long room = expected >= needed ? promised : roomy;
      samples = Arrays.copyOf(samples, (int) Math.max(needed, room));
    }
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
    float[] exact = length == samples.length ? samples : Arrays.copyOf(samples, length);
    return new AudioClip(exact, sampleRate, in.origin(), info, warnings);
  }
}
