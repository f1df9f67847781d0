package io.vocalith.audio;

import java.util.Arrays;

/**
 * The power spectrum of a real signal of even length n, by one complex transform of n/2 points:
 * even samples are its real part and odd samples its imaginary part, so the frame's own memory
 * already is that complex signal. The transform is Stockham's autosort form with radices 5, 4 and 2
 * (no bit reversal; every pass reads one array and writes the other). Immutable; the caller brings
 * the scratch.
 */
public final class RealFft {
  private static final double COS_72 = StrictMath.cos(2 * StrictMath.PI / 5);
  private static final double COS_144 = StrictMath.cos(4 * StrictMath.PI / 5);
  private static final double SIN_72 = StrictMath.sin(2 * StrictMath.PI / 5);
  private static final double SIN_144 = StrictMath.sin(4 * StrictMath.PI / 5);

  private final int size;
  private final int[] radices;
  private final double[][] twiddles; // per pass: (points left / radix, radix - 1, re im)
  private final double[] rotation; // (n/4 + 1, re im): exp(-2 pi i k / n)

  /**
   * Tables for frames of this many samples.
   *
   * @throws IllegalArgumentException if the size is not supported
   */
  public RealFft(int size) {
    if (!supports(size)) {
      throw new IllegalArgumentException(
          "expected twice a product of twos and fives, found " + size);
    }
    this.size = size;
    this.radices = radices(size / 2);
    this.twiddles = new double[radices.length][];
    int left = size / 2;
    for (int pass = 0; pass < radices.length; pass++) {
      int radix = radices[pass];
      double[] table = new double[left / radix * (radix - 1) * 2];
      for (int p = 0, at = 0; p < left / radix; p++) {
        for (int j = 1; j < radix; j++, at += 2) {
          unit((double) p * j / left, table, at);
        }
      }
      twiddles[pass] = table;
      left /= radix;
    }
    this.rotation = new double[2 * (size / 4 + 1)];
    for (int k = 0; k <= size / 4; k++) {
      unit((double) k / size, rotation, 2 * k);
    }
  }

  /** Whether frames of this size can be transformed. */
  public static boolean supports(int size) {
    return size >= 2 && size % 2 == 0 && radices(size / 2) != null;
  }

  private static int[] radices(int points) {
    int[] found = new int[32];
    int count = 0;
    for (int radix : new int[] {5, 4, 2}) {
      while (points % radix == 0) {
        found[count++] = radix;
        points /= radix;
      }
    }
    return points == 1 ? Arrays.copyOf(found, count) : null;
  }

  private static void unit(double turn, double[] target, int at) {
    target[at] = StrictMath.cos(2 * StrictMath.PI * turn);
    target[at + 1] = -StrictMath.sin(2 * StrictMath.PI * turn);
  }

  /**
   * Squared magnitudes of the bins 0 to n/2, not normalised.
   *
   * @param frame n samples; overwritten
   * @param scratch at least n places; overwritten
   * @param power receives n/2 + 1 values
   */
  public void powerSpectrum(double[] frame, double[] scratch, double[] power) {
    double[] from = frame;
    double[] to = scratch;
    int left = size / 2;
    int stride = 1;
    for (int pass = 0; pass < radices.length; pass++) {
      int radix = radices[pass];
      left /= radix;
      if (radix == 5) {
        radix5(from, to, left, stride, twiddles[pass]);
      } else if (radix == 4) {
        radix4(from, to, left, stride, twiddles[pass]);
      } else {
        radix2(from, to, left, stride, twiddles[pass]);
      }
      stride *= radix;
      double[] swap = from;
      from = to;
      to = swap;
    }
    split(from, power);
  }

  /**
   * From the half-length spectrum Z to the power of the real signal's: with E = (Z[k] + Z*[h-k])/2
   * and O = (Z[k] - Z*[h-k])/2i, X[k] = E + w O and X[h-k] = (E - w O)*, w = exp(-2 pi i k / n).
   */
  private void split(double[] z, double[] power) {
    int half = size / 2;
    double sum = z[0] + z[1];
    double difference = z[0] - z[1];
    power[0] = sum * sum;
    power[half] = difference * difference;
    for (int k = 1; k <= half / 2; k++) {
      double re = z[2 * k];
      double im = z[2 * k + 1];
      double mirroredRe = z[2 * (half - k)];
      double mirroredIm = z[2 * (half - k) + 1];
      double evenRe = 0.5 * (re + mirroredRe);
      double evenIm = 0.5 * (im - mirroredIm);
      double oddRe = 0.5 * (im + mirroredIm);
      double oddIm = 0.5 * (mirroredRe - re);
      double wr = rotation[2 * k];
      double wi = rotation[2 * k + 1];
      double turnedRe = wr * oddRe - wi * oddIm;
      double turnedIm = wr * oddIm + wi * oddRe;
      double aboveRe = evenRe + turnedRe;
      double aboveIm = evenIm + turnedIm;
      double belowRe = evenRe - turnedRe;
      double belowIm = evenIm - turnedIm;
      power[k] = aboveRe * aboveRe + aboveIm * aboveIm;
      power[half - k] = belowRe * belowRe + belowIm * belowIm;
    }
  }

