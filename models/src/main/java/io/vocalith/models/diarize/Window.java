package io.vocalith.models.diarize;

import io.vocalith.models.listen.SpeechActivity;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of speech that is turned into one embedding.
 *
 * @param start in seconds
 * @param end in seconds
 * @param stretch number of the stretch of speech it lies in
 */
record Window(double start, double end, int stretch) {
  double middle() {
    return (start + end) / 2;
  }

  double seconds() {
    return end - start;
  }

  /** Windows over every stretch of speech, the last of each moved back to end with it. */
  static List<Window> over(List<SpeechActivity.Stretch> stretches, double window, double hop) {
    List<Window> windows = new ArrayList<>();
    for (int s = 0; s < stretches.size(); s++) {
      SpeechActivity.Stretch stretch = stretches.get(s);
      double start = stretch.start();
      while (start + window < stretch.end()) {
        windows.add(new Window(start, start + window, s));
        start += hop;
      }
      windows.add(new Window(Math.max(stretch.start(), stretch.end() - window), stretch.end(), s));
    }
    return windows;
  }
}
