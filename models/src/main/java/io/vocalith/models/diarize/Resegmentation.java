package io.vocalith.models.diarize;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives every window to a voice, along the path that is most like the voices and changes speakers
 * least (Viterbi), and estimates the voices anew from the windows they were given.
 */
final class Resegmentation {
  /** What a change of speaker must gain in cosine; half as much across a pause. */
  static final double CHANGE_COST = 0.3;

  private static final int ROUNDS = 3;

  private Resegmentation() {}

  /** The number of the voice of every window. */
  static int[] labels(List<Window> windows, List<float[]> voices, List<float[]> means) {
    List<float[]> current = means;
    int[] labels = path(windows, voices, current);
    for (int round = 1; round < ROUNDS; round++) {
      current = means(voices, labels, current);
      labels = path(windows, voices, current);
    }
    return labels;
  }

  /** The path of the greatest sum of cosines less the cost of its changes. */
  static int[] path(List<Window> windows, List<float[]> voices, List<float[]> means) {
    int speakers = means.size();
    int[][] cameFrom = new int[windows.size()][speakers];
    double[] best = new double[speakers];
    for (int w = 0; w < windows.size(); w++) {
      boolean pause = w > 0 && windows.get(w - 1).stretch() != windows.get(w).stretch();
      int leader = highest(best);
      double changed = best[leader] - (pause ? CHANGE_COST / 2 : CHANGE_COST);
      for (int s = 0; s < speakers; s++) {
        boolean stays = best[s] >= changed;
        cameFrom[w][s] = stays ? s : leader;
        best[s] = (stays ? best[s] : changed) + Vectors.cosine(voices.get(w), means.get(s));
      }
    }
    int[] path = new int[windows.size()];
    int state = highest(best);
    for (int w = path.length - 1; w >= 0; w--) {
      path[w] = state;
      state = cameFrom[w][state];
    }
    return path;
  }

  private static int highest(double[] values) {
    int highest = 0;
    for (int i = 1; i < values.length; i++) {
      highest = values[i] > values[highest] ? i : highest;
    }
    return highest;
  }

  /** The mean voices of the windows; who was given none stays as before. */
  private static List<float[]> means(List<float[]> voices, int[] labels, List<float[]> before) {
    List<float[]> means = new ArrayList<>();
    for (int s = 0; s < before.size(); s++) {
      List<float[]> mine = new ArrayList<>();
      for (int w = 0; w < labels.length; w++) {
        if (labels[w] == s) {
          mine.add(voices.get(w));
        }
      }
      means.add(mine.isEmpty() ? before.get(s) : Vectors.mean(mine));
    }
    return means;
  }
}
