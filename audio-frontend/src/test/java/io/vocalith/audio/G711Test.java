package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class G711Test {
  /** Ends and middles of the tables of ITU-T G.711, in 16-bit units. */
  @Test
  void knownCodes() {
    int[][] mu = {{0x00, -32124}, {0x80, 32124}, {0x7F, 0}, {0xFF, 0}, {0xFE, 8}, {0x8F, 16764}};
    for (int[] pair : mu) {
      assertEquals(pair[1], G711.fromMuLaw(pair[0]));
    }
    int[][] a = {{0x2A, -32256}, {0xAA, 32256}, {0x55, -8}, {0xD5, 8}, {0xD4, 24}, {0xA5, 16896}};
    for (int[] pair : a) {
      assertEquals(pair[1], G711.fromALaw(pair[0]));
    }
  }

  @Test
  void everyCodeSurvivesTheRoundTrip() {
    for (int code = 0; code < 256; code++) {
      assertEquals(code == 0x7F ? 0xFF : code, G711.toMuLaw(G711.fromMuLaw(code)));
      assertEquals(code, G711.toALaw(G711.fromALaw(code)));
    }
  }

  /** Both laws cut off rather than round, so they keep the order and miss by half a step. */
  @Test
  void encoding() {
    int lastMu = Integer.MIN_VALUE;
    int lastA = Integer.MIN_VALUE;
    for (int sample = -32768; sample < 32768; sample++) {
      int mu = G711.fromMuLaw(G711.toMuLaw(sample));
      int a = G711.fromALaw(G711.toALaw(sample));
      assertTrue(mu >= lastMu && a >= lastA, "order at " + sample);
      int clipped = Math.max(-32635, Math.min(32635, sample));
      assertTrue(Math.abs(mu - clipped) <= (Math.abs(mu) + 132) / 32 + 1, "mu-law " + sample);
      assertTrue(Math.abs(a - sample) <= Math.max(16, Math.abs(a) / 31), "A-law " + sample);
      lastMu = mu;
      lastA = a;
    }
  }
}
