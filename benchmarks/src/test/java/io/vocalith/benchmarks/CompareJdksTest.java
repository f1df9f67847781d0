package io.vocalith.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareJdksTest {
  @TempDir Path folder;

  @Test
  void rowsAreMatchedByWorkThreadsAndPeer() throws IOException {
    List<CompareJdks.Row> older =
        CompareJdks.rows(file("17", row("a", 1, 24, "ort", 1.2) + ", " + row("b", 2, 5, "ort", 1)));
    List<CompareJdks.Row> newer =
        CompareJdks.rows(file("25", row("a", 1, 10, "ort", 1.1) + ", " + row("b", 1, 5, "ort", 1)));
    List<String> lines = CompareJdks.compare(older, newer);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains(" 2.400; by the peer's clock 1.091"), lines.get(0));
    assertTrue(lines.get(0).endsWith("met, prize too"), lines.get(0));
  }

  @Test
  void whereThePeerIsOurselvesTimesCount() throws IOException {
    List<CompareJdks.Row> older = CompareJdks.rows(file("17", row("a", 1, 24, "vocalith", 3)));
    List<CompareJdks.Row> newer = CompareJdks.rows(file("25", row("a", 1, 20, "vocalith", 3)));
    assertTrue(CompareJdks.compare(older, newer).get(0).endsWith("MISSED"));
  }

  @Test
  void aRowWithoutItsTimesIsRefused() throws IOException {
    Path file = file("17", "{\"work\": \"a\"}");
    assertThrows(IOException.class, () -> CompareJdks.rows(file));
  }

  private Path file(String name, String rows) throws IOException {
    return Files.writeString(
        folder.resolve(name), "{\"machine\": \"m\", \"rows\": [" + rows + "]}");
  }

  private static String row(String work, int threads, double ours, String peer, double ratio) {
    return "{\"work\": \"%s\", \"threads\": %d, \"ours_ms\": %s, \"peer\": \"%s\", \"ratio\": %s}"
        .formatted(work, threads, ours, peer, ratio);
  }
}
