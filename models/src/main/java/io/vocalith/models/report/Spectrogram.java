package io.vocalith.models.report;

import io.vocalith.audio.RealFft;

/**
 * A wide-band spectrogram as phoneticians read it: Hann windows of 10 ms every 5 ms, in which
 * formants and single glottal pulses show; high frequencies raised by a first difference; greys
 * over {@link #RANGE} decibels below the recording's largest value.
 */
final class Spectrogram {
  static final int RATE = 16_000;
  static final int HOP = 80;
  private static final int WINDOW = 160;
  private static final int POINTS = 256; // 62.5 Hz a row
  private static final int ROWS = POINTS / 2;
  private static final double RANGE = 55;
  private static final double EMPHASIS = 0.97;

  /** Where black is at the least, in decibels: digital silence is white. */
  private static final double FAINTEST = -30;

  private Spectrogram() {}

  /** The picture of samples at {@link #RATE}: column t is centred on (t + 1/2) hops. */
  static GreyImage of(float[] samples) {
    int columns = (samples.length + HOP - 1) / HOP;
    double[] decibels = new double[columns * ROWS];
    double[] window = hann();
    RealFft fft = new RealFft(POINTS);
    double[] frame = new double[POINTS];
    double[] scratch = new double[POINTS];
    double[] power = new double[POINTS / 2 + 1];
    double black = FAINTEST;
    for (int t = 0; t < columns; t++) {
      cut(samples, t * HOP + (HOP - WINDOW) / 2, window, frame);
      fft.powerSpectrum(frame, scratch, power);
      for (int k = 0; k < ROWS; k++) {
        double level = 10 * StrictMath.log10(Math.max(power[k], 1e-10));
        decibels[t * ROWS + k] = level;
        black = Math.max(black, level);
      }
    }
    GreyImage image = GreyImage.blank(columns, ROWS);
    for (int t = 0; t < columns; t++) {
      for (int k = 0; k < ROWS; k++) {
        double darkness = 1 + (decibels[t * ROWS + k] - black) / RANGE;
        image.darken(t, ROWS - 1 - k, darkness);
      }
    }
    return image;
  }

  private static void cut(float[] samples, int from, double[] window, double[] frame) {
    for (int n = 0; n < POINTS; n++) {
      frame[n] = n < WINDOW ? window[n] * difference(samples, from + n) : 0;
    }
  }

  private static double difference(float[] samples, int at) {
    double now = at >= 0 && at < samples.length ? samples[at] : 0;
    double before = at >= 1 && at <= samples.length ? samples[at - 1] : 0;
    return now - EMPHASIS * before;
  }

  private static double[] hann() {
    double[] window = new double[WINDOW];
    for (int n = 0; n < WINDOW; n++) {
      window[n] = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * (n + 0.5) / WINDOW);
    }
    return window;
  }
}
