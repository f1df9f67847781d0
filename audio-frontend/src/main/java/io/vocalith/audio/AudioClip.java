package io.vocalith.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * One channel of sound: samples of full scale 1 at one rate, with what its reader had to remark.
 * Immutable and safe for use by many threads.
 *
 * <p>The format of a recording is found by its content, never by its name; {@code package-info}
 * lists the formats. A 16-bit sample {@code s} becomes {@code s / 32768f} exactly, so that {@code
 * 32768 * sample} gives the stored integer back; integers of more than 24 bits are rounded to float
 * once. Floating-point samples beyond full scale are kept, with a warning.
 */
public final class AudioClip {
  /** A recording at a very low rate would be any number of hours, and fill any memory. */
  private static final int MAX_RESAMPLED = 1 << 29;

  private final Samples samples;
  private final int sampleRate;
  private final String origin;
  private final AudioInfo info;
  private final List<String> warnings;

  AudioClip(Samples samples, int sampleRate, String origin, AudioInfo info, List<String> warnings) {
    this.samples = samples;
    this.sampleRate = sampleRate;
    this.origin = origin;
    this.info = info;
    this.warnings = List.copyOf(warnings);
  }

  /** {@link #of(Path, AudioOptions)} with {@link AudioOptions#DEFAULTS}. */
  public static AudioClip of(Path file) throws IOException {
    return of(file, AudioOptions.DEFAULTS);
  }

  /**
   * Reads a recording from a file.
   *
   * @throws AudioFormatException if the file is no recording that can be used
   * @throws IOException if the file cannot be read
   */
  public static AudioClip of(Path file, AudioOptions options) throws IOException {
    try (ByteReader in = ByteReader.of(file)) {
      return AudioReader.read(in, options);
    }
  }

  /** {@link #of(byte[], String, AudioOptions)} with {@link AudioOptions#DEFAULTS}. */
  public static AudioClip of(byte[] recording, String origin) throws IOException {
    return of(recording, origin, AudioOptions.DEFAULTS);
  }

  /**
   * Reads a recording, a whole file's content, from memory.
   *
   * @param origin what messages call it
   * @throws AudioFormatException if the bytes are no recording that can be used
   */
  public static AudioClip of(byte[] recording, String origin, AudioOptions options)
      throws IOException {
    return AudioReader.read(ByteReader.of(recording, origin), options);
  }

  /** {@link #of(InputStream, String, AudioOptions)} with {@link AudioOptions#DEFAULTS}. */
  public static AudioClip of(InputStream recording, String origin) throws IOException {
    return of(recording, origin, AudioOptions.DEFAULTS);
  }

  /**
   * Reads a recording from a stream, to the end of the recording or of the stream; bytes beyond the
   * recording may have been taken from the stream. The stream is not closed.
   *
   * @param origin what messages call it
   * @throws AudioFormatException if the stream holds no recording that can be used
   * @throws IOException if the stream cannot be read
   */
  public static AudioClip of(InputStream recording, String origin, AudioOptions options)
      throws IOException {
    return AudioReader.read(ByteReader.of(recording, origin), options);
  }

  /**
   * A clip of these samples, which are copied.
   *
   * @param samples full scale is 1
   * @param sampleRate in Hz, {@link AudioOptions#MIN_RATE} to {@link AudioOptions#MAX_RATE}
   * @throws IllegalArgumentException for no samples, a sample that is NaN or infinite, or a rate
   *     out of range
   */
  public static AudioClip of(float[] samples, int sampleRate) {
    AudioOptions.checkedRate(sampleRate);
    if (samples.length == 0) {
      throw new IllegalArgumentException("a clip needs at least one sample, found none");
    }
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new IllegalArgumentException(
            "samples must be finite numbers; sample " + i + " is " + samples[i]);
      }
    }
    AudioInfo info = new AudioInfo("samples", "float", sampleRate, 1, samples.length, 32);
    return new AudioClip(Samples.of(samples), sampleRate, "samples", info, List.of());
  }

  /** Samples a second. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Number of samples, at least 1. */
  public int length() {
    return samples.length();
  }

  /** Duration: length / rate. */
  public double seconds() {
    return (double) samples.length() / sampleRate;
  }

  /** A copy of the samples. */
  public float[] samples() {
    return samples.range(0, samples.length());
  }

  /**
   * A copy of the samples {@code from} to {@code to - 1}, for work on long clips piece by piece.
   *
   * @throws IndexOutOfBoundsException if they are not all there
   */
  public float[] samples(int from, int to) {
    Objects.checkFromToIndex(from, to, samples.length());
    return samples.range(from, to);
  }

  /** All samples, for the front ends of this package, which only read them. */
  float[] data() {
    return samples.whole();
  }

  /** What the reader remarked, one sentence each; empty for a recording in order. */
  public List<String> warnings() {
    return warnings;
  }

  /** What messages call this clip. */
  public String origin() {
    return origin;
  }

  /** What the recording says of itself; unchanged by {@link #resampled}. */
  public AudioInfo info() {
    return info;
  }

  /**
   * The same sound at another rate, through {@link Resampler}; this clip where the rate is the
   * same.
   *
   * @throws IllegalArgumentException for a rate out of range or a result of more than 2^29 samples,
   *     9.3 hours at 16 kHz
   */
  public AudioClip resampled(int rate) {
    if (rate == sampleRate) {
      return this;
    }
    Resampler resampler = new Resampler(sampleRate, rate);
    int result = resampler.outputLength(length());
    if (result > MAX_RESAMPLED) {
      throw new IllegalArgumentException(
          "%s: %d samples at %d Hz are %d at %d Hz, more than the limit of %d"
              .formatted(origin, length(), sampleRate, result, rate, MAX_RESAMPLED));
    }
    return new AudioClip(resampler.apply(samples), rate, origin, info, warnings);
  }

  @Override
  public String toString() {
    return origin + ": " + samples.length() + " samples at " + sampleRate + " Hz";
  }
}
