package io.vocalith.models.eval.speakers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * The reference's list of utterances that are left out ({@code eval.py, excluded_set}): 210
 * positions in the list of enrolled utterances sorted by duration. It was made for {@code
 * veri_test2.txt} and leaves out other recordings wherever durations or the list differ.
 */
public final class MindSporeExclusions {
  /** First and last position of each run, both left out. */
  private static final int[][] RUNS = {{2302, 2387}, {2970, 3037}, {4442, 4492}, {4639, 4643}};

  private MindSporeExclusions() {}

  /** Whether the utterance at a position of the sorted list is left out. */
  static boolean excludes(int position) {
    for (int[] run : RUNS) {
      if (position >= run[0] && position <= run[1]) {
        return true;
      }
    }
    return false;
  }

  /**
   * The utterances that the reference embeds, in its order: first columns of the trials, each once,
   * by duration and then by name, without the excluded positions.
   */
  public static List<String> embedded(List<Trial> trials, ToDoubleFunction<String> seconds) {
    Set<String> names = new TreeSet<>();
    trials.forEach(trial -> names.add(trial.enroll()));
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(Comparator.comparingDouble(seconds));
    Set<String> kept = new LinkedHashSet<>();
    for (int i = 0; i < sorted.size(); i++) {
      if (!excludes(i)) {
        kept.add(sorted.get(i));
      }
    }
    return List.copyOf(kept);
  }
}
