package io.vocalith.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSpeakerStoreTest {
  @TempDir Path folder;

  @Test
  void whatWasEnrolledIsThereAfterReopening() throws IOException {
    Voiceprint first = Voices.print(1);
    Voiceprint second = Voices.expiring(Voices.print(2), LocalDate.of(2030, 1, 31));
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      assertEquals(Optional.empty(), store.modelSha256());
      assertTrue(store.enroll("Ada Löwe", first));
      assertTrue(store.enroll("Ada Löwe", second));
      assertTrue(store.enroll("Bob", Voices.print(3)));
      assertFalse(store.enroll("Ada Löwe", first), "the same recording again");
    }
    try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
      assertEquals(List.of(first, second), store.find("Ada Löwe").orElseThrow().voiceprints());
      assertEquals(2, store.size());
      assertEquals(Optional.of(Voices.MODEL), store.modelSha256());
      assertTrue(store.integrity().sound(), store.integrity()::toString);
      assertThrows(UnsupportedOperationException.class, () -> store.remove("Bob"));
    }
  }

  @Test
  void anyHistoryEndsAsAMapWould() throws IOException {
    Random random = new Random(4);
    Map<String, List<Voiceprint>> expected = new TreeMap<>();
    FileSpeakerStore store = FileSpeakerStore.open(folder);
    for (int step = 0; step < 300; step++) {
      String a = "s" + random.nextInt(6);
      String b = "s" + random.nextInt(6);
      switch (random.nextInt(8)) {
        case 0 -> assertEquals(expected.remove(a) != null, store.remove(a));
        case 1 -> {
          if (expected.containsKey(a) && !expected.containsKey(b)) {
            store.rename(a, b);
            expected.put(b, expected.remove(a));
          } else {
            assertThrows(IllegalArgumentException.class, () -> store(a, b));
          }
        }
        case 2 -> {
          if (expected.containsKey(a) && expected.containsKey(b) && !a.equals(b)) {
            store.merge(a, b);
            expected.get(b).addAll(expected.remove(a));
          }
        }
        case 3 -> {
          store.close();
          store = FileSpeakerStore.open(folder);
          assertTrue(store.integrity().sound(), store.integrity()::toString);
        }
        default -> {
          Voiceprint print = Voices.print(1000 + step);
          store.enroll(a, print);
          expected.computeIfAbsent(a, n -> new ArrayList<>()).add(print);
        }
      }
      current = store;
      assertEquals(expected, contents(store));
      for (Map.Entry<String, List<Voiceprint>> entry : expected.entrySet()) {
        float[] vector = entry.getValue().get(0).vector();
        Match best = store.search(vector, Voices.MODEL, 1, Voices.TODAY).get(0);
        assertEquals(entry.getKey(), best.name());
      }
    }
    store.close();
  }

  private FileSpeakerStore current;

  private void store(String from, String to) throws IOException {
    current.rename(from, to);
    throw new IllegalArgumentException("renaming a speaker to the own name went through");
  }

  @Test
  void searchRanksAsDoublePrecisionDoes() throws IOException {
    Random random = new Random(5);
    float[] centre = Voices.vector(random);
    Map<String, List<Voiceprint>> speakers = new TreeMap<>();
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      List<StoredSpeaker> all = new ArrayList<>();
      for (int n = 0; n < 300; n++) {
        // Voices a millionth apart: floats alone would rank these by chance.
        List<Voiceprint> prints = new ArrayList<>();
        for (int p = 0; p <= random.nextInt(3); p++) {
          float[] vector = centre.clone();
          vector[random.nextInt(vector.length)] += 1e-4f * (float) random.nextGaussian();
          prints.add(Voices.print(vector, random));
        }
        all.add(new StoredSpeaker("n" + n, prints));
        speakers.put("n" + n, prints);
      }
      store.enrollAll(all);
      float[] query = Voices.vector(random);
      List<Match> expected =
          speakers.entrySet().stream()
              .map(e -> new Match(e.getKey(), cosine(query, e.getValue())))
              .sorted(
                  Comparator.comparingDouble(Match::score).reversed().thenComparing(Match::name))
              .limit(20)
              .toList();
      List<Match> found = store.search(query, Voices.MODEL, 20, Voices.TODAY);
      assertEquals(
          expected.stream().map(Match::name).toList(), found.stream().map(Match::name).toList());
      for (int i = 0; i < found.size(); i++) {
        assertEquals(expected.get(i).score(), found.get(i).score(), 1e-14);
      }
    }
  }

  /** The definition, written down a second time: mean of unit vectors, in double. */
  private static double cosine(float[] query, List<Voiceprint> prints) {
    double[] mean = new double[query.length];
    for (Voiceprint print : prints) {
      double norm = Voiceprint.norm(print.vector());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += print.vector()[i] / norm;
      }
    }
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < mean.length; i++) {
      dot += query[i] * mean[i];
      a += (double) query[i] * query[i];
      b += mean[i] * mean[i];
    }
    return dot / Math.sqrt(a * b);
  }

  @Test
  void voicesOfOtherModelsAreRefused() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      Voiceprint print = Voices.print(1);
      store.enroll("a", print);
      Voiceprint foreign =
          new Voiceprint(
              print.vector(),
              "cd".repeat(32),
              print.sourceSha256(),
              3,
              print.enrolled(),
              Optional.empty(),
              Optional.empty());
      String message =
          assertThrows(IllegalArgumentException.class, () -> store.enroll("b", foreign))
              .getMessage();
      assertEquals(
          "the store holds voices of the model abababababab (192 dimensions), found one of"
              + " cdcdcdcdcdcd (192): voices of different models cannot be compared",
          message);
      assertThrows(
          IllegalArgumentException.class,
          () -> store.search(print.vector(), "cd".repeat(32), 1, Voices.TODAY));
      assertThrows(
          IllegalArgumentException.class,
          () -> store.search(new float[] {1, 2}, Voices.MODEL, 1, Voices.TODAY));
      assertThrows(
          IllegalArgumentException.class,
          () -> store.search(new float[192], Voices.MODEL, 1, Voices.TODAY));
      assertEquals(1, store.size());
    }
  }

  @Test
  void expiredVoicesAreNotFound() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      LocalDate last = LocalDate.of(2026, 12, 31);
      Voiceprint print = Voices.expiring(Voices.print(1), last);
      store.enroll("a", print);
      assertEquals(1, store.search(print.vector(), Voices.MODEL, 9, last).size());
      assertEquals(0, store.search(print.vector(), Voices.MODEL, 9, last.plusDays(1)).size());
      assertEquals(1, store.search(print.vector(), Voices.MODEL, 9, last).size());
      assertEquals(1, store.size());
    }
  }

  @Test
  void removingDestroysTheKeyAndHidesEveryTrace() throws IOException {
    byte[] keyBefore;
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      store.enroll("Geheim", Voices.print(1));
      keyBefore = keyOf(folder);
      store.enroll("Bob", Voices.print(2));
      assertTrue(store.remove("Geheim"));
      assertFalse(store.remove("Geheim"));
    }
    assertFalse(contains(Files.readAllBytes(folder.resolve("voices.keys")), keyBefore));
    byte[] log = Files.readAllBytes(folder.resolve("voices.log"));
    assertFalse(contains(log, "Bob".getBytes(StandardCharsets.UTF_8)), "names are encrypted");
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      assertEquals(1, store.size());
      assertEquals(1, store.integrity().removedSpeakers());
      assertEquals(0, store.integrity().lostSpeakers());
      assertTrue(store.integrity().sound());
    }
  }

  private static byte[] keyOf(Path folder) throws IOException {
    return KeyFile.read(folder.resolve("voices.keys")).values().iterator().next();
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    Path store = folder.resolve("new").resolve("store");
    try (FileSpeakerStore opened = FileSpeakerStore.open(store)) {
      opened.enroll("a", Voices.print(1));
    }
    for (String file : List.of("voices.log", "voices.keys", "voices.lock")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve(file))));
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
  }

  @Test
  void aStoreIsOpenOnce() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      store.enroll("a", Voices.print(1));
      StoreException refused =
          assertThrows(
              StoreException.class, () -> FileSpeakerStore.open(folder, Duration.ofMillis(1)));
      assertEquals(folder + ": is open already in this process", refused.getMessage());
    }
    FileSpeakerStore.open(folder).close();
    assertEquals(
        folder.resolve("x") + ": holds no speakers yet",
        assertThrows(
                StoreException.class, () -> FileSpeakerStore.openForReading(folder.resolve("x")))
            .getMessage());
  }

  @Test
  void eightThreadsEnrolAndIdentify() throws Exception {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        Callable<Integer> work = () -> enrolAndIdentify(store, thread);
        results.add(threads.submit(work));
      }
      for (Future<Integer> result : results) {
        assertEquals(25, result.get());
      }
      threads.shutdown();
      assertEquals(8 * 25 + 1, store.size());
      assertEquals(8, store.find("shared").orElseThrow().voiceprints().size());
    }
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      assertEquals(8 * 25 + 1, store.size());
      assertTrue(store.integrity().sound());
    }
  }

  private static int enrolAndIdentify(FileSpeakerStore store, int thread) throws IOException {
    int right = 0;
    store.enroll("shared", Voices.print(9000 + thread));
    for (int n = 0; n < 25; n++) {
      Voiceprint print = Voices.print(thread * 1000L + n);
      String name = "t" + thread + "n" + n;
      store.enroll(name, print);
      List<Match> found = store.search(print.vector(), Voices.MODEL, 3, Voices.TODAY);
      right += found.get(0).name().equals(name) && found.get(0).score() > 1 - 1e-12 ? 1 : 0;
    }
    return right;
  }

  @Test
  void namesThatCannotBeWrittenOnALineAreRefused() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      for (String name : List.of("", " a", "a\n", "a\tb", "x".repeat(201))) {
        assertThrows(
            IllegalArgumentException.class, () -> store.enroll(name, Voices.print(1)), name);
      }
      assertEquals(0, store.size());
    }
  }

  @Test
  void exportsGoIntoAnotherStoreUnchanged() throws IOException {
    Path file = folder.resolve("speakers.jsonl");
    Map<String, List<Voiceprint>> before;
    try (FileSpeakerStore store = FileSpeakerStore.open(folder.resolve("a"))) {
      for (int n = 0; n < 20; n++) {
        Voiceprint print = Voices.print(n);
        store.enroll("s" + n % 7, n % 3 == 0 ? Voices.expiring(print, Voices.TODAY) : print);
      }
      before = contents(store);
      try (var out = Files.newOutputStream(file)) {
        SpeakerExport.write(store.speakers(), out);
      }
    }
    try (FileSpeakerStore store = FileSpeakerStore.open(folder.resolve("b"))) {
      assertEquals(20, store.enrollAll(SpeakerExport.read(file)));
      assertEquals(0, store.enrollAll(SpeakerExport.read(file)), "a second import changes nothing");
      assertEquals(before, contents(store));
    }
  }

  static Map<String, List<Voiceprint>> contents(SpeakerStore store) {
    Map<String, List<Voiceprint>> contents = new TreeMap<>();
    store.speakers().forEach(speaker -> contents.put(speaker.name(), speaker.voiceprints()));
    return contents;
  }
}
