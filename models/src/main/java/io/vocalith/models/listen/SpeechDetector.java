package io.vocalith.models.listen;

import java.util.Arrays;

/**
 * Finds speech, and is not fooled by what is merely loud: tones, dialling and ringing, music on
 * hold, steady or bursting noise. First it finds what stands out of the background, then it asks of
 * each stretch whether its texture can be speech: modulation of the spectrum's shape and of
 * harmonicity, judged over three seconds. Both steps are deterministic and need no model.
 *
 * <p>The frame error on labelled recordings is measured by {@code SpeechDetectorErrorTest} and
 * stated in {@code models/SPEAKERS.md}.
 */
public final class SpeechDetector {
  private static final int REACH = 150;
  private static final int STEP = 25;

  /** Activity on either side of a longer pause is judged apart. */
  private static final int LONGEST_PAUSE = 100;

  /** Fewer active frames than this give no texture: a click is not speech. */
  private static final int LEAST_ACTIVE = 10;

  private SpeechDetector() {}

  /**
   * Marks the speech in a mono recording.
   *
   * @param samples the recording, full scale 1
   * @param sampleRate samples a second, 4,000 to 384,000
   * @throws IllegalArgumentException if the rate is out of that range
   */
  public static SpeechActivity detect(float[] samples, int sampleRate) {
    if (sampleRate < 4000 || sampleRate > 384_000) {
      throw new IllegalArgumentException(
          "expected a sample rate of 4000 to 384000, found " + sampleRate);
    }
    float[] finite = finite(samples);
    BandEnergies energies = BandEnergies.of(finite, sampleRate);
    boolean[] active = Activity.of(energies);
    Texture.Tracks tracks = Texture.Tracks.of(finite, sampleRate, energies);
    boolean[] speech = active.clone();
    int start = 0;
    while (start < active.length) {
      int end = passageEnd(active, start);
      judge(tracks, active, start, end, speech);
      start = end;
    }
    return SpeechActivity.of(speech, (double) samples.length / sampleRate);
  }

  /** Where the passage that starts here ends: after the pause that follows its activity. */
  private static int passageEnd(boolean[] active, int start) {
    int lastActive = -1;
    for (int t = start; t < active.length; t++) {
      if (active[t]) {
        lastActive = t;
      } else if (lastActive >= 0 && t - lastActive > LONGEST_PAUSE) {
        return t;
      }
    }
    return active.length;
  }

  /** Judges every quarter of a second by the three seconds around it, as far as they go. */
  private static void judge(
      Texture.Tracks tracks, boolean[] active, int start, int end, boolean[] speech) {
    int first = start;
    while (first < end && !active[first]) {
      first++;
    }
    int last = end;
    while (last > first && !active[last - 1]) {
      last--;
    }
    for (int from = first; from < last; from += STEP) {
      int to = Math.min(last, from + STEP);
      int begin = Math.max(first, Math.min((from + to) / 2 - REACH, last - 2 * REACH));
      if (!speechLike(tracks, active, begin, Math.min(last, begin + 2 * REACH))) {
        Arrays.fill(speech, from, to, false);
      }
    }
  }

  private static boolean speechLike(Texture.Tracks tracks, boolean[] active, int from, int to) {
    int count = 0;
    for (int t = from; t < to; t++) {
      count += active[t] ? 1 : 0;
    }
    return count >= LEAST_ACTIVE && tracks.over(active, from, to).speechLike();
  }

  /** Damaged float recordings may hold NaN or infinity; as silence they can do no harm. */
  private static float[] finite(float[] samples) {
    for (float sample : samples) {
      if (!Float.isFinite(sample)) {
        float[] finite = samples.clone();
        for (int i = 0; i < finite.length; i++) {
          finite[i] = Float.isFinite(finite[i]) ? finite[i] : 0;
        }
        return finite;
      }
    }
    return samples;
  }
}
