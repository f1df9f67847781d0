package io.vocalith.audio;

import io.vocalith.engine.Matrix;

/**
 * Mel-frequency cepstral coefficients in the arithmetic of python_speech_features 0.6: samples on
 * the scale of 16-bit integers, pre-emphasis in float, everything after it in double, and last one
 * rounding to float.
 *
 * <p>With differences of order two a row is [c[t+2], c[t+2] - c[t+1], (c[t+2] - c[t+1]) - (c[t+1] -
 * c[t])], so that T frames of the signal give T - 2 rows.
 */
public final class Mfcc implements FeatureExtractor {
  /** What stands in for an energy of exactly 0 (NumPy's {@code finfo(float).eps}). */
  private static final double EPSILON = Math.ulp(1.0);

  private static final float INT16_SCALE = 32768;

  private final MfccOptions options;
  private final Framer framer;
  private final RealFft fft;
  private final MelFilterbank filters;
  private final double[][] cosines; // (coefficients, filters): orthonormal DCT-II times lifter

  /** The extractor with the settings of ctcmodel. */
  public Mfcc() {
    this(MfccOptions.DEFAULTS);
  }

  /** An extractor with these settings. */
  public Mfcc(MfccOptions options) {
    this.options = options;
    this.framer = Framer.fromStart(options.frames());
    this.fft = new RealFft(options.frames().fftSize());
    this.filters =
        MelFilterbank.onBins(options.mel(), options.frames().fftSize(), options.sampleRate());
    this.cosines = lifteredCosines(options);
  }

  private static double[][] lifteredCosines(MfccOptions options) {
    int filters = options.mel().filters();
    double[][] table = new double[options.coefficients()][filters];
    for (int k = 0; k < table.length; k++) {
      double scale = StrictMath.sqrt((k == 0 ? 1.0 : 2.0) / filters);
      int lifter = options.lifter();
      double lift = lifter == 0 ? 1 : 1 + lifter / 2.0 * StrictMath.sin(StrictMath.PI * k / lifter);
      for (int n = 0; n < filters; n++) {
        table[k][n] =
            lift * scale * StrictMath.cos(StrictMath.PI * k * (2 * n + 1) / (2.0 * filters));
      }
    }
    return table;
  }

  /** The settings. */
  public MfccOptions options() {
    return options;
  }

  @Override
  public Matrix extract(float[] samples) {
    FeatureExtractor.requireUsable(samples);
    int frames = framer.frames(samples.length);
    int order = options.differences();
    if (frames <= order) {
      throw new IllegalArgumentException(
          "expected at least "
              + (options.frames().window() + (order - 1) * options.frames().hop() + 1)
              + " samples ("
              + (order + 1)
              + " frames, as differences of order "
              + order
              + " need), found "
              + samples.length
              + " ("
              + frames
              + (frames == 1 ? " frame)" : " frames)"));
    }
    double[] cepstra = cepstra(samples);
    int n = options.coefficients();
    float[] values = new float[Math.multiplyExact(frames - order, dimension())];
    for (int t = order, at = 0; t < frames; t++) {
      for (int d = 0; d <= order; d++) {
        for (int k = 0; k < n; k++) {
          values[at++] = (float) difference(cepstra, t * n + k, n, d);
        }
      }
    }
    if (options.removeMean()) {
      MeanNormalizer.subtractMeans(values, dimension());
    }
    return Matrix.of(frames - order, dimension(), values);
  }

  /**
   * Rows of the features of so many samples; 0 or less where {@link #extract} would refuse them.
   */
  int rows(int samples) {
    return framer.frames(samples) - options.differences();
  }

  /** The backward difference of this order; {@code back} is the distance to the frame before. */
  private static double difference(double[] x, int at, int back, int order) {
    return order == 0
        ? x[at]
        : difference(x, at, back, order - 1) - difference(x, at - back, back, order - 1);
  }

  /** Cepstra of all frames before differences, row-major (frames, coefficients). */
  double[] cepstra(float[] samples) {
    float[] emphasised = emphasise(samples);
    int frames = framer.frames(samples.length);
    int size = options.frames().fftSize();
    int coefficients = options.coefficients();
    double[] cepstra = new double[Math.multiplyExact(frames, coefficients)];
    double[] frame = new double[size];
    double[] scratch = new double[size];
    double[] power = new double[size / 2 + 1];
    double[] energies = new double[filters.filters()];
    for (int t = 0; t < frames; t++) {
      framer.cut(emphasised, t, frame);
      fft.powerSpectrum(frame, scratch, power);
      filters.apply(power, energies);
      for (int m = 0; m < energies.length; m++) {
        double energy = energies[m] / size;
        energies[m] = Logarithm.of(energy == 0 ? EPSILON : energy);
      }
      for (int k = 0; k < coefficients; k++) {
        double[] row = cosines[k];
        double sum = 0;
        for (int m = 0; m < row.length; m++) {
          sum += row[m] * energies[m];
        }
        cepstra[t * coefficients + k] = sum;
      }
    }
    return cepstra;
  }

  /** y[0] = x[0], y[n] = x[n] - a x[n-1], every operation rounded to float. */
  private float[] emphasise(float[] samples) {
    float share = (float) options.preEmphasis();
    float[] result = new float[samples.length];
    float before = 0;
    for (int n = 0; n < samples.length; n++) {
      float now = samples[n] * INT16_SCALE;
      result[n] = now - share * before;
      before = now;
    }
    return result;
  }

  @Override
  public int sampleRate() {
    return options.sampleRate();
  }

  @Override
  public int dimension() {
    return options.coefficients() * (1 + options.differences());
  }

  @Override
  public double hopSeconds() {
    return (double) options.frames().hop() / options.sampleRate();
  }

  @Override
  public double windowSeconds() {
    return (double) options.frames().window() / options.sampleRate();
  }

  @Override
  public int droppedFrames() {
    return options.differences();
  }
}
