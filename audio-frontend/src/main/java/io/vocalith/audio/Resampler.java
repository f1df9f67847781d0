package io.vocalith.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Changes the sampling rate by a windowed sinc: output sample {@code n} is the sound at the time
 * {@code n / outputRate}, without delay, and there are {@code ceil(length * outputRate /
 * inputRate)} of them, which is every such time before the end of the input. Outside its ends the
 * input is taken for silence.
 *
 * <p>With N half of the lower of the two rates, the response is 1 within 0.001 dB up to 0.9 N and
 * below -100 dB from N on, both for what is kept and for what would fold back. The filter is {@code
 * sin(pi c t) / (pi t)} under a Kaiser window (Kaiser and Schafer, "On the use of the I0-sinh
 * window for spectrum analysis", 1980) of 72 zero crossings to each side. One row of coefficients
 * is worked out beforehand for each of the positions that output samples take between input
 * samples; where there are too many of those, for a grid of positions, between which rows are
 * interpolated linearly.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Resampler {
  /** Zero crossings of the filter to each side, counted in samples of the lower rate. */
  private static final int CROSSINGS = 72;

  /** Where the response is one half, as a fraction of N. */
  private static final double CUTOFF = 0.952;

  /** Shape of the Kaiser window for 105 dB: 0.1102 (A - 8.7). */
  private static final double BETA = 10.612;

  /** Rows are exact while they take no more than this many coefficients (2 MiB). */
  private static final int MAX_COEFFICIENTS = 1 << 18;

  /** Interpolated positions between two samples of the lower rate. */
  private static final int GRID = 2048;

  private final int inputRate;
  private final int outputRate;
  private final long up;
  private final long down;
  private final int half;
  private final int grid;
  private final double[][] rows;

  /**
   * @throws IllegalArgumentException for a rate outside {@link AudioOptions#MIN_RATE} to {@link
   *     AudioOptions#MAX_RATE}
   */
  public Resampler(int inputRate, int outputRate) {
    this.inputRate = AudioOptions.checkedRate(inputRate);
    this.outputRate = AudioOptions.checkedRate(outputRate);
    long divisor = gcd(inputRate, outputRate);
    up = outputRate / divisor;
    down = inputRate / divisor;
    double stretch = Math.max(1.0, (double) inputRate / outputRate);
    half = (int) Math.ceil(CROSSINGS * stretch);
    grid =
        up * 2 * half <= MAX_COEFFICIENTS ? (int) up : Math.max(2, (int) Math.ceil(GRID / stretch));
    rows = inputRate == outputRate ? new double[0][] : rows(stretch);
  }

  /**
   * Resamples a whole recording.
   *
   * @param samples full scale 1
   * @return a new array; a copy where the rates are the same
   * @throws IllegalArgumentException if the result had more than 2^31 - 9 samples
   */
  public float[] apply(float[] samples) {
    Objects.requireNonNull(samples, "samples");
    if (inputRate == outputRate) {
      return samples.clone();
    }
    float[] output = new float[outputLength(samples.length)];
    fill(output, 0, samples, 0);
    return output;
  }

  /** The same in blocks, which never holds more of the input than a block of the output needs. */
  Samples apply(Samples samples) {
    int length = outputLength(samples.length());
    List<float[]> blocks = new ArrayList<>();
    for (long from = 0; from < length; from += Samples.BLOCK) {
      float[] block = new float[(int) Math.min(Samples.BLOCK, length - from)];
      long first = from * down / up - half + 1;
      long last = (from + block.length - 1) * down / up + half;
      int start = (int) Math.max(0, first);
      int end = (int) Math.min(samples.length(), last + 1);
      fill(block, from, samples.range(start, end), start);
      blocks.add(block);
    }
    return new Samples(blocks, length);
  }

  /**
   * Works out the output samples from {@code first} on.
   *
   * @param samples the input from sample {@code start} on, as far as these need it
   */
  private void fill(float[] output, long first, float[] samples, int start) {
    long index = first * down / up - start;
    long phase = first * down % up;
    for (int n = 0; n < output.length; n++) {
      output[n] = (float) at(samples, (int) index, phase);
      phase += down;
      index += phase / up;
      phase %= up;
    }
  }

  /**
   * How many samples {@link #apply} makes of {@code length}.
   *
   * @throws IllegalArgumentException if they are more than 2^31 - 9
   */
  public int outputLength(int length) {
    long result = (length * up + down - 1) / down;
    if (result > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d samples at %d Hz are %d at %d Hz, more than an array holds"
              .formatted(length, inputRate, result, outputRate));
    }
    return (int) result;
  }

  /** The sound {@code phase / up} samples after the input sample {@code index}. */
  private double at(float[] samples, int index, long phase) {
    if (grid == up) {
      return dot(rows[(int) phase], samples, index);
    }
    double position = (double) (phase * grid) / up;
    int row = (int) position;
    double low = dot(rows[row], samples, index);
    return low + (position - row) * (dot(rows[row + 1], samples, index) - low);
  }

  /** Row coefficient {@code k} belongs to the input sample {@code index - half + 1 + k}. */
  private double dot(double[] row, float[] samples, int index) {
    int start = index - half + 1;
    int from = Math.max(0, -start);
    int to = Math.min(row.length, samples.length - start);
    double even = 0;
    double odd = 0;
    double third = 0;
    double fourth = 0;
    int k = from;
    for (; k + 3 < to; k += 4) {
      even += row[k] * samples[start + k];
      odd += row[k + 1] * samples[start + k + 1];
      third += row[k + 2] * samples[start + k + 2];
      fourth += row[k + 3] * samples[start + k + 3];
    }
    for (; k < to; k++) {
      even += row[k] * samples[start + k];
    }
    return even + odd + (third + fourth);
  }

  private double[][] rows(double stretch) {
    double[] filter = filter(stretch);
    int count = grid == up ? grid : grid + 1;
    double[][] table = new double[count][2 * half];
    for (int p = 0; p < count; p++) {
      for (int k = 0; k < 2 * half; k++) {
        table[p][k] = filter[Math.abs(p + grid * (half - 1 - k))];
      }
    }
    return table;
  }

  /**
   * One half of the filter, which is even: element {@code i} is its value {@code i / grid} away.
   */
  private double[] filter(double stretch) {
    double cutoff = CUTOFF / stretch;
    double reach = CROSSINGS * stretch;
    double scale = cutoff / bessel(BETA);
    double[] filter = new double[grid * half + 1];
    for (int i = 0; i < filter.length; i++) {
      double t = (double) i / grid;
      double x = t / reach;
      if (x < 1) {
        filter[i] = scale * sinc(cutoff * t) * bessel(BETA * Math.sqrt(1 - x * x));
      }
    }
    return filter;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
