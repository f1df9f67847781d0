package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  /** 0.001 dB. */
  private static final double PASS_RIPPLE = 1.15e-4;

  /** -100 dB. */
  private static final double STOP = 1e-5;

  private static float[] sine(double frequency, int rate, int length) {
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      x[n] = (float) Math.sin(2 * Math.PI * frequency * n / rate + 0.3);
    }
    return x;
  }

  /** The largest departure from that sine of another rate, away from the ends. */
  private static double departure(float[] y, double frequency, int rate, double amplitude) {
    int margin = y.length / 4;
    double worst = 0;
    for (int n = margin; n < y.length - margin; n++) {
      double ideal = amplitude * Math.sin(2 * Math.PI * frequency * n / rate + 0.3);
      worst = Math.max(worst, Math.abs(y[n] - ideal));
    }
    return worst;
  }

  /** The definition, in double and without tables. */
  private static double direct(float[] x, int inputRate, int outputRate, int n) {
    double low = Math.min(inputRate, outputRate);
    double stretch = inputRate / low;
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      double t = (double) n * inputRate / outputRate - k;
      double u = t / (72 * stretch);
      if (Math.abs(u) < 1) {
        double arc = Math.PI * 0.952 / stretch * t;
        double sinc = t == 0 ? 1 : Math.sin(arc) / arc;
        sum += x[k] * 0.952 / stretch * sinc * besselByQuadrature(10.612 * Math.sqrt(1 - u * u));
      }
    }
    return sum / besselByQuadrature(10.612);
  }

  /** I0(x) as the mean of exp(x cos a) over the circle. */
  private static double besselByQuadrature(double x) {
    double sum = 0;
    for (int i = 0; i < 64; i++) {
      sum += Math.exp(x * Math.cos(2 * Math.PI * i / 64));
    }
    return sum / 64;
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 16000, 1e-7",
    "48000, 16000, 1e-7",
    "8000, 16000, 1e-7",
    "16000, 8000, 1e-7",
    "22050, 16000, 1e-7",
    "1000, 768000, 1e-7",
    "768000, 1000, 1e-7",
    "96000, 44100, 1e-7",
    "11127, 16000, 2e-6",
    "16000, 11127, 2e-6",
    "767999, 16000, 2e-6",
    "1009, 768000, 2e-6",
    "767999, 1000, 2e-6"
  })
  void equalsTheDirectFormula(int from, int to, double tolerance) {
    Random random = new Random(from + to);
    float[] x = new float[(int) Math.max(400, 500L * from / to)];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat() * 2 - 1;
    }
    float[] y = new Resampler(from, to).apply(x);
    for (int i = 0; i < 60; i++) {
      int n = i < 2 ? i : i < 4 ? y.length - i + 1 : random.nextInt(y.length);
      assertEquals(direct(x, from, to, n), y[n], tolerance, "output sample " + n);
    }
  }

  /** What is below 0.9 of the lower half rate comes out unchanged, in place and in time. */
  @ParameterizedTest
  @CsvSource({
    "44100, 16000",
    "48000, 16000",
    "8000, 16000",
    "16000, 8000",
    "11127, 16000",
    "32000, 22050",
    "768000, 1000",
    "1000, 768000",
    "16000, 15999"
  })
  void passBand(int from, int to) {
    Resampler resampler = new Resampler(from, to);
    double half = Math.min(from, to) / 2.0;
    int length = (int) (800L * from / Math.min(from, to));
    for (double part : new double[] {0.01, 0.1, 0.33, 0.5, 0.77, 0.85, 0.9}) {
      float[] y = resampler.apply(sine(part * half, from, length));
      double worst = departure(y, part * half, to, 1);
      assertTrue(worst < PASS_RIPPLE, part + " of the half rate departs by " + worst);
    }
  }

  /** What is beyond the lower half rate is gone. */
  @ParameterizedTest
  @CsvSource({"44100, 16000", "48000, 16000", "16000, 8000", "16000, 11127", "768000, 1000"})
  void stopBand(int from, int to) {
    Resampler resampler = new Resampler(from, to);
    int length = (int) (800L * from / to);
    for (double part : new double[] {1.0, 1.003, 1.01, 1.02, 1.1, 1.3, 1.37}) {
      float[] y = resampler.apply(sine(part * to / 2.0, from, length));
      double worst = departure(y, 0, to, 0);
      assertTrue(worst < STOP, part + " of the half rate leaves " + worst);
    }
  }

  @Test
  void outputSamplesAreTheTimesBeforeTheEnd() {
    assertEquals(1, new Resampler(48000, 16000).outputLength(1));
    assertEquals(1, new Resampler(48000, 16000).outputLength(3));
    assertEquals(2, new Resampler(48000, 16000).outputLength(4));
    assertEquals(6, new Resampler(16000, 48000).outputLength(2));
    assertEquals(160, new Resampler(44100, 16000).outputLength(441));
    assertEquals(161, new Resampler(44100, 16000).outputLength(442));
    assertEquals(0, new Resampler(44100, 16000).apply(new float[0]).length);
  }

  @Test
  void anImpulseStaysWhereItIs() {
    float[] x = new float[300];
    x[150] = 1;
    float[] y = new Resampler(16000, 48000).apply(x);
    for (int n = 0; n < y.length; n++) {
      assertTrue(Math.abs(y[n]) <= Math.abs(y[450]), "at " + n);
    }
    for (int d = 1; d < 200; d++) {
      assertEquals(y[450 - d], y[450 + d], 1e-9f);
    }
  }

  @Test
  void shortRecordingsStayFinite() {
    for (int length = 1; length < 5; length++) {
      for (float y : new Resampler(44100, 16000).apply(sine(100, 44100, length))) {
        assertTrue(Float.isFinite(y) && Math.abs(y) < 2);
      }
    }
  }

  @Test
  void theSameRateGivesTheSameSamples() {
    float[] x = sine(440, 16000, 100);
    float[] y = new Resampler(16000, 16000).apply(x);
    assertArrayEquals(x, y);
    assertNotSame(x, y);
    AudioClip clip = AudioClip.of(x, 16000);
    assertSame(clip, clip.resampled(16000));
    assertArrayEquals(new Resampler(16000, 8000).apply(x), clip.resampled(8000).samples());
    assertEquals(8000, clip.resampled(8000).sampleRate());
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 768_001, 0, -16000})
  void ratesOutOfRangeAreRefused(int rate) {
    String expected = "the sampling rate must be 1000 to 768000 Hz, not " + rate;
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> new Resampler(rate, 16000))
            .getMessage());
    AudioClip clip = AudioClip.of(new float[] {0}, 16000);
    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> clip.resampled(rate)).getMessage());
  }

  @Test
  void aResultOfDaysIsRefusedBeforeItIsMade() {
    AudioClip clip = AudioClip.of(new float[700_000], 1000);
    assertEquals(
        "samples: 700000 samples at 1000 Hz are 537600000 at 768000 Hz,"
            + " more than the limit of 536870912",
        assertThrows(IllegalArgumentException.class, () -> clip.resampled(768_000)).getMessage());
  }

  @Test
  void aResultBeyondAnArrayIsRefused() {
    Resampler resampler = new Resampler(1000, 768_000);
    assertEquals(
        "5000000 samples at 1000 Hz are 3840000000 at 768000 Hz, more than an array holds",
        assertThrows(IllegalArgumentException.class, () -> resampler.outputLength(5_000_000))
            .getMessage());
  }
}
