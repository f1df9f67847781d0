package io.vocalith.models.listen;

import io.vocalith.audio.RealFft;
import java.util.Arrays;

/**
 * Short-time spectra: a Hann window of 32 ms every 10 ms, centred on its frame, summed into 24
 * mel-spaced bands from 100 Hz to 8 kHz (or to 95 % of half the rate). The front ends of the
 * networks are no substitute: they are bound to one rate and to their own emphasis and floors.
 */
final class BandEnergies {
  static final int FRAMES_PER_SECOND = 100;
  static final int BANDS = 24;

  private static final double WINDOW_SECONDS = 0.032;
  private static final double LOWEST_HERTZ = 100;
  private static final double HIGHEST_HERTZ = 8000;

  /** Half the width, in bins, of a peak seen through a Hann window. */
  private static final int PEAK = 2;

  /** Power of the rounding noise of 16-bit samples; below it nothing differs from silence. */
  static final double FLOOR = 1.0 / 32768 / 32768 / 12;

  private final float[][] decibels;
  private final float[] concentration;

  private BandEnergies(float[][] decibels, float[] concentration) {
    this.decibels = decibels;
    this.concentration = concentration;
  }

  /** Whole frames of 10 ms in a recording. */
  static int frames(int samples, int rate) {
    return (int) ((long) samples * FRAMES_PER_SECOND / rate);
  }

  /** The sample in the middle of a frame. */
  static int centre(int frame, int rate) {
    return (int) ((2L * frame + 1) * rate / (2 * FRAMES_PER_SECOND));
  }

  static BandEnergies of(float[] samples, int rate) {
    int frames = frames(samples.length, rate);
    int window = (int) Math.round(WINDOW_SECONDS * rate);
    int size = Math.max(128, Integer.highestOneBit(2 * window - 1));
    float[] hann = hann(window);
    int[] edges = edges(rate, size);
    RealFft fft = new RealFft(size);
    double[] frame = new double[size];
    double[] scratch = new double[size];
    double[] power = new double[size / 2 + 1];
    float[][] decibels = new float[frames][BANDS];
    float[] concentration = new float[frames];
    // A Hann window passes 3/8 of the power; both halves of the spectrum count.
    double scale = 2 * 8.0 / 3 / window / size;
    for (int t = 0; t < frames; t++) {
      cut(samples, centre(t, rate) - window / 2, hann, frame);
      fft.powerSpectrum(frame, scratch, power);
      for (int b = 0; b < BANDS; b++) {
        double sum = 0;
        for (int k = edges[b]; k < edges[b + 1]; k++) {
          sum += power[k];
        }
        decibels[t][b] = (float) (10 * Math.log10(sum * scale + FLOOR / BANDS));
      }
      concentration[t] = concentration(power, (int) Math.ceil(LOWEST_HERTZ * size / rate));
    }
    return new BandEnergies(decibels, concentration);
  }

  /** Power of every band in decibels relative to 1; (frames, bands). For reading only. */
  float[][] decibels() {
    return decibels;
  }

  /**
   * Share of each frame's energy, emphasised by 6 dB an octave, that its two highest peaks hold:
   * near 1 for tones and dialling signals. For reading only.
   */
  float[] concentration() {
    return concentration;
  }

  private static float concentration(double[] power, int lowest) {
    double[] emphasised = new double[power.length];
    double sum = Float.MIN_NORMAL;
    for (int k = lowest; k < power.length; k++) {
      emphasised[k] = power[k] * k * k;
      sum += emphasised[k];
    }
    double peaks = 0;
    for (int peak = 0; peak < 2; peak++) {
      int highest = lowest;
      for (int k = lowest; k < emphasised.length; k++) {
        highest = emphasised[k] > emphasised[highest] ? k : highest;
      }
      int end = Math.min(emphasised.length, highest + PEAK + 1);
      for (int k = Math.max(lowest, highest - PEAK); k < end; k++) {
        peaks += emphasised[k];
        emphasised[k] = 0;
      }
    }
    return (float) (peaks / sum);
  }

  static void cut(float[] samples, int start, float[] hann, double[] frame) {
    Arrays.fill(frame, 0);
    int end = Math.min(hann.length, samples.length - start);
    for (int i = Math.max(0, -start); i < end; i++) {
      frame[i] = samples[start + i] * hann[i];
    }
  }

  static float[] hann(int length) {
    float[] hann = new float[length];
    for (int i = 0; i < length; i++) {
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / length));
    }
    return hann;
  }

  /** First bin of every band, and the end of the last. */
  private static int[] edges(int rate, int size) {
    double low = mel(LOWEST_HERTZ);
    double high = mel(Math.min(HIGHEST_HERTZ, 0.475 * rate));
    int[] edges = new int[BANDS + 1];
    for (int b = 0; b <= BANDS; b++) {
      double hertz = 700 * Math.expm1((low + (high - low) * b / BANDS) / 1127);
      int least = b == 0 ? 1 : edges[b - 1] + 1;
      edges[b] = Math.min(size / 2, Math.max(least, (int) Math.round(hertz * size / rate)));
    }
    return edges;
  }

  private static double mel(double hertz) {
    return 1127 * Math.log1p(hertz / 700);
  }
}
