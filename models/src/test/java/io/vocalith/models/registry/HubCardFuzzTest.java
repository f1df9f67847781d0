package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.fuzz.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged Hub cards, and cards with the less usual parts of YAML in them. */
class HubCardFuzzTest {
  private static final String YAML =
      """
      &a *a !!int ! !!binary !!set !!omap !!timestamp 2022-02-30 !!python/object:x << <<: ? | > |-
      %YAML 1.1
      --- ... "\\u0000" "\\n" '' [ ] { } [[[[[[[[ {a: {b: {c: # \t 0x 1e999 ~ null : - - - : asset:
      -
          file-format: !!float .nan
          asset-link: "https://x.org/\\u001b[2J"
      """;

  @Test
  void readsOrRefuses() throws IOException {
    List<byte[]> seeds =
        List.of(
            HubCardTest.CARD.getBytes(StandardCharsets.UTF_8),
            HubCardTest.CARD.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            (HubCardTest.CARD + YAML).getBytes(StandardCharsets.UTF_8));
    Fuzz.Result result =
        Fuzz.run("Hub Markdown", seeds, HubCardException.class, HubCardFuzzTest::read);
    assertTrue(result.read() > 0 && result.refused() > 0, result.toString());
  }

  private static long read(byte[] file) throws HubCardException {
    HubCard card = HubCard.of(file, "fuzz");
    Asset asset = card.assets().get(0);
    assertNotNull(asset.link().getHost());
    assertEquals(64, asset.sha256().length());
    return 0;
  }
}
