package io.vocalith.models.phones;

import io.vocalith.models.eval.phones.Folding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ways to write a phone. All start from TIMIT's 61 labels; a label that is none of them (a
 * model with labels of its own) is written as it is.
 */
public enum Notation {
  /** The label itself. */
  TIMIT61,
  /** One of the 39 labels of scoring; {@code q} has none. */
  FOLDED39,
  /** Upper-case ARPABET; silences are SIL. */
  ARPABET,
  /** The International Phonetic Alphabet; silences, which it has no letter for, are sil. */
  IPA;

  /** label, IPA where they differ; ARPABET is the label in capitals. */
  private static final String[] IPA_OF_LABEL = {
    "aa ɑ", "ae æ", "ah ʌ", "ao ɔ", "aw aʊ", "ax ə", "ax-h ə̥", "axr ɚ", "ay aɪ", "bcl b̚",
    "ch tʃ", "dcl d̚", "dh ð", "dx ɾ", "eh ɛ", "el l̩", "em m̩", "en n̩", "eng ŋ̍", "epi sil",
    "er ɝ", "ey eɪ", "g ɡ", "gcl ɡ̚", "h# sil", "hh h", "hv ɦ", "ih ɪ", "ix ɨ", "iy i",
    "jh dʒ", "kcl k̚", "ng ŋ", "nx ɾ̃", "ow oʊ", "oy ɔɪ", "pau sil", "pcl p̚", "q ʔ", "r ɹ",
    "sh ʃ", "tcl t̚", "th θ", "uh ʊ", "uw u", "ux ʉ", "y j", "zh ʒ"
  };

  private static final Map<String, String> IPA_TABLE = new HashMap<>();
  private static final Map<String, String> LABEL_OF_IPA = new HashMap<>();

  static {
    for (String row : IPA_OF_LABEL) {
      String[] columns = row.split(" ", 2);
      IPA_TABLE.put(columns[0], columns[1]);
    }
    for (String label : Folding.labels61()) {
      LABEL_OF_IPA.putIfAbsent(IPA_TABLE.getOrDefault(label, label), label);
    }
  }

  /** What a label is called in this notation; empty if it has no name there. */
  public Optional<String> of(String label) {
    if (!Folding.labels61().contains(label)) {
      return Optional.of(label);
    }
    return switch (this) {
      case TIMIT61 -> Optional.of(label);
      case FOLDED39 -> Folding.TO_39.fold(label);
      case ARPABET -> Optional.of(isSilence(label) ? "SIL" : label.toUpperCase(Locale.ROOT));
      case IPA -> Optional.of(IPA_TABLE.getOrDefault(label, label));
    };
  }

  /** TIMIT's label of an IPA symbol. */
  static Optional<String> labelOfIpa(String symbol) {
    return Optional.ofNullable(LABEL_OF_IPA.get(symbol));
  }

  /** Whether TIMIT's label is a silence; a closure is none. */
  public static boolean isSilence(String label) {
    return Folding.TO_61.isSilence(label);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
