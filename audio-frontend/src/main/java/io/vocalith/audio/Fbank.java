package io.vocalith.audio;

import io.vocalith.engine.Matrix;

/**
 * Mel filter bank energies in decibels as SpeechBrain computes them ({@code lobes.features.Fbank}):
 * power spectra of centred frames, symmetric triangular filters, 10 log10 of at least 1e-10, a
 * floor 80 dB under the recording's largest value, and then, where asked, the mean of each column
 * removed. Computed in double from samples in -1 to 1, rounded to float once at the decibels.
 */
public final class Fbank implements FeatureExtractor {
  private static final double LEAST_POWER = 1e-10;
  private static final double DECIBELS_PER_NEPER = 10 / StrictMath.log(10);

  private final FbankOptions options;
  private final Framer framer;
  private final RealFft fft;
  private final MelFilterbank filters;

  /** The extractor with the settings of ecapa_tdnn. */
  public Fbank() {
    this(FbankOptions.DEFAULTS);
  }

  /** An extractor with these settings. */
  public Fbank(FbankOptions options) {
    this.options = options;
    this.framer = Framer.centred(options.frames());
    this.fft = new RealFft(options.frames().fftSize());
    this.filters =
        MelFilterbank.symmetric(options.mel(), options.frames().fftSize(), options.sampleRate());
  }

  /** The settings. */
  public FbankOptions options() {
    return options;
  }

  @Override
  public Matrix extract(float[] samples) {
    FeatureExtractor.requireUsable(samples);
    int frames = framer.frames(samples.length);
    float[] values = new float[Math.multiplyExact(frames, dimension())];
    Spectra spectra = new Spectra();
    float largest = Float.NEGATIVE_INFINITY;
    for (int t = 0, at = 0; t < frames; t++) {
      for (double energy : spectra.melPower(samples, t)) {
        float decibels = (float) (DECIBELS_PER_NEPER * Logarithm.of(Math.max(energy, LEAST_POWER)));
        largest = Math.max(largest, decibels);
        values[at++] = decibels;
      }
    }
    float floor = (float) (largest - options.topDecibels());
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], floor);
    }
    if (options.removeMean()) {
      MeanNormalizer.subtractMeans(values, dimension());
    }
    return Matrix.of(frames, dimension(), values);
  }

  /** The scratch of one call: nothing is allocated per frame. */
  final class Spectra {
    private final double[] frame = new double[options.frames().fftSize()];
    private final double[] scratch = new double[frame.length];
    private final double[] power = new double[frame.length / 2 + 1];
    private final double[] energies = new double[filters.filters()];

    /** Filter energies of frame t; the array is used again by the next call. */
    double[] melPower(float[] samples, int t) {
      framer.cut(samples, t, frame);
      fft.powerSpectrum(frame, scratch, power);
      filters.apply(power, energies);
      return energies;
    }
  }

  @Override
  public int sampleRate() {
    return options.sampleRate();
  }

  @Override
  public int dimension() {
    return options.mel().filters();
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
    return 0;
  }
}
