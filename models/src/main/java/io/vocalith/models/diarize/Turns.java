package io.vocalith.models.diarize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labelled windows to turns: within a stretch of speech, time belongs to the nearest middle. */
final class Turns {
  /** Pauses up to this long within one speaker's speech do not end a turn. */
  private static final double LONGEST_PAUSE = 0.3;

  private Turns() {}

  static List<Turn> of(List<Window> windows, int[] labels) {
    List<Turn> turns = new ArrayList<>();
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      boolean first = i == 0 || windows.get(i - 1).stretch() != window.stretch();
      boolean last = i == windows.size() - 1 || windows.get(i + 1).stretch() != window.stretch();
      double start = first ? window.start() : (windows.get(i - 1).middle() + window.middle()) / 2;
      double end = last ? window.end() : (window.middle() + windows.get(i + 1).middle()) / 2;
      String name = names.computeIfAbsent(labels[i], l -> "speaker" + (names.size() + 1));
      add(turns, new Turn(start, end, name));
    }
    return turns;
  }

  private static void add(List<Turn> turns, Turn turn) {
    Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
    if (last != null
        && last.speaker().equals(turn.speaker())
        && turn.start() - last.end() <= LONGEST_PAUSE) {
      turns.set(turns.size() - 1, new Turn(last.start(), turn.end(), turn.speaker()));
    } else {
      turns.add(turn);
    }
  }
}
