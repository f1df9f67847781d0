package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each reference label became which label. */
public final class ConfusionTable {
  /** Stands for no label: a deletion as hypothesis, an insertion as reference. */
  public static final String NOTHING = "-";

  /**
   * One cell.
   *
   * @param reference the reference label or {@link #NOTHING}
   * @param hypothesis the label it became or {@link #NOTHING}
   * @param count how often
   */
  public record Cell(String reference, String hypothesis, long count) {}

  private record Pair(String reference, String hypothesis) {}

  private final Map<Pair, Long> counts = new HashMap<>();

  /** Counts the steps of an alignment, matches and free deletions too. */
  void add(Alignment alignment) {
    for (Alignment.Step step : alignment.steps()) {
      Pair pair = new Pair(named(step.reference()), named(step.hypothesis()));
      counts.merge(pair, 1L, Long::sum);
    }
  }

  private static String named(String label) {
    return label.isEmpty() ? NOTHING : label;
  }

  /** How often a reference label became a label; either may be {@link #NOTHING}. */
  public long count(String reference, String hypothesis) {
    return counts.getOrDefault(new Pair(reference, hypothesis), 0L);
  }

  /** All cells that are not matches, most frequent first, then by label. */
  public List<Cell> confusions() {
    List<Cell> cells = new ArrayList<>();
    counts.forEach(
        (pair, count) -> {
          if (!pair.reference().equals(pair.hypothesis())) {
            cells.add(new Cell(pair.reference(), pair.hypothesis(), count));
          }
        });
    cells.sort(
        Comparator.comparingLong(Cell::count)
            .reversed()
            .thenComparing(Cell::reference)
            .thenComparing(Cell::hypothesis));
    return cells;
  }
}
