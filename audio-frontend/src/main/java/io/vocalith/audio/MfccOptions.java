package io.vocalith.audio;

/**
 * Settings of {@link Mfcc}.
 *
 * @param sampleRate rate of the signal in Hz
 * @param frames how the signal is cut
 * @param preEmphasis share of the sample before that is subtracted from each sample; 0 for none
 * @param mel the filters, whose edges are rounded down to whole FFT bins
 * @param coefficients cepstral coefficients kept, counted from the zeroth
 * @param lifter length L of the sine lifter 1 + L/2 sin(pi n / L); 0 for none
 * @param differences order of backward differences appended, 0 to 2; so many first frames are
 *     dropped
 * @param removeMean whether each column's mean over the recording is subtracted at last
 */
public record MfccOptions(
    int sampleRate,
    FrameOptions frames,
    double preEmphasis,
    MelOptions mel,
    int coefficients,
    int lifter,
    int differences,
    boolean removeMean) {

  /**
   * What MindSpore's ctcmodel feeds its network: frames of 10 ms every 5 ms without a taper, 512
   * points, pre-emphasis 0.95, 26 filters up to 6 kHz, 13 coefficients liftered by 22, first and
   * second differences.
   */
  public static final MfccOptions DEFAULTS =
      new MfccOptions(
          16000,
          new FrameOptions(160, 80, WindowShape.RECTANGULAR, 512),
          0.95,
          new MelOptions(26, 0, 6000),
          13,
          22,
          2,
          false);

  /**
   * Checks every field against the others.
   *
   * @throws IllegalArgumentException naming the field, what was expected and what was found
   */
  public MfccOptions {
    if (frames == null || mel == null) {
      throw new IllegalArgumentException("expected frame and mel options, found none");
    }
    mel = mel.within(sampleRate);
    if (!(preEmphasis >= 0 && preEmphasis <= 1)) {
      throw new IllegalArgumentException("expected a pre-emphasis of 0 to 1, found " + preEmphasis);
    }
    if (coefficients < 1 || coefficients > mel.filters()) {
      throw new IllegalArgumentException(
          "expected 1 to "
              + mel.filters()
              + " coefficients (the number of mel filters), found "
              + coefficients);
    }
    if (lifter < 0) {
      throw new IllegalArgumentException("expected a lifter of 0 or more, found " + lifter);
    }
    if (differences < 0 || differences > 2) {
      throw new IllegalArgumentException(
          "expected differences of order 0, 1 or 2, found " + differences);
    }
  }

  /** These settings with another cut of the signal. */
  public MfccOptions withFrames(FrameOptions value) {
    return new MfccOptions(
        sampleRate, value, preEmphasis, mel, coefficients, lifter, differences, removeMean);
  }

  /** These settings with another pre-emphasis. */
  public MfccOptions withPreEmphasis(double value) {
    return new MfccOptions(
        sampleRate, frames, value, mel, coefficients, lifter, differences, removeMean);
  }

  /** These settings with other filters. */
  public MfccOptions withMel(MelOptions value) {
    return new MfccOptions(
        sampleRate, frames, preEmphasis, value, coefficients, lifter, differences, removeMean);
  }

  /** These settings with differences of another order. */
  public MfccOptions withDifferences(int value) {
    return new MfccOptions(
        sampleRate, frames, preEmphasis, mel, coefficients, lifter, value, removeMean);
  }

  /** These settings with or without the removal of each column's mean. */
  public MfccOptions withMeanRemoved(boolean value) {
    return new MfccOptions(
        sampleRate, frames, preEmphasis, mel, coefficients, lifter, differences, value);
  }
}
