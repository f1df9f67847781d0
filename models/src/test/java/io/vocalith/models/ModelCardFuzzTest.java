package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.fuzz.Fuzz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged model cards: read or refused, and what is read is a card that can be used. */
class ModelCardFuzzTest {
  private static final String YAML =
      """
      a: &a [*a, !!int x, !!binary ?, ! y, !!set {z}, !!timestamp 2022-02-30, .nan, .inf, 1e999]
      ? | - >
      <<: *a
      "\\u0000\\n\\u001b[2J": {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}
      window: 2147483647
      hop: -0
      filters: 99999999999
      """;

  @Test
  void readsOrRefuses() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String name :
        List.of(
            "cards/ctcmodel.yaml",
            "cards/ecapa_tdnn.yaml",
            "/META-INF/vocalith/models/phones-en.yaml")) {
      try (InputStream in = Models.class.getResourceAsStream(name)) {
        seeds.add(in.readAllBytes());
      }
    }
    seeds.add(YAML.getBytes(StandardCharsets.UTF_8));
    Fuzz.Result result =
        Fuzz.run("card YAML", seeds, ModelCardException.class, ModelCardFuzzTest::read);
    assertTrue(result.read() > 0 && result.refused() > 0, result.toString());
  }

  private static long read(byte[] file) throws IOException {
    String text = new String(file, StandardCharsets.UTF_8);
    ModelCard card = ModelCard.parse(text, "fuzz");
    assertEquals(card.architecture() == Architecture.CTCMODEL, card.classes() > 0);
    assertTrue(card.features().dimension() > 0);
    return 0;
  }
}
