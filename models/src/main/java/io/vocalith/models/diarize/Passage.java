package io.vocalith.models.diarize;

import io.vocalith.models.listen.SpeechActivity;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a stretch of speech that is taken for one speaker's until clusters are found: long
 * enough that what is said and how it ends no longer drown who says it.
 *
 * @param start in seconds
 * @param end in seconds
 * @param stretch number of the stretch of speech it lies in
 */
record Passage(double start, double end, int stretch) {
  double seconds() {
    return end - start;
  }

  /** Every stretch of speech in as few equal parts as are no longer than so many seconds. */
  static List<Passage> over(List<SpeechActivity.Stretch> stretches, double longest) {
    List<Passage> passages = new ArrayList<>();
    for (int s = 0; s < stretches.size(); s++) {
      SpeechActivity.Stretch stretch = stretches.get(s);
      int parts = Math.max(1, (int) Math.ceil(stretch.seconds() / longest - 1e-9));
      for (int p = 0; p < parts; p++) {
        double start = stretch.start() + stretch.seconds() * p / parts;
        double end = stretch.start() + stretch.seconds() * (p + 1) / parts;
        passages.add(new Passage(start, end, s));
      }
    }
    return passages;
  }

  /** The mean direction of the windows whose middle lies in it; where none does, of the nearest. */
  float[] voice(List<Window> windows, List<float[]> voices) {
    List<float[]> mine = new ArrayList<>();
    int nearest = -1;
    for (int w = 0; w < windows.size(); w++) {
      Window window = windows.get(w);
      if (window.stretch() == stretch) {
        if (window.middle() >= start && window.middle() < end) {
          mine.add(voices.get(w));
        }
        nearest = nearest < 0 || away(window) < away(windows.get(nearest)) ? w : nearest;
      }
    }
    return Vectors.mean(mine.isEmpty() ? List.of(voices.get(nearest)) : mine);
  }

  private double away(Window window) {
    return Math.abs(window.middle() - (start + end) / 2);
  }
}
