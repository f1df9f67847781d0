package io.vocalith.models.listen;

/**
 * Harmonicity of every 10 ms frame: the highest normalised autocorrelation of 30 ms of sound at
 * lags of 60 to 400 Hz, and that lag. Near 1 for vowels and single notes, near 0 for hiss.
 *
 * @param strength the correlation, 0 to 1, one a frame
 * @param period the lag in samples of the sound as analysed (at 8 kHz or little more), one a frame
 */
record Voicing(float[] strength, float[] period) {
  private static final int ANALYSIS_RATE = 8000;
  private static final double WINDOW_SECONDS = 0.03;
  private static final double LOWEST_HERTZ = 60;
  private static final double HIGHEST_HERTZ = 400;

  /**
   * A lag this near to the best one is preferred when shorter: multiples of a period score alike.
   */
  private static final double NEARLY_BEST = 0.9;

  static Voicing of(float[] samples, int rate) {
    int frames = BandEnergies.frames(samples.length, rate);
    int factor = Math.max(1, rate / ANALYSIS_RATE);
    float[] sound = decimate(samples, factor);
    double analysed = (double) rate / factor;
    int shortest = Math.max(2, (int) (analysed / HIGHEST_HERTZ));
    int longest = (int) (analysed / LOWEST_HERTZ);
    int window = (int) (WINDOW_SECONDS * analysed);
    float[] strength = new float[frames];
    float[] period = new float[frames];
    double[] correlation = new double[longest + 1];
    for (int t = 0; t < frames; t++) {
      int start = BandEnergies.centre(t, rate) / factor - (window + longest) / 2;
      start = Math.max(0, Math.min(start, sound.length - window - longest));
      period[t] = shortest;
      if (start + window + longest <= sound.length) {
        correlate(sound, start, window, shortest, correlation);
        int best = best(correlation, shortest);
        strength[t] = (float) Math.max(0, correlation[best]);
        period[t] = (float) (best + offset(correlation, best, shortest));
      }
    }
    return new Voicing(strength, period);
  }

  /** Means of blocks: a coarse low-pass, enough for pitch. */
  private static float[] decimate(float[] samples, int factor) {
    float[] sound = new float[samples.length / factor];
    for (int i = 0; i < sound.length; i++) {
      float sum = 0;
      for (int j = 0; j < factor; j++) {
        sum += samples[i * factor + j];
      }
      sound[i] = sum / factor;
    }
    return sound;
  }

  private static void correlate(
      float[] sound, int start, int window, int shortest, double[] correlation) {
    double energy = energy(sound, start, window);
    double shifted = energy(sound, start + shortest, window);
    for (int lag = shortest; lag < correlation.length; lag++) {
      float product = 0;
      for (int i = start; i < start + window; i++) {
        product += sound[i] * sound[i + lag];
      }
      correlation[lag] = product / Math.sqrt(Math.max(energy, 1e-9) * Math.max(shifted, 1e-9));
      if (lag + 1 < correlation.length) {
        double leaving = sound[start + lag];
        double entering = sound[start + lag + window];
        shifted += entering * entering - leaving * leaving;
      }
    }
  }

  private static double energy(float[] sound, int start, int window) {
    double energy = 0;
    for (int i = start; i < start + window; i++) {
      energy += (double) sound[i] * sound[i];
    }
    return energy;
  }

  /** The shortest lag with a local peak nearly as high as the highest correlation. */
  private static int best(double[] correlation, int shortest) {
    int highest = shortest;
    for (int lag = shortest; lag < correlation.length; lag++) {
      highest = correlation[lag] > correlation[highest] ? lag : highest;
    }
    for (int lag = shortest + 1; lag < highest; lag++) {
      if (correlation[lag] > NEARLY_BEST * correlation[highest]
          && correlation[lag] >= correlation[lag - 1]
          && correlation[lag] >= correlation[lag + 1]) {
        return lag;
      }
    }
    return highest;
  }

  /** Where between the lags the parabola through three correlations has its top. */
  private static double offset(double[] correlation, int best, int shortest) {
    if (best == shortest || best == correlation.length - 1) {
      return 0;
    }
    double left = correlation[best - 1];
    double right = correlation[best + 1];
    double curvature = left - 2 * correlation[best] + right;
    return curvature < 0 ? 0.5 * (left - right) / curvature : 0;
  }
}
