package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now = 77;

  private Progress progress(boolean terminal, boolean quiet, long total) {
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new Console.Terminal(false, terminal, 80, false));
    return new Progress(console, quiet, total, "files", () -> now);
  }

  private String said() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @Test
  void aTerminalHasOneLineWithTheTimeLeft() {
    try (Progress progress = progress(true, false, 4)) {
      progress.advance(0.5);
      assertEquals("", said());
      now += 2 * SECOND;
      progress.advance(0.5);
      assertEquals("\r\033[K1 of 4 files, 6 s left", said());
      now += SECOND / 10;
      progress.advance(1);
      assertEquals("", said());
      progress.clear();
      assertEquals("\r\033[K", said());
      progress.clear();
      assertEquals("", said());
    }
  }

  @Test
  void aPipeHasALineEveryTenSeconds() {
    try (Progress progress = progress(false, false, 1)) {
      now += 9 * SECOND;
      progress.advance(0.25);
      assertEquals("", said());
      now += 3 * SECOND;
      progress.advance(0.25);
      assertEquals("50 %, 12 s left" + System.lineSeparator(), said());
      now += 4000 * SECOND;
      progress.advance(0.25);
      assertEquals("75 %, 22 min 17 s left" + System.lineSeparator(), said());
    }
    assertEquals("", said());
  }

  @Test
  void quietIsSilent() {
    for (boolean terminal : new boolean[] {false, true}) {
      try (Progress progress = progress(terminal, true, 3)) {
        now += 100 * SECOND;
        progress.advance(2);
      }
      assertEquals("", said());
    }
  }

  /** Ten tenths are a little less than one. */
  @Test
  void partsOfFilesAddUp() {
    try (Progress progress = progress(true, false, 2)) {
      now += 2 * SECOND;
      for (int i = 0; i < 10; i++) {
        now += SECOND;
        progress.advance(0.1);
      }
      assertEquals("1 of 2 files, 12 s left", said().replaceAll("(?s).*\\[K", ""));
    }
  }
}
