package io.vocalith.models.listen;

import java.util.Arrays;

/**
 * Where something stands out of the background: the mean rise of the six clearest bands over a
 * background tracked band by band, a threshold that follows the loudest rises, and the best path
 * through two states that costs something to change. It does not ask what stands out.
 */
final class Activity {
  /** Frames on either side that are averaged before the background is sought. */
  private static final int SMOOTHING = 2;

  /** The background of a band is this quantile of its energy within three seconds either way. */
  private static final double BACKGROUND_QUANTILE = 0.1;

  private static final int BACKGROUND_REACH = 300;
  private static final int BACKGROUND_STEP = 10;

  /** From that quantile of a steady noise to its mean, in decibels. */
  private static final double BACKGROUND_BIAS = 1;

  /** Nothing this far under the loudest frames counts: breath and room in a quiet recording. */
  private static final double RANGE_DECIBELS = 35;

  private static final int CLEAREST = 6;
  private static final double RISE_LIMIT = 20;
  private static final double THRESHOLD_SHARE = 0.2;
  private static final double LEAST_THRESHOLD = 2;
  private static final double GREATEST_THRESHOLD = 6;

  /** Decibel-frames that a change of state must be worth. */
  private static final double CHANGE_COST = 25;

  private static final double LOUD_QUANTILE = 0.95;

  private Activity() {}

  static boolean[] of(BandEnergies energies) {
    float[][] smooth = smooth(energies.decibels());
    if (smooth.length == 0) {
      return new boolean[0];
    }
    double[] rise = rises(smooth);
    double loud = quantile(rise.clone(), LOUD_QUANTILE);
    double threshold =
        Math.min(GREATEST_THRESHOLD, Math.max(LEAST_THRESHOLD, THRESHOLD_SHARE * loud));
    for (int t = 0; t < rise.length; t++) {
      rise[t] -= threshold;
    }
    return bestPath(rise);
  }

  /** Means of power over five frames, in decibels; (frames, bands). */
  private static float[][] smooth(float[][] decibels) {
    int frames = decibels.length;
    double[][] power = new double[frames][];
    for (int t = 0; t < frames; t++) {
      power[t] = new double[BandEnergies.BANDS];
      for (int b = 0; b < BandEnergies.BANDS; b++) {
        power[t][b] = Math.pow(10, decibels[t][b] / 10);
      }
    }
    float[][] smooth = new float[frames][BandEnergies.BANDS];
    for (int t = 0; t < frames; t++) {
      int from = Math.max(0, t - SMOOTHING);
      int to = Math.min(frames, t + SMOOTHING + 1);
      for (int b = 0; b < BandEnergies.BANDS; b++) {
        double sum = 0;
        for (int u = from; u < to; u++) {
          sum += power[u][b];
        }
        smooth[t][b] = (float) (10 * Math.log10(sum / (to - from)));
      }
    }
    return smooth;
  }

  private static double[] rises(float[][] smooth) {
    int frames = smooth.length;
    double least = loudest(smooth) - RANGE_DECIBELS - 10 * Math.log10(BandEnergies.BANDS);
    double[] rise = new double[frames];
    double[] background = new double[BandEnergies.BANDS];
    double[] rises = new double[BandEnergies.BANDS];
    for (int t = 0; t < frames; t++) {
      if (t % BACKGROUND_STEP == 0) {
        background(smooth, t, background);
      }
      for (int b = 0; b < rises.length; b++) {
        double over = smooth[t][b] - Math.max(least, background[b]);
        rises[b] = Math.min(RISE_LIMIT, Math.max(0, over));
      }
      Arrays.sort(rises);
      for (int k = 1; k <= CLEAREST; k++) {
        rise[t] += rises[rises.length - k] / CLEAREST;
      }
    }
    return rise;
  }

  private static double loudest(float[][] smooth) {
    double[] total = new double[smooth.length];
    for (int t = 0; t < smooth.length; t++) {
      for (float decibels : smooth[t]) {
        total[t] += Math.pow(10, decibels / 10);
      }
    }
    return 10 * Math.log10(quantile(total, LOUD_QUANTILE));
  }

  private static void background(float[][] smooth, int frame, double[] background) {
    int from = Math.max(0, frame - BACKGROUND_REACH);
    int to = Math.min(smooth.length, frame + BACKGROUND_REACH);
    double[] values = new double[to - from];
    for (int b = 0; b < background.length; b++) {
      for (int u = from; u < to; u++) {
        values[u - from] = smooth[u][b];
      }
      background[b] = quantile(values, BACKGROUND_QUANTILE) + BACKGROUND_BIAS;
    }
  }

  /** A quantile of values, which are sorted on the way. */
  static double quantile(double[] values, double share) {
    Arrays.sort(values);
    return values[(int) (share * (values.length - 1))];
  }

  /** Viterbi's path through quiet and active, worth the sum of the active frames' gains. */
  private static boolean[] bestPath(double[] gain) {
    int frames = gain.length;
    boolean[] quietCameFromActive = new boolean[frames];
    boolean[] activeCameFromActive = new boolean[frames];
    double quiet = 0;
    double active = -CHANGE_COST;
    for (int t = 0; t < frames; t++) {
      quietCameFromActive[t] = active - CHANGE_COST > quiet;
      activeCameFromActive[t] = active >= quiet - CHANGE_COST;
      double wasQuiet = quiet;
      quiet = Math.max(quiet, active - CHANGE_COST);
      active = Math.max(active, wasQuiet - CHANGE_COST) + gain[t];
    }
    boolean[] path = new boolean[frames];
    boolean state = active > quiet;
    for (int t = frames - 1; t >= 0; t--) {
      path[t] = state;
      state = state ? activeCameFromActive[t] : quietCameFromActive[t];
    }
    return path;
  }
}
