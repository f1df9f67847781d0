package io.vocalith.models.ctc;

import io.vocalith.audio.AudioClip;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a long recording is best cut: every passage ends in the middle of the half second with the
 * least energy in the last third of its greatest length, which is a silence where there is one.
 */
final class StillPlaces {
  private static final double SECONDS = 0.5;

  private StillPlaces() {}

  /**
   * Frames at which passages begin, the first one's excepted.
   *
   * @param clip at the rate of the front end
   * @param frames of the front end in the whole clip
   * @param longest frames of a passage at most
   */
  static List<Integer> in(AudioClip clip, TimeBase times, int frames, int longest) {
    int width = (int) Math.max(1, Math.round(SECONDS * times.sampleRate() / times.hop()));
    List<Integer> places = new ArrayList<>();
    int from = 0;
    while (frames - from > longest) {
      int last = Math.min(from + longest, frames - width);
      from = stillest(clip, times, from + 2 * longest / 3, last, width);
      places.add(from);
    }
    return places;
  }

  /** The frame in the middle of the stillest {@code width} hops around one of these frames. */
  private static int stillest(AudioClip clip, TimeBase times, int first, int last, int width) {
    double[] until = new double[last - first + width + 1]; // energy of the hops before each
    for (int hop = 1; hop < until.length; hop++) {
      until[hop] = until[hop - 1] + energy(clip, times, first - width / 2 + hop - 1);
    }
    int best = 0;
    for (int i = 0; first + i <= last; i++) {
      if (until[i + width] - until[i] < until[best + width] - until[best]) {
        best = i;
      }
    }
    return first + best;
  }

  /** Energy of the hop that begins where a frame does. */
  private static double energy(AudioClip clip, TimeBase times, int frame) {
    int start = (int) Math.min(clip.length(), Math.round(times.onset(frame) * times.sampleRate()));
    int end = (int) Math.min(clip.length(), start + times.hop());
    double sum = 0;
    for (float sample : clip.samples(start, end)) {
      sum += sample * sample;
    }
    return sum;
  }
}
