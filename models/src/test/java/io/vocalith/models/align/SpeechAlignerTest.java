package io.vocalith.models.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.LogSoftmax;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.phones.PronouncingDictionary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpeechAlignerTest {
  private static final String DICTIONARY =
      """
      she  SH IY1
      had  HH AE1 D
      your  Y AO1 R
      your(2)  Y ER0
      dark  D AA1 R K
      suit  S UW1 T
      in  IH0 N
      greasy  G R IY1 S IY0
      wash  W AA1 SH
      water  W AO1 T ER0
      all  AO1 L
      year  Y IH1 R
      button  B AH1 T AH0 N
      odd  XX
      """;

  private static PhonemeRecognizer recognizer;
  private static ModelCard card;
  private static PronouncingDictionary dictionary;

  @BeforeAll
  static void load() throws IOException {
    recognizer = PhonemeRecognizer.load();
    card = recognizer.model().card();
    dictionary =
        PronouncingDictionary.read(
            new ByteArrayInputStream(DICTIONARY.getBytes(StandardCharsets.UTF_8)), "dictionary");
  }

  @Test
  void wordsAndPhonesAreWhereTheyWereSaid() {
    // a frame each: sil sil _ sh sh _ iy | hh ae dcl d _ | y er er
    Matrix scores = said("h# h# _ sh sh _ iy hh ae dcl d _ y er er _".split(" ", -1));
    Script script = Script.ofWords(card, List.of("She", "had", "your"), dictionary, true);
    AlignedSpeech aligned = new SpeechAligner(card).align(scores, script, 0.2);
    // the front end: 10 ms hops, 25 ms windows, 2 frames dropped; frame t begins at 27.5 + 10 t ms
    assertEquals(
        List.of("She 0.0575 0.0975", "had 0.0975 0.1475", "your 0.1475 0.2"),
        aligned.words().stream().map(w -> w.word() + " " + w.start() + " " + w.end()).toList());
    for (AlignedSpeech.Word word : aligned.words()) {
      int number = aligned.words().indexOf(word);
      double goodness =
          aligned.phones().stream()
              .filter(phone -> phone.word() == number)
              .mapToDouble(AlignedSpeech.Phone::goodness)
              .average()
              .orElseThrow();
      assertEquals(Math.exp(goodness), word.confidence(), 1e-12);
    }
    assertEquals(
        List.of("sil", "SH", "IY1", "HH", "AE1", "D", "Y", "ER0"),
        aligned.phones().stream().map(AlignedSpeech.Phone::phone).toList());
    assertEquals(
        List.of("h#", "sh", "iy", "hh", "ae", "dcl d", "y", "er"),
        aligned.phones().stream().map(AlignedSpeech.Phone::spoken).toList());
    double at = 0;
    for (AlignedSpeech.Phone phone : aligned.phones()) {
      assertEquals(at, phone.start());
      assertTrue(phone.earliest() <= phone.start() && phone.start() <= phone.latest());
      assertTrue(phone.confidence() > 0.9, phone.toString());
      at = phone.end();
    }
    assertEquals(0.2, at);
    assertTrue(aligned.pathLogProbability() < aligned.logProbability());
    assertEquals(List.of("words", "phones"), aligned.tiers().stream().map(t -> t.name()).toList());
  }

  @Test
  void aSyllabicConsonantIsOneSound() {
    Matrix scores = said("b ah q en".split(" ", -1));
    Script script = Script.ofWords(card, List.of("button"), dictionary, true);
    AlignedSpeech aligned = new SpeechAligner(card).align(scores, script, 0.1);
    assertEquals(
        List.of("B", "AH1", "T", "AH0 N"),
        aligned.phones().stream().map(AlignedSpeech.Phone::phone).toList());
    assertEquals(
        List.of("b", "ah", "q", "en"),
        aligned.phones().stream().map(AlignedSpeech.Phone::spoken).toList());
  }

  @Test
  void aPhoneThatWasNotSaidHasALowGoodness() {
    Matrix scores = said("sh _ uw _ s".split(" ", -1));
    Script script = Script.ofPhones(card, List.of("sh", "iy", "s"), false);
    AlignedSpeech aligned = new SpeechAligner(card).align(scores, script, 0.1);
    assertTrue(aligned.phones().get(0).goodness() > -0.1);
    assertTrue(aligned.phones().get(1).goodness() < -3);
    assertTrue(aligned.phones().get(2).goodness() > -0.1);
    assertEquals(List.of(), aligned.words());
  }

  @Test
  void realSpeechIsAligned() throws IOException {
    List<String> words =
        PronouncingDictionary.words("She had your dark suit in greasy wash water all year.");
    AudioClip clip;
    try (InputStream in = getClass().getResourceAsStream("/golden/wav/speech_a.wav")) {
      clip = AudioClip.of(in, "speech_a.wav");
    }
    AlignedSpeech aligned =
        new SpeechAligner(card)
            .align(
                recognizer.logProbabilities(clip),
                Script.ofWords(card, words, dictionary, true),
                clip.seconds());
    assertEquals(words, aligned.words().stream().map(AlignedSpeech.Word::word).toList());
    int good = 0;
    for (AlignedSpeech.Word word : aligned.words()) {
      double length = word.end() - word.start();
      assertTrue(length > 0.05 && length < 0.8, word.toString());
    }
    for (AlignedSpeech.Phone phone : aligned.phones()) {
      assertTrue(phone.goodness() <= 0);
      good += phone.confidence() > 0.3 ? 1 : 0;
    }
    assertTrue(good > aligned.phones().size() / 2, good + " of " + aligned.phones().size());
    assertEquals(clip.seconds(), aligned.phones().get(aligned.phones().size() - 1).end());
  }

  @Test
  void whatCannotBeAlignedIsRefused() {
    UnknownWordsException unknown =
        assertThrows(
            UnknownWordsException.class,
            () -> Script.ofWords(card, List.of("she", "xyzzy", "plugh"), dictionary, true));
    assertEquals(List.of("xyzzy", "plugh"), unknown.words());
    assertRefused(
        "expected labels of phones-en, found zz",
        () -> Script.ofPhones(card, List.of("sh", "zz"), false));
    assertRefused(
        "expected phones that phones-en can hear in the pronunciation of 'odd', found XX",
        () -> Script.ofWords(card, List.of("odd"), dictionary, false));
    assertRefused(
        "expected words, found none", () -> Script.ofWords(card, List.of(), dictionary, true));
    Script long5 = Script.ofPhones(card, List.of("s", "s", "s"), true);
    Matrix scores = said("s s s s".split(" ", -1));
    assertRefused(
        "expected at least 5 frames (one per label and one between equal neighbours), found 4",
        () -> new SpeechAligner(card).align(scores, long5, 1));
  }

  private static void assertRefused(
      String message, org.junit.jupiter.api.function.Executable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  /** Scores of a network that is nearly sure of these labels, a frame each; _ is the blank. */
  private static Matrix said(String... labels) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < card.classes(); c++) {
      names.add(c == card.blank() ? "_" : card.label(c));
    }
    float[] logits = new float[labels.length * names.size()];
    for (int t = 0; t < labels.length; t++) {
      logits[t * names.size() + names.indexOf(labels[t])] = 9;
    }
    return LogSoftmax.apply(Matrix.of(labels.length, names.size(), logits));
  }
}
