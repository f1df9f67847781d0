package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * An alignment of least cost between a reference and a hypothesis: a substitution, a deletion and
 * an insertion cost 1 each (Levenshtein 1966). Of several such alignments the one is taken that,
 * traced from the end, prefers a match, then a substitution, then a deletion. (sclite weighs
 * substitutions 4 and the others 3: its counts can differ.)
 *
 * @param steps from the first label to the last
 */
public record Alignment(List<Step> steps) {
  /** Reference times hypothesis length beyond which an alignment would not fit into memory. */
  private static final long MOST_CELLS = 1L << 26;

  private static final byte MATCH = 0;
  private static final byte SUBSTITUTION = 1;
  private static final byte DELETION = 2;
  private static final byte INSERTION = 3;

  /** What happened to a label. */
  public enum Operation {
    /** The same label on both sides. */
    MATCH,
    /** Another label. */
    SUBSTITUTION,
    /** A reference label that is missing. */
    DELETION,
    /** A reference label that is missing and may be. */
    FREE_DELETION,
    /** A label that is in no reference. */
    INSERTION
  }

  /**
   * One place of the alignment.
   *
   * @param operation what happened
   * @param reference the reference label, empty for an insertion
   * @param hypothesis the hypothesis label, empty for a deletion
   */
  public record Step(Operation operation, String reference, String hypothesis) {}

  /** Copies the steps. */
  public Alignment {
    steps = List.copyOf(steps);
  }

  /** Aligns two sequences in which every label counts. */
  public static Alignment of(List<String> reference, List<String> hypothesis) {
    return of(reference, hypothesis, label -> false);
  }

  /**
   * Aligns two sequences.
   *
   * @param freelyDeleted reference labels whose deletion costs nothing
   * @throws IllegalArgumentException if the product of the lengths is above 67,108,864
   */
  public static Alignment of(
      List<String> reference, List<String> hypothesis, Predicate<String> freelyDeleted) {
    int rows = reference.size();
    int columns = hypothesis.size();
    if ((rows + 1L) * (columns + 1L) > MOST_CELLS) {
      throw new IllegalArgumentException(
          "expected sequences short enough to align, found "
              + rows
              + " and "
              + columns
              + " labels: score shorter utterances");
    }
    boolean[] free = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      free[i] = freelyDeleted.test(reference.get(i));
    }
    byte[][] moves = moves(reference, hypothesis, free);
    List<Step> steps = new ArrayList<>(Math.max(rows, columns));
    int i = rows;
    int j = columns;
    while (i > 0 || j > 0) {
      byte move = moves[i][j];
      String ref = move == INSERTION ? "" : reference.get(--i);
      String hyp = move == DELETION ? "" : hypothesis.get(--j);
      steps.add(new Step(operation(move, move == DELETION && free[i]), ref, hyp));
    }
    Collections.reverse(steps);
    return new Alignment(steps);
  }

  /** The preferred last move of each pair of prefixes. */
  private static byte[][] moves(List<String> reference, List<String> hypothesis, boolean[] free) {
    int columns = hypothesis.size();
    byte[][] moves = new byte[reference.size() + 1][columns + 1];
    int[] above = new int[columns + 1];
    int[] costs = new int[columns + 1];
    for (int i = 0; i <= reference.size(); i++) {
      for (int j = 0; j <= columns; j++) {
        if (i == 0) {
          costs[j] = j;
          moves[i][j] = INSERTION;
          continue;
        }
        int least = above[j] + (free[i - 1] ? 0 : 1);
        byte move = DELETION;
        if (j > 0) {
          boolean match = reference.get(i - 1).equals(hypothesis.get(j - 1));
          int diagonal = above[j - 1] + (match ? 0 : 1);
          if (diagonal <= least) {
            least = diagonal;
            move = match ? MATCH : SUBSTITUTION;
          }
          if (costs[j - 1] + 1 < least) {
            least = costs[j - 1] + 1;
            move = INSERTION;
          }
        }
        costs[j] = least;
        moves[i][j] = move;
      }
      int[] swap = above;
      above = costs;
      costs = swap;
    }
    return moves;
  }

  private static Operation operation(byte move, boolean free) {
    return switch (move) {
      case MATCH -> Operation.MATCH;
      case SUBSTITUTION -> Operation.SUBSTITUTION;
      case DELETION -> free ? Operation.FREE_DELETION : Operation.DELETION;
      default -> Operation.INSERTION;
    };
  }

  /** S, D, I and N; a free deletion is no error and stays in N. */
  public ErrorCounts counts() {
    return new ErrorCounts(
        count(Operation.SUBSTITUTION),
        count(Operation.DELETION),
        count(Operation.INSERTION),
        steps.size() - count(Operation.INSERTION));
  }

  private long count(Operation operation) {
    return steps.stream().filter(step -> step.operation() == operation).count();
  }
}
