package io.vocalith.models.listen;

import java.util.Arrays;

/**
 * What up to three seconds of active sound are made of, and whether speech can be. Speech takes
 * turns: harmonic vowels, unharmonic consonants, a spectrum always on its way from one shape to the
 * next, a pitch that glides. Tones lie in one or two peaks, notes hold their pitch, music is never
 * without harmony, noise never with it.
 *
 * @param concentration median share of energy in the two highest spectral peaks
 * @param movement median change of the spectrum's shape over 80 ms, in decibels
 * @param voiced share of clearly harmonic frames
 * @param unvoiced share of clearly unharmonic frames
 * @param steady share of the harmonic frames whose pitch holds to 1.2 % over 60 ms
 */
record Texture(
    double concentration, double movement, double voiced, double unvoiced, double steady) {
  private static final double HARMONIC = 0.65;
  private static final double UNHARMONIC = 0.4;
  private static final double SAME_PITCH = 0.012;
  private static final int PITCH_REACH = 3;
  private static final int SHAPE_REACH = 4;

  /** Decibels under the loudest frames beneath which a band's movement does not count. */
  private static final double RANGE_DECIBELS = 50;

  // Between the extremes measured on speech (TIMIT sample, LibriSpeech in pieces of 2 and 3 s,
  // espeak-ng, down to 0 dB of white and pink noise) and on synthesised tones, signals, music and
  // noises.
  private static final double MOST_CONCENTRATION = 0.70;
  private static final double LEAST_MOVEMENT = 2.1;
  private static final double LEAST_VOICED = 0.03;
  // The less the spectrum moves, the more it takes in consonants to be speech and not a chord.
  private static final double LEAST_UNVOICED = 0.02;
  private static final double STILL_UNVOICED = 0.07;
  private static final double UNVOICED_PER_MOVEMENT = 0.0075;
  private static final double MOST_STEADY = 0.62;

  /** Whether such a sound can be speech. */
  boolean speechLike() {
    return concentration < MOST_CONCENTRATION
        && movement > LEAST_MOVEMENT
        && voiced > LEAST_VOICED
        && unvoiced > Math.max(LEAST_UNVOICED, STILL_UNVOICED - UNVOICED_PER_MOVEMENT * movement)
        && steady < MOST_STEADY;
  }

  /** What the textures of one recording are computed from, frame by frame. */
  record Tracks(float[] movement, float[] concentration, Voicing voicing) {
    static Tracks of(float[] samples, int rate, BandEnergies energies) {
      return new Tracks(
          movements(energies.decibels()), energies.concentration(), Voicing.of(samples, rate));
    }

    /** The texture of the active frames from (inclusive) to (exclusive); at least one is active. */
    Texture over(boolean[] active, int from, int to) {
      double[] concentrations = new double[to - from];
      double[] movements = new double[to - from];
      int count = 0;
      int voiced = 0;
      int unvoiced = 0;
      int steady = 0;
      for (int t = from; t < to; t++) {
        if (active[t]) {
          concentrations[count] = concentration[t];
          movements[count++] = movement[t];
          float strength = voicing.strength()[t];
          unvoiced += strength < UNHARMONIC ? 1 : 0;
          voiced += strength > HARMONIC ? 1 : 0;
          steady += strength > HARMONIC && steady(t) ? 1 : 0;
        }
      }
      return new Texture(
          Activity.quantile(Arrays.copyOf(concentrations, count), 0.5),
          Activity.quantile(Arrays.copyOf(movements, count), 0.5),
          (double) voiced / count,
          (double) unvoiced / count,
          (double) steady / Math.max(1, voiced));
    }

    private boolean steady(int frame) {
      float[] period = voicing.period();
      int before = Math.max(0, frame - PITCH_REACH);
      int after = Math.min(period.length - 1, frame + PITCH_REACH);
      return Math.abs(Math.log(period[after] / period[before])) < SAME_PITCH;
    }
  }

  /** Change of each frame's spectral shape, its loudness taken out, across 80 ms. */
  private static float[] movements(float[][] decibels) {
    int frames = decibels.length;
    float[][] shapes = shapes(decibels);
    float[] movements = new float[frames];
    for (int t = 0; t < frames; t++) {
      float[] before = shapes[Math.max(0, t - SHAPE_REACH)];
      float[] after = shapes[Math.min(frames - 1, t + SHAPE_REACH)];
      double sum = 0;
      double squares = 0;
      for (int b = 0; b < before.length; b++) {
        double change = after[b] - before[b];
        sum += change;
        squares += change * change;
      }
      double mean = sum / before.length;
      movements[t] = (float) Math.sqrt(Math.max(0, squares / before.length - mean * mean));
    }
    return movements;
  }

  /** Band energies over the floor, averaged over five frames; (frames, bands). */
  private static float[][] shapes(float[][] decibels) {
    int frames = decibels.length;
    double floor = loudest(decibels) - RANGE_DECIBELS;
    float[][] shapes = new float[frames][BandEnergies.BANDS];
    for (int t = 0; t < frames; t++) {
      int from = Math.max(0, t - 2);
      int to = Math.min(frames, t + 3);
      for (int b = 0; b < BandEnergies.BANDS; b++) {
        double sum = 0;
        for (int u = from; u < to; u++) {
          sum += Math.max(floor, decibels[u][b]);
        }
        shapes[t][b] = (float) (sum / (to - from));
      }
    }
    return shapes;
  }

  private static double loudest(float[][] decibels) {
    double[] total = new double[decibels.length];
    for (int t = 0; t < total.length; t++) {
      for (float band : decibels[t]) {
        total[t] += Math.pow(10, band / 10);
      }
    }
    return total.length == 0 ? 0 : 10 * Math.log10(Activity.quantile(total, 0.95));
  }
}
