package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FoldingTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/metrics/timit-folding.csv", numLinesToSkip = 1)
  void everySymbolFoldsAsTheTableSays(String of61, String of48, String of39) {
    assertEquals(Optional.of(of61), Folding.TO_61.fold(of61));
    assertEquals(Optional.ofNullable(of48), Folding.TO_48.fold(of61));
    assertEquals(Optional.ofNullable(of39), Folding.TO_39.fold(of61));
  }

  @Test
  void setsHaveTheirSizes() {
    assertEquals(61, Folding.labels61().size());
    assertEquals(61, Folding.TO_61.labels().size());
    assertEquals(48, Folding.TO_48.labels().size());
    assertEquals(39, Folding.TO_39.labels().size());
  }

  /** The order of the classes of ctcmodel. */
  @Test
  void the61AreSorted() {
    assertEquals(
        List.of("aa", "ax", "ax-h", "axr", "h#", "hh", "zh"),
        List.of(0, 5, 6, 7, 27, 28, 60).stream().map(Folding.labels61()::get).toList());
  }

  @Test
  void coarserLabelsStandForThemselves() {
    for (Folding folding : Folding.values()) {
      for (String label : folding.labels()) {
        assertEquals(Optional.of(label), folding.fold(label));
      }
    }
    assertEquals(Optional.of("sil"), Folding.TO_39.fold("vcl"));
    assertEquals(Optional.of("sil"), Folding.TO_39.fold("sil"));
  }

  @Test
  void foldingBy48LeadsTo39() {
    for (String label : Folding.labels61()) {
      assertEquals(
          Folding.TO_39.fold(label), Folding.TO_48.fold(label).flatMap(Folding.TO_39::fold));
    }
  }

  @Test
  void silencesAreThoseOfTheSet() {
    assertEquals(Set.of("h#", "pau", "epi"), silences(Folding.TO_61));
    assertEquals(Set.of("sil", "epi"), silences(Folding.TO_48));
    assertEquals(Set.of("sil"), silences(Folding.TO_39));
  }

  private static Set<String> silences(Folding folding) {
    Set<String> silences = new HashSet<>(folding.labels());
    silences.removeIf(label -> !folding.isSilence(label));
    return silences;
  }

  @Test
  void unknownLabelsAreRefused() {
    assertEquals(
        "expected one of TIMIT's labels (61 or finer), found 'sil'",
        assertThrows(IllegalArgumentException.class, () -> Folding.TO_61.fold("sil")).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Folding.TO_39.fold("AA"));
    assertThrows(IllegalArgumentException.class, () -> Folding.TO_39.fold("-"));
  }

  @Test
  void silenceRulesChangeWhatIsAligned() {
    List<String> labels = List.of("sil", "sil", "a", "sil", "b", "sil", "sil");
    assertEquals(labels, SilenceRule.COUNT.apply(labels, Folding.TO_39));
    assertEquals(labels, SilenceRule.OPTIONAL.apply(labels, Folding.TO_39));
    assertEquals(
        List.of("sil", "a", "sil", "b", "sil"), SilenceRule.MERGE.apply(labels, Folding.TO_39));
    assertEquals(List.of("a", "b"), SilenceRule.DROP.apply(labels, Folding.TO_39));
  }
}
