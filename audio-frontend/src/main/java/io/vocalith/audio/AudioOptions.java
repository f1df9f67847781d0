package io.vocalith.audio;

/**
 * How a recording becomes a clip.
 *
 * @param channel the channel to use, counted from 1; {@link #MIX} for the mean of all; {@link
 *     #UNSTATED} for the mean of all with a warning where there is more than one
 * @param acceptDamaged whether to read, with a warning, a recording that contradicts its own
 *     checksum or its stated extremes; such a recording is refused otherwise
 * @param maxSamples the most samples a clip may have, 1 to 2^31 - 9; a longer recording is refused.
 *     Each takes four bytes. In FLAC, shorten and what plug-ins decode, a few bytes can stand for
 *     any number of samples: there all channels together may unpack to no more than four bytes for
 *     each of these samples either, where a sample counts as three bytes at least. With the default
 *     that is a GiB: an hour of stereo at 48 kHz, for example
 */
public record AudioOptions(int channel, boolean acceptDamaged, int maxSamples) {
  /** Mix all channels down without a warning. */
  public static final int MIX = 0;

  /** Mix all channels down, and say so. */
  public static final int UNSTATED = -1;

  /** The lowest sampling rate that is read, in Hz. */
  public static final int MIN_RATE = 1_000;

  /** The highest sampling rate that is read, in Hz. */
  public static final int MAX_RATE = 768_000;

  /** The most channels a recording may have. */
  public static final int MAX_CHANNELS = 64;

  /** Mixed down with a warning, damage refused, at most 2^28 samples (4.6 hours at 16 kHz). */
  public static final AudioOptions DEFAULTS = new AudioOptions(UNSTATED, false, 1 << 28);

  /** The largest array every JVM grants. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * @throws IllegalArgumentException for a channel outside -1 to 64 or a limit outside its range
   */
  public AudioOptions {
    if (channel < UNSTATED || channel > MAX_CHANNELS) {
      throw new IllegalArgumentException(
          "channel must be 1 to " + MAX_CHANNELS + " or 0 to mix, not " + channel);
    }
    if (maxSamples < 1 || maxSamples > MAX_ARRAY) {
      throw new IllegalArgumentException(
          "maxSamples must be 1 to " + MAX_ARRAY + ", not " + maxSamples);
    }
  }

  /** The rate, where it is within the limits of the caller's choice. */
  static int checkedRate(int hertz) {
    if (hertz < MIN_RATE || hertz > MAX_RATE) {
      throw new IllegalArgumentException(
          "the sampling rate must be %d to %d Hz, not %d".formatted(MIN_RATE, MAX_RATE, hertz));
    }
    return hertz;
  }

  /** The same with another channel, counted from 1, or {@link #MIX}. */
  public AudioOptions withChannel(int other) {
    return new AudioOptions(other, acceptDamaged, maxSamples);
  }

  /** The same with or without damaged recordings. */
  public AudioOptions withAcceptDamaged(boolean accept) {
    return new AudioOptions(channel, accept, maxSamples);
  }

  /** The same with another limit. */
  public AudioOptions withMaxSamples(int limit) {
    return new AudioOptions(channel, acceptDamaged, limit);
  }
}
