package io.vocalith.models.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneClassesTest {
  @Test
  void closuresJoinTheirReleases() {
    assertEquals("sil b sil", names("h# bcl b h#"));
    assertEquals("jh ch d t", names("dcl jh tcl ch dcl d tcl t"));
    assertEquals("k sh", names("kcl sh")); // unreleased
    assertEquals("t k", names("tcl kcl k")); // another stop's release
    assertEquals("g iy", names("g iy"));
  }

  @Test
  void whatIsDeletedJoinsThePhoneBefore() {
    List<PhoneClasses.Unit> units = PhoneClasses.units(List.of("q", "aa", "q", "n", "q"));
    assertEquals(
        List.of(new PhoneClasses.Unit("aa", 0, 3), new PhoneClasses.Unit("n", 3, 5)), units);
    assertEquals("sil aa", names("pau epi aa").replace("sil sil", "sil"));
    assertEquals(List.of(), PhoneClasses.units(List.of()));
    assertThrows(IllegalArgumentException.class, () -> PhoneClasses.units(List.of("zz")));
  }

  @Test
  void aClassIsSaidByAnyOfItsLabels() {
    assertEquals(List.of(List.of(List.of("ah", "ax", "ax-h"))), PhoneClasses.waysToSay("ah"));
    assertEquals(
        List.of(
            List.of(List.of("t")), List.of(List.of("tcl"), List.of("t")), List.of(List.of("tcl"))),
        PhoneClasses.waysToSay("t"));
    assertEquals(
        List.of(List.of(List.of("jh")), List.of(List.of("dcl"), List.of("jh"))),
        PhoneClasses.waysToSay("jh"));
    assertEquals(List.of(List.of(List.of("epi", "h#", "pau"))), PhoneClasses.waysToSay("sil"));
  }

  private static String names(String labels) {
    return String.join(
        " ",
        PhoneClasses.units(List.of(labels.split(" ", -1))).stream()
            .map(PhoneClasses.Unit::name)
            .toList());
  }
}
