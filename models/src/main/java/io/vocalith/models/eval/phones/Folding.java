package io.vocalith.models.eval.phones;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The label sets of TIMIT: 61 as transcribed, 48 as trained on, 39 as scored (Lee and Hon 1989,
 * "Speaker-independent phone recognition using hidden Markov models", table 1 and the confusions
 * that do not count). A label of a coarser set stands for itself.
 */
public enum Folding {
  /** The 61 labels as they stand; silence is h# pau epi. */
  TO_61("61", 0, Set.of("h#", "pau", "epi")),
  /** 48 labels: q deleted, closures become cl and vcl; silence is sil epi. */
  TO_48("48", 1, Set.of("sil", "epi")),
  /** 39 labels: q deleted, closures and silences become sil. */
  TO_39("39", 2, Set.of("sil"));

  private static final String DELETED = "-";

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set
  private final Set<String> silences;

  @SuppressWarnings("ImmutableEnumChecker") // written by the constructor alone
  private final Map<String, String> folds = new LinkedHashMap<>();

  Folding(String title, int column, Set<String> silences) {
    this.title = title;
    this.silences = silences;
    for (String row : Table.ROWS) {
      String[] labels = row.split(" ", -1);
      folds.put(labels[0], labels[column]);
    }
    for (String row : Table.ROWS) { // the labels of coarser sets that are not among the 61
      String[] labels = row.split(" ", -1);
      for (int c = 1; c <= column; c++) {
        if (!labels[c].equals(DELETED)) {
          folds.putIfAbsent(labels[c], labels[column]);
        }
      }
    }
  }

  /** The set's size as the option has it. */
  public String title() {
    return title;
  }

  /** Names of the 61 labels in the order of ctcmodel's classes. */
  public static List<String> labels61() {
    return Table.ROWS.stream().map(row -> row.substring(0, row.indexOf(' '))).toList();
  }

  /** The labels of this set, each once. */
  public List<String> labels() {
    return folds.values().stream().filter(l -> !l.equals(DELETED)).distinct().toList();
  }

  /**
   * What a label becomes; empty if it is deleted.
   *
   * @throws IllegalArgumentException if the label is in none of the sets
   */
  public Optional<String> fold(String label) {
    String folded = folds.get(label);
    if (folded == null) {
      throw new IllegalArgumentException(
          "expected one of TIMIT's labels (" + title + " or finer), found '" + label + "'");
    }
    return folded.equals(DELETED) ? Optional.empty() : Optional.of(folded);
  }

  /** A whole sequence folded. */
  public List<String> fold(List<String> labels) {
    List<String> folded = new ArrayList<>(labels.size());
    labels.forEach(label -> fold(label).ifPresent(folded::add));
    return folded;
  }

  /** Whether a label of this set is silence. */
  public boolean isSilence(String label) {
    return silences.contains(label);
  }

  /** One row a label: of 61, of 48, of 39; a dash deletes. */
  private static final class Table {
    static final List<String> ROWS =
        List.of(
            "aa aa aa",
            "ae ae ae",
            "ah ah ah",
            "ao ao aa",
            "aw aw aw",
            "ax ax ah",
            "ax-h ax ah",
            "axr er er",
            "ay ay ay",
            "b b b",
            "bcl vcl sil",
            "ch ch ch",
            "d d d",
            "dcl vcl sil",
            "dh dh dh",
            "dx dx dx",
            "eh eh eh",
            "el el l",
            "em m m",
            "en en n",
            "eng ng ng",
            "epi epi sil",
            "er er er",
            "ey ey ey",
            "f f f",
            "g g g",
            "gcl vcl sil",
            "h# sil sil",
            "hh hh hh",
            "hv hh hh",
            "ih ih ih",
            "ix ix ih",
            "iy iy iy",
            "jh jh jh",
            "k k k",
            "kcl cl sil",
            "l l l",
            "m m m",
            "n n n",
            "ng ng ng",
            "nx n n",
            "ow ow ow",
            "oy oy oy",
            "p p p",
            "pau sil sil",
            "pcl cl sil",
            "q - -",
            "r r r",
            "s s s",
            "sh sh sh",
            "t t t",
            "tcl cl sil",
            "th th th",
            "uh uh uh",
            "uw uw uw",
            "ux uw uw",
            "v v v",
            "w w w",
            "y y y",
            "z z z",
            "zh zh sh");
  }
}
