package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.Fbank;
import io.vocalith.audio.FbankOptions;
import io.vocalith.audio.Mfcc;
import io.vocalith.audio.MfccOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCardTest {
  private static final String PHONES =
      """
      card: 1
      name: toy
      architecture: ctcmodel
      features:
        kind: mfcc
        hop: 160
      labels: [a, b, c]
      blank: 3
      padding: 20
      """;

  @Test
  void whatACardLeavesOutIsAsInThePublishedModel() throws Exception {
    ModelCard card = ModelCard.parse(PHONES, "toy.yaml");
    Mfcc mfcc = (Mfcc) card.features();
    assertEquals(160, mfcc.options().frames().hop());
    assertEquals(MfccOptions.DEFAULTS.preEmphasis(), mfcc.options().preEmphasis());
    assertEquals(MfccOptions.DEFAULTS.mel(), mfcc.options().mel());
    assertEquals(List.of("a", "b", "c"), card.labels());
    assertEquals(4, card.classes());
    assertEquals("<blank>", card.label(3));
    assertEquals(20, card.padding());
  }

  @Test
  void aBlankAmongTheLabelsShiftsThoseAfterIt() throws Exception {
    ModelCard card = ModelCard.parse(PHONES.replace("blank: 3", "blank: 0"), "toy.yaml");
    assertEquals("<blank>", card.label(0));
    assertEquals("a", card.label(1));
    assertEquals("c", card.label(3));
  }

  /** The published settings are written out in the cards and must be those of the front ends. */
  @Test
  void publishedCardsSpellOutTheDefaults() throws Exception {
    ModelCard phones = resource("/io/vocalith/models/cards/ctcmodel.yaml");
    assertEquals(MfccOptions.DEFAULTS, ((Mfcc) phones.features()).options());
    assertEquals(1555, phones.padding());
    assertEquals(61, phones.labels().size());
    assertEquals("h#", phones.label(27));
    assertEquals("y", phones.label(58));
    ModelCard voices = resource("/io/vocalith/models/cards/ecapa_tdnn.yaml");
    assertEquals(FbankOptions.DEFAULTS, ((Fbank) voices.features()).options());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "padding: 20 | colour: red | toy.yaml, line 9: unknown key colour; known are",
        "hop: 160 | hops: 160 | toy.yaml, line 6: unknown key features.hops; known are",
        "hop: 160 | hop: ten | toy.yaml, line 6: features.hop: expected a whole number, found ten",
        "hop: 160 | hop: 0 | toy.yaml, line 5: features: expected a hop of 1 to 65536",
        "kind: mfcc | kind: plp | features: kind: expected mfcc or fbank, found plp",
        "architecture: ctcmodel | architecture: rnnt | expected one of ctcmodel, ecapa_tdnn",
        "architecture: ctcmodel | architecture: ecapa_tdnn | ecapa_tdnn has no labels",
        "name: toy | title: toy | missing key name",
        "blank: 3 | blank: 9 | blank: expected 0 to 3, found 9",
        "blank: 3 | blank: [3] | toy.yaml, line 8: blank: expected a single value",
        "'[a, b, c]' | '[a, b, a]' | labels: expected each name once",
        "'[a, b, c]' | a | labels: expected a list",
        "padding: 20 | padding: -1 | padding: expected 0 or more frames, found -1",
        "padding: 20 | sha256: abc | sha256: expected 64 lower-case hexadecimal digits",
        "card: 1 | card: 2 | card: expected format 1, found 2",
        "card: 1 | card: [1 | expected YAML, found a fault",
        "card: 1 | name: one | toy.yaml, line 2: name: given twice",
      })
  void faultsAreNamedWithFileLineAndKey(String from, String to, String expected) {
    assertTrue(PHONES.contains(from), from);
    ModelCardException error =
        assertThrows(
            ModelCardException.class, () -> ModelCard.parse(PHONES.replace(from, to), "toy.yaml"));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    assertTrue(error.getMessage().startsWith("toy.yaml"), error.getMessage());
    assertEquals(1, error.getMessage().lines().count());
  }

  /** Whatever is done to a card, it is read or refused with the declared exception. */
  @Test
  void mutatedCardsAreReadOrRefused() {
    Random random = new Random(11);
    byte[] original = PHONES.getBytes(StandardCharsets.UTF_8);
    String alphabet = "{}[]:-#&*!|>'\"%@`,? \n\tabc019";
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = original.clone();
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      try {
        ModelCard.parse(new String(bytes, StandardCharsets.UTF_8), "toy.yaml");
      } catch (ModelCardException e) {
        assertTrue(e.getMessage().startsWith("toy.yaml"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 500, refused + " refused");
  }

  @Test
  void tagsBuildNoObjects() {
    assertThrows(
        ModelCardException.class,
        () ->
            ModelCard.parse(
                "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://x/']]", "x"));
  }

  private static ModelCard resource(String name) throws IOException {
    try (var in = ModelCardTest.class.getResourceAsStream(name)) {
      return ModelCard.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    }
  }
}
