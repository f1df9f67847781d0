package io.vocalith.models.diarize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DiarizationErrorTest {
  private static final int CELLS = 60;

  @Test
  void equalsTheCountOfCellsUnderTheBestOfAllMappings() {
    Random random = new Random(1);
    for (int n = 0; n < 2000; n++) {
      List<Turn> reference = turns(random, "ref", random.nextInt(4));
      List<Turn> answer = turns(random, "hyp", random.nextInt(4));
      int collar = random.nextInt(3);
      DiarizationError found = DiarizationError.of(reference, answer, collar * 0.5);
      Set<String> expected = counted(reference, answer, collar);
      assertTrue(
          expected.contains(found.toString()),
          () -> reference + " " + answer + ": expected one of " + expected + ", found " + found);
    }
  }

  /** Turns on a grid of half seconds; overlapping ones and empty lists on purpose. */
  private static List<Turn> turns(Random random, String prefix, int speakers) {
    List<Turn> turns = new ArrayList<>();
    for (int n = 0; speakers > 0 && n < random.nextInt(8); n++) {
      int start = random.nextInt(CELLS);
      int end = start + 1 + random.nextInt(Math.min(12, CELLS - start));
      turns.add(new Turn(start * 0.5, end * 0.5, prefix + random.nextInt(speakers)));
    }
    return turns;
  }

  /** The same by brute force: every mapping that shares the most, every cell. */
  private static Set<String> counted(List<Turn> reference, List<Turn> answer, int collar) {
    boolean[][] truth = cells(reference, "ref");
    boolean[][] found = cells(answer, "hyp");
    List<int[]> best = new ArrayList<>();
    bestMappings(truth, found, 0, new int[3], new int[] {-1}, best);
    Set<String> errors = new HashSet<>();
    for (int[] mapping : best) {
      errors.add(counted(truth, found, mapping, collar).toString());
    }
    return errors;
  }

  private static DiarizationError counted(
      boolean[][] truth, boolean[][] found, int[] mapping, int collar) {
    double[] sums = new double[4];
    for (int cell = 0; cell < CELLS; cell++) {
      if (near(truth, cell, collar)) {
        continue;
      }
      int there = 0;
      int claimed = 0;
      int correct = 0;
      for (int s = 0; s < 3; s++) {
        there += truth[s][cell] ? 1 : 0;
        claimed += found[s][cell] ? 1 : 0;
        correct += truth[s][cell] && found[mapping[s]][cell] ? 1 : 0;
      }
      sums[0] += there * 0.5;
      sums[1] += Math.max(0, there - claimed) * 0.5;
      sums[2] += Math.max(0, claimed - there) * 0.5;
      sums[3] += (Math.min(there, claimed) - correct) * 0.5;
    }
    return new DiarizationError(sums[0], sums[1], sums[2], sums[3]);
  }

  private static boolean[][] cells(List<Turn> turns, String prefix) {
    boolean[][] cells = new boolean[3][CELLS];
    for (Turn turn : turns) {
      int speaker = Integer.parseInt(turn.speaker().substring(prefix.length()));
      for (int cell = (int) (turn.start() * 2); cell < turn.end() * 2; cell++) {
        cells[speaker][cell] = true;
      }
    }
    return cells;
  }

  /** Whether a boundary of the reference lies within so many cells. */
  private static boolean near(boolean[][] truth, int cell, int collar) {
    for (boolean[] speaker : truth) {
      for (int edge = 0; edge <= CELLS; edge++) {
        boolean before = edge > 0 && speaker[edge - 1];
        boolean after = edge < CELLS && speaker[edge];
        if (before != after && cell >= edge - collar && cell < edge + collar) {
          return true;
        }
      }
    }
    return false;
  }

  private static void bestMappings(
      boolean[][] truth,
      boolean[][] found,
      int speaker,
      int[] mapping,
      int[] most,
      List<int[]> best) {
    if (speaker == 3) {
      int shared = 0;
      for (int s = 0; s < 3; s++) {
        for (int cell = 0; cell < CELLS; cell++) {
          shared += truth[s][cell] && found[mapping[s]][cell] ? 1 : 0;
        }
      }
      if (shared > most[0]) {
        most[0] = shared;
        best.clear();
      }
      if (shared == most[0]) {
        best.add(mapping.clone());
      }
      return;
    }
    for (int answer = 0; answer < 3; answer++) {
      boolean taken = false;
      for (int s = 0; s < speaker; s++) {
        taken |= mapping[s] == answer;
      }
      if (!taken) {
        mapping[speaker] = answer;
        bestMappings(truth, found, speaker + 1, mapping, most, best);
      }
    }
  }

  @Test
  void aPerfectAnswerUnderOtherNamesHasNoError() {
    List<Turn> reference = List.of(new Turn(0, 4, "a"), new Turn(3, 9, "b"));
    List<Turn> answer = List.of(new Turn(3, 9, "x"), new Turn(0, 4, "y"));
    assertEquals(new DiarizationError(10, 0, 0, 0), DiarizationError.of(reference, answer, 0));
    assertEquals(0, DiarizationError.of(reference, answer, 0.25).rate());
  }

  @Test
  void nothingToScore() {
    assertEquals(0, DiarizationError.of(List.of(), List.of(), 0.25).rate());
    assertEquals(
        Double.POSITIVE_INFINITY,
        DiarizationError.of(List.of(), List.of(new Turn(0, 1, "a")), 0).rate());
    assertEquals(1, DiarizationError.of(List.of(new Turn(0, 1, "a")), List.of(), 0).rate());
    assertThrows(
        IllegalArgumentException.class, () -> DiarizationError.of(List.of(), List.of(), -1));
  }

  @Test
  void rttmIsReadBack() throws IOException {
    List<Turn> turns = List.of(new Turn(0.5, 2.25, "speaker1"), new Turn(2, 3.125, "speaker2"));
    String text = Rttm.write("my call", turns);
    assertEquals(
        "SPEAKER my_call 1 0.500 1.750 <NA> <NA> speaker1 <NA> <NA>\n"
            + "SPEAKER my_call 1 2.000 1.125 <NA> <NA> speaker2 <NA> <NA>\n",
        text);
    assertEquals(Map.of("my_call", turns), Rttm.read("SPKR-INFO x\n\n" + text, "test"));
    assertEquals(
        "test, line 2: expected a turn from 0 s on that ends after its start, found -1.0 to 1.0",
        assertThrows(
                ListFormatException.class,
                () -> Rttm.read("\nSPEAKER f 1 -1 2 <NA> <NA> a <NA> <NA>", "test"))
            .getMessage());
    assertThrows(ListFormatException.class, () -> Rttm.read("SPEAKER f 1 2", "test"));
    assertThrows(ListFormatException.class, () -> Rttm.read("SPEAKER f 1 x 2 <NA> <NA> a", "test"));
  }
}