  /** y[s(2p+j)+q] = w^(jp) sum_k (-1)^(jk) x[s(p+km)+q], for all p &lt; m and q &lt; s. */
  private static void radix2(double[] x, double[] y, int m, int s, double[] twiddle) {
    int apart = 2 * s * m;
    for (int p = 0; p < m; p++) {
      double wr = twiddle[2 * p];
      double wi = twiddle[2 * p + 1];
      int in = 2 * s * p;
      int out = 4 * s * p;
      for (int q = 0; q < 2 * s; q += 2) {
        double ar = x[in + q];
        double ai = x[in + q + 1];
        double br = x[in + q + apart];
        double bi = x[in + q + apart + 1];
        y[out + q] = ar + br;
        y[out + q + 1] = ai + bi;
        double dr = ar - br;
        double di = ai - bi;
        y[out + q + 2 * s] = dr * wr - di * wi;
        y[out + q + 2 * s + 1] = dr * wi + di * wr;
      }
    }
  }

  /** The same with four inputs: y[s(4p+j)+q] = w^(jp) sum_k (-i)^(jk) x[s(p+km)+q]. */
  private static void radix4(double[] x, double[] y, int m, int s, double[] twiddle) {
    int apart = 2 * s * m;
    for (int p = 0; p < m; p++) {
      double w1r = twiddle[6 * p];
      double w1i = twiddle[6 * p + 1];
      double w2r = twiddle[6 * p + 2];
      double w2i = twiddle[6 * p + 3];
      double w3r = twiddle[6 * p + 4];
      double w3i = twiddle[6 * p + 5];
      int in = 2 * s * p;
      int out = 8 * s * p;
      for (int q = 0; q < 2 * s; q += 2) {
        int a = in + q;
        int b = a + apart;
        int c = b + apart;
        int d = c + apart;
        double sumAcR = x[a] + x[c];
        double sumAcI = x[a + 1] + x[c + 1];
        double difAcR = x[a] - x[c];
        double difAcI = x[a + 1] - x[c + 1];
        double sumBdR = x[b] + x[d];
        double sumBdI = x[b + 1] + x[d + 1];
        double difBdR = x[b] - x[d];
        double difBdI = x[b + 1] - x[d + 1];
        int o = out + q;
        y[o] = sumAcR + sumBdR;
        y[o + 1] = sumAcI + sumBdI;
        double r = difAcR + difBdI;
        double i = difAcI - difBdR;
        o += 2 * s;
        y[o] = r * w1r - i * w1i;
        y[o + 1] = r * w1i + i * w1r;
        r = sumAcR - sumBdR;
        i = sumAcI - sumBdI;
        o += 2 * s;
        y[o] = r * w2r - i * w2i;
        y[o + 1] = r * w2i + i * w2r;
        r = difAcR - difBdI;
        i = difAcI + difBdR;
        o += 2 * s;
        y[o] = r * w3r - i * w3i;
        y[o + 1] = r * w3i + i * w3r;
      }
    }
  }

  /** The same with five inputs, sums and differences of the pairs (b, e) and (c, d) shared. */
  private static void radix5(double[] x, double[] y, int m, int s, double[] twiddle) {
    int apart = 2 * s * m;
    for (int p = 0; p < m; p++) {
      int w = 8 * p;
      int in = 2 * s * p;
      int out = 10 * s * p;
      for (int q = 0; q < 2 * s; q += 2) {
        int a = in + q;
        int b = a + apart;
        int c = b + apart;
        int d = c + apart;
        int e = d + apart;
        double sumBeR = x[b] + x[e];
        double sumBeI = x[b + 1] + x[e + 1];
        double sumCdR = x[c] + x[d];
        double sumCdI = x[c + 1] + x[d + 1];
        double difBeR = x[b] - x[e];
        double difBeI = x[b + 1] - x[e + 1];
        double difCdR = x[c] - x[d];
        double difCdI = x[c + 1] - x[d + 1];
        double even1R = x[a] + COS_72 * sumBeR + COS_144 * sumCdR;
        double even1I = x[a + 1] + COS_72 * sumBeI + COS_144 * sumCdI;
        double even2R = x[a] + COS_144 * sumBeR + COS_72 * sumCdR;
        double even2I = x[a + 1] + COS_144 * sumBeI + COS_72 * sumCdI;
        double odd1R = SIN_72 * difBeR + SIN_144 * difCdR;
        double odd1I = SIN_72 * difBeI + SIN_144 * difCdI;
        double odd2R = SIN_144 * difBeR - SIN_72 * difCdR;
        double odd2I = SIN_144 * difBeI - SIN_72 * difCdI;
        int o = out + q;
        y[o] = x[a] + sumBeR + sumCdR;
        y[o + 1] = x[a + 1] + sumBeI + sumCdI;
        store(y, o + 2 * s, even1R + odd1I, even1I - odd1R, twiddle, w);
        store(y, o + 4 * s, even2R + odd2I, even2I - odd2R, twiddle, w + 2);
        store(y, o + 6 * s, even2R - odd2I, even2I + odd2R, twiddle, w + 4);
        store(y, o + 8 * s, even1R - odd1I, even1I + odd1R, twiddle, w + 6);
      }
    }
  }

  /** y[at] = (re + i im) * twiddle[w]. */
  private static void store(double[] y, int at, double re, double im, double[] twiddle, int w) {
    y[at] = re * twiddle[w] - im * twiddle[w + 1];
    y[at + 1] = re * twiddle[w + 1] + im * twiddle[w];
  }
}
