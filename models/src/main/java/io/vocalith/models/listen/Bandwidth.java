package io.vocalith.models.listen;

import io.vocalith.audio.RealFft;

/**
 * Up to which frequency the speech reaches. The loudest twentieth of the frames decides in every
 * band: hissing sounds are rare, but they alone fill the upper bands.
 */
final class Bandwidth {
  private static final double BAND_HERTZ = 125;
  private static final double RANGE_DECIBELS = 50;
  private static final double LOUD_QUANTILE = 0.95;

  /** A long recording is judged by this many of its frames, evenly spread. */
  private static final int MOST_FRAMES = 6000;

  private Bandwidth() {}

  /** The upper edge in Hz; half the rate at most, 0 for digital silence. */
  static double hertz(float[] samples, int rate, SpeechActivity activity) {
    int bands = (int) (rate / 2 / BAND_HERTZ);
    int[] frames = frames(activity);
    if (frames.length == 0) {
      return 0;
    }
    double[][] powers = powers(samples, rate, frames, bands);
    double[] loud = new double[bands];
    double strongest = 0;
    for (int b = 0; b < bands; b++) {
      loud[b] = Activity.quantile(powers[b], LOUD_QUANTILE);
      strongest = Math.max(strongest, loud[b]);
    }
    double least = Math.max(strongest / Math.pow(10, RANGE_DECIBELS / 10), 1e-15);
    int highest = bands;
    while (highest > 0 && loud[highest - 1] < least) {
      highest--;
    }
    return highest * BAND_HERTZ;
  }

  /** The speech frames, or all where there is no speech. */
  private static int[] frames(SpeechActivity activity) {
    boolean any = activity.speechSeconds() > 0;
    int[] chosen = new int[activity.frames()];
    int count = 0;
    for (int t = 0; t < chosen.length; t++) {
      if (!any || activity.isSpeech(t)) {
        chosen[count++] = t;
      }
    }
    int[] frames = new int[Math.min(count, MOST_FRAMES)];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = chosen[(int) ((long) i * count / frames.length)];
    }
    return frames;
  }

  /** Power of every band in every frame; (bands, frames). */
  private static double[][] powers(float[] samples, int rate, int[] frames, int bands) {
    int window = rate / 25;
    int size = Integer.highestOneBit(2 * window - 1);
    float[] hann = BandEnergies.hann(window);
    RealFft fft = new RealFft(size);
    double[] frame = new double[size];
    double[] scratch = new double[size];
    double[] power = new double[size / 2 + 1];
    double[][] powers = new double[bands][frames.length];
    for (int n = 0; n < frames.length; n++) {
      BandEnergies.cut(samples, BandEnergies.centre(frames[n], rate) - window / 2, hann, frame);
      fft.powerSpectrum(frame, scratch, power);
      for (int k = 1; k < size / 2; k++) {
        int band = (int) ((double) k * rate / size / BAND_HERTZ);
        if (band < bands) {
          powers[band][n] += power[k];
        }
      }
    }
    return powers;
  }
}
