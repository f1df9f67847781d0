package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of a card: each is read or refused with a {@link HubCardException}, soon. {@code
 * -Dvocalith.fuzz=200000} makes the run long.
 */
class HubCardFuzzTest {
  private static final int MUTATIONS = Integer.getInteger("vocalith.fuzz", 2_000);
  private static final long SEED = Long.getLong("vocalith.fuzz.seed", 5);
  private static final String[] TOKENS = {
    "---\n",
    "- ",
    ": ",
    "\n",
    "    ",
    "&a ",
    "*a",
    "!!int ",
    "!!binary ",
    "!!set ",
    "!!omap ",
    "!!timestamp ",
    "!!python/object ",
    "<<: ",
    "? ",
    "| ",
    "> ",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "#",
    "%YAML 1.1\n",
    "\t",
    "\u0000",
    "\ufeff",
    "\u2028",
    "asset:\n",
    "0x",
    "1e999",
    "~"
  };

  @Test
  void readsOrRefusesEveryMutation() {
    byte[] card = HubCardTest.CARD.getBytes(StandardCharsets.UTF_8);
    long slowest = 0;
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = mutate(card, new Random(SEED * 1_000_003 + i));
      long start = System.nanoTime();
      try {
        HubCard found = HubCard.of(mutated, "fuzz");
        assertNotNull(found.assets().get(0).link().getHost());
        assertEquals(64, found.assets().get(0).sha256().length());
        read++;
      } catch (HubCardException e) {
        assertTrue(
            e.getMessage().startsWith("fuzz: expected") || e.getMessage().startsWith("fuzz: in"));
        assertTrue(e.getMessage().length() < 400, e.getMessage());
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of seed " + SEED, e);
      }
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertTrue(slowest < 5_000_000_000L, "slowest took " + slowest + " ns");
    assertTrue(read > 0 && read < MUTATIONS, read + " of " + MUTATIONS + " were read");
  }

  private static byte[] mutate(byte[] card, Random random) {
    byte[] bytes = card;
    for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
      int at = random.nextInt(bytes.length + 1);
      int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(200)));
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> splice(bytes, at, Math.min(bytes.length, at + 1), random(random));
            case 1 -> splice(bytes, at, to, new byte[0]);
            case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 3 ->
                splice(
                    bytes,
                    at,
                    at,
                    token(random).repeat(times(random)).getBytes(StandardCharsets.UTF_8));
            default -> splice(bytes, at, to, token(random).getBytes(StandardCharsets.UTF_8));
          };
    }
    return bytes;
  }

  private static byte[] random(Random random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private static String token(Random random) {
    return TOKENS[random.nextInt(TOKENS.length)];
  }

  private static int times(Random random) {
    return random.nextInt(50) == 0 ? 20_000 : 1 + random.nextInt(3);
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
    byte[] out = new byte[bytes.length - (to - from) + with.length];
    System.arraycopy(bytes, 0, out, 0, from);
    System.arraycopy(with, 0, out, from, with.length);
    System.arraycopy(bytes, to, out, from + with.length, bytes.length - to);
    return out;
  }
}
