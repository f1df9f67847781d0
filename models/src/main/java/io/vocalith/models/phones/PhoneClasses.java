package io.vocalith.models.phones;

import io.vocalith.models.eval.phones.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * TIMIT transcriptions by the 39 classes of scoring, for models that never emit some of the 61
 * labels: closure and release become one stop or affricate, an unreleased closure stands for its
 * stop, and {@code q} joins the phone before it.
 */
public final class PhoneClasses {
  private static final Map<String, Set<String>> RELEASES =
      Map.of(
          "bcl", Set.of("b"),
          "dcl", Set.of("d", "jh"),
          "gcl", Set.of("g"),
          "pcl", Set.of("p"),
          "tcl", Set.of("t", "ch"),
          "kcl", Set.of("k"));

  private PhoneClasses() {}

  /**
   * Some neighbouring labels that are one phone.
   *
   * @param name its class
   * @param first number of its first label
   * @param end number of the label after its last
   */
  public record Unit(String name, int first, int end) {}

  /**
   * The phones of a transcription.
   *
   * @throws IllegalArgumentException if a label is none of TIMIT's
   */
  public static List<Unit> units(List<String> labels) {
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < labels.size(); ) {
      String label = labels.get(i);
      int end = i + 1;
      Set<String> releases = RELEASES.getOrDefault(label, Set.of());
      if (end < labels.size() && releases.contains(labels.get(end))) {
        label = labels.get(end++);
      } else if (!releases.isEmpty()) {
        label = label.substring(0, 1);
      }
      while (end < labels.size() && labels.get(end).equals("q")) {
        end++;
      }
      int first = i;
      Folding.TO_39.fold(label).ifPresent(name -> units.add(new Unit(name, first, first)));
      i = end;
    }
    return closed(units, labels.size());
  }

  /** Every unit up to the next one: what has no class of its own joins the unit before. */
  private static List<Unit> closed(List<Unit> units, int labels) {
    List<Unit> closed = new ArrayList<>();
    for (int u = 0; u < units.size(); u++) {
      int first = u == 0 ? 0 : units.get(u).first();
      int end = u + 1 < units.size() ? units.get(u + 1).first() : labels;
      closed.add(new Unit(units.get(u).name(), first, end));
    }
    return closed;
  }

  /** The ways to say a class: any of its labels, a stop also with or as its closure. */
  public static List<List<List<String>>> waysToSay(String name) {
    List<String> members =
        Folding.labels61().stream()
            .filter(label -> !RELEASES.containsKey(label))
            .filter(label -> Folding.TO_39.fold(label).filter(name::equals).isPresent())
            .toList();
    List<List<List<String>>> ways = new ArrayList<>(List.of(List.of(members)));
    RELEASES.forEach(
        (closure, releases) -> {
          if (releases.contains(name)) {
            ways.add(List.of(List.of(closure), members));
            if (closure.startsWith(name)) {
              ways.add(List.of(List.of(closure)));
            }
          }
        });
    return ways;
  }
}
