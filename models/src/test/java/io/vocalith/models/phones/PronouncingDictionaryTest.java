package io.vocalith.models.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.models.eval.ListFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PronouncingDictionaryTest {
  @Test
  void readsCmudict() throws IOException {
    PronouncingDictionary dictionary =
        read(
            ";;; comment\nA  AH0\nA(2)  EY1\n'BOUT  B AW1 T\n"
                + "d'artagnan D AH0 R T AE1 NG Y AH0 N # foreign french\n\"QUOTE  K W OW1 T\n");
    assertEquals(4, dictionary.size());
    assertEquals(List.of(List.of("AH0"), List.of("EY1")), dictionary.pronunciations("a"));
    assertEquals(List.of(List.of("B", "AW1", "T")), dictionary.pronunciations("'bout"));
    assertEquals(
        List.of("D", "AH0", "R", "T", "AE1", "NG", "Y", "AH0", "N"),
        dictionary.pronunciations("D'Artagnan").get(0));
  }

  @Test
  void readsTheFormOfTheMontrealForcedAligner() throws IOException {
    PronouncingDictionary dictionary =
        read(
            "hello\th ə l oʊ\nhello\t0.9\th ɛ l oʊ\n"
                + "your\t0.99\t0.14\t1.0\t1e-05\tY AO1 R\nYour\t.5\tY ER0\n");
    assertEquals(
        List.of(List.of("h", "ə", "l", "oʊ"), List.of("h", "ɛ", "l", "oʊ")),
        dictionary.pronunciations("Hello"));
    assertEquals(
        List.of(List.of("Y", "AO1", "R"), List.of("Y", "ER0")), dictionary.pronunciations("your"));
  }

  @Test
  void punctuationAroundAWordDoesNotMatter() throws IOException {
    PronouncingDictionary dictionary = read("dark  D AA1 R K\nhe's  HH IY1 Z\n");
    assertEquals(1, dictionary.pronunciations("\"Dark,\"").size());
    assertEquals(1, dictionary.pronunciations("he’s").size());
    assertEquals(0, dictionary.pronunciations("unknown").size());
    assertEquals(List.of("She", "had", "-x"), PronouncingDictionary.words(" She  had - -x ..."));
  }

  @Test
  void linesWithoutPhonesAreRefusedWithTheirNumber() {
    ListFormatException refused =
        assertThrows(ListFormatException.class, () -> read("a  AH0\nalone\n"));
    assertEquals(
        "dict, line 2: expected a word and its phones, found 'alone'", refused.getMessage());
    assertThrows(ListFormatException.class, () -> read("word\t0.5\t0.5\n"));
    assertThrows(ListFormatException.class, () -> read(";;; nothing else\n"));
  }

  static PronouncingDictionary read(String text) throws IOException {
    return PronouncingDictionary.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "dict");
  }
}
