package io.vocalith.models.listen;

/** Flat tops: runs of samples at the very highest or lowest value of a recording. */
final class Clipping {
  private static final int SHORTEST_RUN = 3;
  private static final float SAME = 1e-4f;

  /** A recording that never gets this loud is not clipped, only quiet. */
  private static final float LEAST_PEAK = 0.05f;

  private Clipping() {}

  /** Share of the samples in such runs, 0 to 1. */
  static double share(float[] samples) {
    float highest = LEAST_PEAK;
    float lowest = -LEAST_PEAK;
    for (float sample : samples) {
      if (Float.isFinite(sample)) {
        highest = Math.max(highest, sample);
        lowest = Math.min(lowest, sample);
      }
    }
    long clipped = 0;
    int run = 0;
    int side = 0;
    for (float sample : samples) {
      int now = sample >= highest - SAME ? 1 : sample <= lowest + SAME ? -1 : 0;
      run = now != 0 && now == side ? run + 1 : now != 0 ? 1 : 0;
      side = now;
      if (run == SHORTEST_RUN) {
        clipped += SHORTEST_RUN;
      } else if (run > SHORTEST_RUN) {
        clipped++;
      }
    }
    return samples.length == 0 ? 0 : (double) clipped / samples.length;
  }
}
