package io.vocalith.models.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.phones.Folding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotationTest {
  @Test
  void everyLabelHasANameInEveryNotation() {
    for (String label : Folding.labels61()) {
      for (Notation notation : Notation.values()) {
        assertEquals(
            notation == Notation.FOLDED39 && label.equals("q"), notation.of(label).isEmpty());
      }
    }
  }

  @Test
  void namesAreThoseOfTheTable() {
    assertEquals(Optional.of("ʃ"), Notation.IPA.of("sh"));
    assertEquals(Optional.of("b"), Notation.IPA.of("b"));
    assertEquals(Optional.of("ə̥"), Notation.IPA.of("ax-h"));
    assertEquals(Optional.of("sil"), Notation.IPA.of("h#"));
    assertEquals(Optional.of("AX-H"), Notation.ARPABET.of("ax-h"));
    assertEquals(Optional.of("SIL"), Notation.ARPABET.of("pau"));
    assertEquals(Optional.of("TCL"), Notation.ARPABET.of("tcl"));
    assertEquals(Optional.of("aa"), Notation.FOLDED39.of("ao"));
    assertEquals(Optional.of("ao"), Notation.TIMIT61.of("ao"));
    assertEquals(Optional.of("own"), Notation.IPA.of("own"));
  }

  @Test
  void ipaSymbolsDifferButForSilence() {
    List<String> symbols =
        Folding.labels61().stream()
            .filter(label -> !Notation.isSilence(label))
            .map(label -> Notation.IPA.of(label).orElseThrow())
            .toList();
    assertEquals(58, symbols.stream().distinct().count());
  }

  @Test
  void dictionaryPhonesBecomeWhatMayBeSaid() {
    assertEquals(
        List.of(
            List.of(List.of("tcl"), List.of("t")),
            List.of(List.of("t")),
            List.of(List.of("tcl", "dx", "q"))),
        PhoneSets.waysToSay("T").orElseThrow());
    assertEquals(
        List.of(List.of(List.of("ah", "ax", "ax-h"))), PhoneSets.waysToSay("AH0").orElseThrow());
    assertEquals(List.of(List.of(List.of("iy"))), PhoneSets.waysToSay("IY1").orElseThrow());
    assertEquals(List.of(List.of(List.of("t"))), PhoneSets.waysToSay("t").orElseThrow());
    assertEquals(List.of(List.of(List.of("sh"))), PhoneSets.waysToSay("ʃ").orElseThrow());
    assertTrue(PhoneSets.waysToSay("XX").isEmpty());
    assertEquals(Optional.of("el"), PhoneSets.syllabic("AH0", "L"));
    assertTrue(PhoneSets.syllabic("AH0", "R").isEmpty());
    assertTrue(PhoneSets.syllabic("IH0", "L").isEmpty());
  }
}
