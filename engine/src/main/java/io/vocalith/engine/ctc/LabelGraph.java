package io.vocalith.engine.ctc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a recording may say, as an acyclic graph of places: a path from the start to a final place
 * is one admissible sequence. A place is emitted by any label of its set, their probabilities
 * summed as if they were one class; so alternative labels stand in one place, and alternative
 * pronunciations, optional silences and closures are alternative ways through the graph.
 *
 * <p>Between two places there may be blanks. There must be at least one where the two sets have a
 * label in common, since otherwise the two could not be told apart.
 */
public final class LabelGraph {
  /** The predecessor of places at which a sequence may begin. */
  public static final int START = -1;

  private final int[][] labels;
  private final int[][] predecessors;
  private final boolean[] last;

  private LabelGraph(int[][] labels, int[][] predecessors, boolean[] last) {
    this.labels = labels;
    this.predecessors = predecessors;
    this.last = last;
  }

  /** The graph of one sequence of labels. */
  public static LabelGraph sequence(int... labels) {
    return sequence(Arrays.stream(labels).mapToObj(label -> new int[] {label}).toList());
  }

  /** The graph of one sequence of sets of labels. */
  public static LabelGraph sequence(List<int[]> sets) {
    Builder builder = new Builder();
    int before = START;
    for (int[] set : sets) {
      before = builder.add(set, before);
    }
    return builder.build(before);
  }

  /** A graph to which places are added one by one. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of places. */
  public int places() {
    return labels.length;
  }

  /** The labels of a place in ascending order. */
  public int[] labels(int place) {
    return labels[place].clone();
  }

  int[] set(int place) {
    return labels[place];
  }

  int[] predecessors(int place) {
    return predecessors[place];
  }

  boolean isLast(int place) {
    return last[place];
  }

  /** Whether a blank has to stand between two places that follow each other. */
  boolean needBlank(int place, int next) {
    return place != START && intersect(labels[place], labels[next]);
  }

  static boolean intersect(int[] a, int[] b) {
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        return true;
      }
      if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return false;
  }

  /**
   * The fewest frames in which a sequence of this graph can be said: on its shortest path one per
   * place and one per blank that has to stand between two places.
   */
  public int leastFrames() {
    int least = Integer.MAX_VALUE;
    int[] needed = new int[labels.length];
    for (int place = 0; place < labels.length; place++) {
      needed[place] = Integer.MAX_VALUE;
      for (int before : predecessors[place]) {
        int frames = before == START ? 1 : needed[before] + (needBlank(before, place) ? 2 : 1);
        needed[place] = Math.min(needed[place], frames);
      }
      if (last[place]) {
        least = Math.min(least, needed[place]);
      }
    }
    return least;
  }

  /** Collects the places of a graph in topological order. */
  public static final class Builder {
    private final List<int[]> labels = new ArrayList<>();
    private final List<int[]> predecessors = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a place.
     *
     * @param set its labels, at least one
     * @param before the places that may stand before it, and {@link LabelGraph#START} if it may be
     *     the first; at least one
     * @return the number of the place
     * @throws IllegalArgumentException for an empty set, a negative label, or a place before it
     *     that has not been added yet
     */
    public int add(int[] set, int... before) {
      int[] sorted = Arrays.stream(set).sorted().distinct().toArray();
      if (sorted.length == 0 || sorted[0] < 0) {
        throw new IllegalArgumentException(
            "expected a set of labels of 0 or more, found " + Arrays.toString(set));
      }
      int[] from = Arrays.stream(before).sorted().distinct().toArray();
      if (from.length == 0 || from[0] < START || from[from.length - 1] >= labels.size()) {
        throw new IllegalArgumentException(
            "expected predecessors among "
                + labels.size()
                + " earlier places, found "
                + Arrays.toString(before));
      }
      labels.add(sorted);
      predecessors.add(from);
      return labels.size() - 1;
    }

    /**
     * The graph.
     *
     * @param last the places at which a sequence may end, at least one
     * @throws IllegalArgumentException if one of them is no place of the graph
     */
    public LabelGraph build(int... last) {
      boolean[] mark = new boolean[labels.size()];
      for (int place : last) {
        if (place < 0 || place >= mark.length) {
          throw new IllegalArgumentException(
              "expected a last place among " + mark.length + ", found " + place);
        }
        mark[place] = true;
      }
      if (last.length == 0) {
        throw new IllegalArgumentException("expected at least one last place, found none");
      }
      return new LabelGraph(labels.toArray(new int[0][]), predecessors.toArray(new int[0][]), mark);
    }
  }
}
