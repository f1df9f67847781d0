package io.vocalith.models.diarize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Diarization error rate as NIST's md-eval defines it (Rich Transcription 2009 evaluation plan):
 * speakers are mapped one to one so that the time they share is greatest, before any collar; then
 * time near the reference's boundaries is left out, overlapping speech is scored, and missed,
 * falsely found and confused speaker time are divided by the reference's speaker time that was
 * scored.
 *
 * @param scored speaker time of the reference that was scored, in seconds
 * @param missed speaker time without an answer
 * @param falseAlarm speaker time of the answer without a reference
 * @param confused speaker time given to somebody else
 */
public record DiarizationError(double scored, double missed, double falseAlarm, double confused) {

  /** The rate: 0 is perfect, above 1 is possible; 0 for nothing scored and nothing wrong. */
  public double rate() {
    double wrong = missed + falseAlarm + confused;
    return wrong == 0 ? 0 : scored == 0 ? Double.POSITIVE_INFINITY : wrong / scored;
  }

  /** Both errors together, as over several recordings. */
  public DiarizationError plus(DiarizationError other) {
    return new DiarizationError(
        scored + other.scored,
        missed + other.missed,
        falseAlarm + other.falseAlarm,
        confused + other.confused);
  }

  /**
   * Scores an answer.
   *
   * @param reference who spoke when; turns of one speaker that overlap count once
   * @param answer what was found
   * @param collar seconds on either side of every boundary of the reference that are not scored
   * @throws IllegalArgumentException if the collar is negative or not finite
   */
  public static DiarizationError of(List<Turn> reference, List<Turn> answer, double collar) {
    if (!(collar >= 0 && collar < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a collar of 0 s or more, found " + collar);
    }
    Timeline truth = Timeline.of(reference);
    Timeline found = Timeline.of(answer);
    TreeSet<Double> cuts = new TreeSet<>(truth.boundaries());
    cuts.addAll(found.boundaries());
    for (double boundary : truth.boundaries()) {
      cuts.add(boundary - collar);
      cuts.add(boundary + collar);
    }
    List<Piece> pieces = pieces(truth, found, new ArrayList<>(cuts), collar);
    int[] mapping = mapping(pieces, truth.speakers(), found.speakers());
    DiarizationError error = new DiarizationError(0, 0, 0, 0);
    for (Piece piece : pieces) {
      error = piece.scored ? error.plus(piece.error(mapping)) : error;
    }
    return error;
  }

  private static int[] mapping(List<Piece> pieces, int speakers, int answers) {
    double[][] shared = new double[speakers][answers];
    for (Piece piece : pieces) {
      for (int speaker : piece.truth) {
        for (int answer : piece.found) {
          shared[speaker][answer] += piece.seconds;
        }
      }
    }
    return Assignment.best(shared);
  }

  private static List<Piece> pieces(
      Timeline truth, Timeline found, List<Double> cuts, double collar) {
    List<Piece> pieces = new ArrayList<>();
    TreeSet<Double> boundaries = truth.boundaries();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      double start = cuts.get(i);
      double end = cuts.get(i + 1);
      double middle = (start + end) / 2;
      Double before = boundaries.floor(middle);
      Double after = boundaries.ceiling(middle);
      boolean near =
          (before != null && middle - before < collar)
              || (after != null && after - middle < collar);
      pieces.add(new Piece(end - start, truth.at(middle), found.at(middle), !near));
    }
    return pieces;
  }

  /** Time in which nobody starts or stops. */
  private record Piece(double seconds, List<Integer> truth, List<Integer> found, boolean scored) {
    DiarizationError error(int[] mapping) {
      long correct = truth.stream().filter(s -> found.contains(mapping[s])).count();
      int there = truth.size();
      int claimed = found.size();
      return new DiarizationError(
          there * seconds,
          Math.max(0, there - claimed) * seconds,
          Math.max(0, claimed - there) * seconds,
          (Math.min(there, claimed) - correct) * seconds);
    }
  }

  /** Turns by speaker, each speaker's merged where they touch or overlap. */
  private record Timeline(List<TreeMap<Double, Double>> turns) {
    static Timeline of(List<Turn> turns) {
      Map<String, TreeMap<Double, Double>> bySpeaker = new TreeMap<>();
      turns.stream()
          .sorted(java.util.Comparator.comparingDouble(Turn::start))
          .forEach(turn -> add(bySpeaker, turn));
      return new Timeline(List.copyOf(bySpeaker.values()));
    }

    private static void add(Map<String, TreeMap<Double, Double>> bySpeaker, Turn turn) {
      TreeMap<Double, Double> mine =
          bySpeaker.computeIfAbsent(turn.speaker(), s -> new TreeMap<>());
      Map.Entry<Double, Double> last = mine.lastEntry();
      if (last != null && turn.start() <= last.getValue()) {
        mine.put(last.getKey(), Math.max(last.getValue(), turn.end()));
      } else {
        mine.put(turn.start(), turn.end());
      }
    }

    int speakers() {
      return turns.size();
    }

    TreeSet<Double> boundaries() {
      TreeSet<Double> boundaries = new TreeSet<>();
      for (TreeMap<Double, Double> mine : turns) {
        boundaries.addAll(mine.keySet());
        boundaries.addAll(mine.values());
      }
      return boundaries;
    }

    /** Who speaks at a time that is nobody's boundary. */
    List<Integer> at(double time) {
      List<Integer> speaking = new ArrayList<>();
      for (int s = 0; s < turns.size(); s++) {
        Map.Entry<Double, Double> turn = turns.get(s).floorEntry(time);
        if (turn != null && time < turn.getValue()) {
          speaking.add(s);
        }
      }
      return speaking;
    }
  }
}
