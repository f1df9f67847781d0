package io.vocalith.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process in the middle of enrolling, several times over; what it acknowledged is there.
 */
final class StoreKillTest {
  @TempDir Path folder;

  @Test
  void acknowledgedWritesSurviveKilling() throws IOException, InterruptedException {
    Random random = new Random(7);
    List<Integer> acknowledged = new ArrayList<>();
    int next = 0;
    for (int round = 0; round < 4; round++) {
      Process child = start(next);
      int wanted = 3 + random.nextInt(20);
      List<Integer> heard = new ArrayList<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          heard.add(Integer.valueOf(line));
          if (heard.size() == wanted) {
            child.toHandle().destroyForcibly(); // SIGKILL, and what is in the pipe is still read
          }
        }
      }
      assertEquals(137, child.waitFor(), "the child must have been killed");
      assertTrue(heard.size() >= wanted, "heard " + heard.size());
      acknowledged.addAll(heard);
      next = heard.get(heard.size() - 1) + 10;
      try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
        for (int number : acknowledged) {
          boolean removed = number % 5 == 0;
          assertEquals(
              removed ? 0 : 1,
              store.find("s" + number).map(s -> s.voiceprints().size()).orElse(0),
              "speaker " + number);
        }
        assertEquals(0, store.integrity().unreadableRecords());
        assertEquals(0, store.integrity().damagedPlaces());
      }
    }
  }

  private Process start(int first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Enroller.class.getName(),
            folder.toString(),
            String.valueOf(first))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The child: enrols without end, removes every fifth again, and says each when it is done. */
  static final class Enroller {
    public static void main(String[] args) throws IOException {
      try (FileSpeakerStore store = FileSpeakerStore.open(Path.of(args[0]))) {
        for (int number = Integer.parseInt(args[1]); ; number++) {
          store.enroll("s" + number, Voices.print(number));
          if (number % 5 == 0) {
            store.remove("s" + number);
          }
          System.out.println(number);
          System.out.flush();
        }
      }
    }
  }
}
