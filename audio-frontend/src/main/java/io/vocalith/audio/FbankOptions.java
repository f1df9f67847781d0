package io.vocalith.audio;

/**
 * Settings of {@link Fbank}.
 *
 * @param sampleRate rate of the signal in Hz
 * @param frames how the signal is cut; frames are centred on multiples of the hop
 * @param mel the filters
 * @param topDecibels values further than this below the recording's largest are raised to that
 *     floor
 * @param removeMean whether each column's mean over the recording is subtracted at last
 */
public record FbankOptions(
    int sampleRate, FrameOptions frames, MelOptions mel, double topDecibels, boolean removeMean) {

  /**
   * What ecapa_tdnn feeds its network, SpeechBrain's defaults with 80 filters: 25 ms every 10 ms, a
   * periodic Hamming window, 400 points, 0 to 8 kHz, 80 dB of range, sentence mean removed.
   */
  public static final FbankOptions DEFAULTS =
      new FbankOptions(
          16000,
          new FrameOptions(400, 160, WindowShape.HAMMING_PERIODIC, 400),
          new MelOptions(80, 0, 8000),
          80,
          true);

  /**
   * Checks every field against the others.
   *
   * @throws IllegalArgumentException naming the field, what was expected and what was found
   */
  public FbankOptions {
    if (frames == null || mel == null) {
      throw new IllegalArgumentException("expected frame and mel options, found none");
    }
    mel = mel.within(sampleRate);
    if (!(topDecibels > 0 && topDecibels < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive range in decibels, found " + topDecibels);
    }
  }

  /** These settings with another cut of the signal. */
  public FbankOptions withFrames(FrameOptions value) {
    return new FbankOptions(sampleRate, value, mel, topDecibels, removeMean);
  }

  /** These settings with other filters. */
  public FbankOptions withMel(MelOptions value) {
    return new FbankOptions(sampleRate, frames, value, topDecibels, removeMean);
  }

  /** These settings with or without the removal of each column's mean. */
  public FbankOptions withMeanRemoved(boolean value) {
    return new FbankOptions(sampleRate, frames, mel, topDecibels, value);
  }
}
