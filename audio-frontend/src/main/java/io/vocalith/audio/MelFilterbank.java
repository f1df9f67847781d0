package io.vocalith.audio;

import java.util.Arrays;

/**
 * Triangular filters over the bins of a power spectrum. Each filter touches a short run of bins, so
 * only the runs are stored and multiplied.
 */
final class MelFilterbank {
  private final int[] first; // (filters): the first bin of each run
  private final double[][] weights; // (filters, bins of the run)

  private MelFilterbank(float[][] dense) {
    this(widen(dense));
  }

  private MelFilterbank(double[][] dense) {
    first = new int[dense.length];
    weights = new double[dense.length][];
    for (int m = 0; m < dense.length; m++) {
      int from = 0;
      int to = dense[m].length;
      while (from < to && dense[m][from] == 0) {
        from++;
      }
      while (to > from && dense[m][to - 1] == 0) {
        to--;
      }
      first[m] = from;
      weights[m] = Arrays.copyOfRange(dense[m], from, to);
    }
  }

  /**
   * python_speech_features 0.6, {@code get_filterbanks}: edges evenly spaced in mel and rounded
   * down to whole bins, floor((n + 1) f / rate); the triangle over edges j, j+1, j+2 peaks at 1.
   */
  static MelFilterbank onBins(MelOptions options, int fftSize, int sampleRate) {
    int[] edge = binEdges(options, fftSize, sampleRate);
    double[][] dense = new double[options.filters()][fftSize / 2 + 1];
    for (int m = 0; m < dense.length; m++) {
      for (int k = edge[m]; k < edge[m + 1]; k++) {
        dense[m][k] = (double) (k - edge[m]) / (edge[m + 1] - edge[m]);
      }
      for (int k = edge[m + 1]; k < edge[m + 2]; k++) {
        dense[m][k] = (double) (edge[m + 2] - k) / (edge[m + 2] - edge[m + 1]);
      }
    }
    return new MelFilterbank(dense);
  }

  static int[] binEdges(MelOptions options, int fftSize, int sampleRate) {
    double low = mel(options.lowHz());
    double step = (mel(options.highHz()) - low) / (options.filters() + 1);
    int[] edge = new int[options.filters() + 2];
    for (int i = 0; i < edge.length; i++) {
      double hz = 700 * (StrictMath.pow(10, (low + step * i) / 2595) - 1);
      edge[i] = (int) Math.min(fftSize / 2, Math.floor((fftSize + 1) * hz / sampleRate));
    }
    return edge;
  }

  /**
   * SpeechBrain, {@code processing.features.Filterbank}: centres evenly spaced in mel; on both
   * sides the triangle falls to 0 over the distance to the centre on its left. All in float, as
   * there.
   */
  static MelFilterbank symmetric(MelOptions options, int fftSize, int sampleRate) {
    float[] edge = hertzEdges(options);
    float[][] dense = new float[options.filters()][fftSize / 2 + 1];
    for (int m = 0; m < dense.length; m++) {
      float band = edge[m + 1] - edge[m];
      for (int k = 0; k <= fftSize / 2; k++) {
        float slope = ((float) ((double) k * sampleRate / fftSize) - edge[m + 1]) / band;
        dense[m][k] = Math.max(0, Math.min(1 + slope, 1 - slope));
      }
    }
    return new MelFilterbank(dense);
  }

  /** filters + 2 frequencies in Hz, rounded where {@code torch.linspace} rounds: from both ends. */
  static float[] hertzEdges(MelOptions options) {
    float low = (float) mel(options.lowHz());
    float high = (float) mel(options.highHz());
    int count = options.filters() + 2;
    float step = (high - low) / (count - 1);
    float[] edge = new float[count];
    for (int i = 0; i < count; i++) {
      float mel = i < count / 2 ? low + step * i : high - step * (count - 1 - i);
      edge[i] = 700f * ((float) StrictMath.pow(10, mel / 2595f) - 1f);
    }
    return edge;
  }

  private static double mel(double hz) {
    return 2595 * StrictMath.log10(1 + hz / 700);
  }

  private static double[][] widen(float[][] narrow) {
    double[][] wide = new double[narrow.length][narrow[0].length];
    for (int m = 0; m < narrow.length; m++) {
      for (int k = 0; k < narrow[m].length; k++) {
        wide[m][k] = narrow[m][k];
      }
    }
    return wide;
  }

  /** Number of filters. */
  int filters() {
    return first.length;
  }

  /** Each filter's weighted sum of the power spectrum, bins added in ascending order. */
  void apply(double[] power, double[] energies) {
    for (int m = 0; m < first.length; m++) {
      double[] run = weights[m];
      int from = first[m];
      double sum = 0;
      for (int k = 0; k < run.length; k++) {
        sum += run[k] * power[from + k];
      }
      energies[m] = sum;
    }
  }
}
