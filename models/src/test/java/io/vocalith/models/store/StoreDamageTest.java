package io.vocalith.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files cut, flipped and forged: whatever is read is what was written, or is refused. */
final class StoreDamageTest {
  private static final int SPEAKERS = 12;

  @TempDir Path folder;
  private Path log;
  private Path keys;
  private byte[] goodLog;
  private byte[] goodKeys;
  private Map<String, List<Voiceprint>> contents;

  @BeforeEach
  void fill() throws IOException {
    try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
      for (int n = 0; n < SPEAKERS; n++) {
        store.enroll("s" + n, Voices.print(n));
      }
      contents = FileSpeakerStoreTest.contents(store);
    }
    log = folder.resolve("voices.log");
    keys = folder.resolve("voices.keys");
    goodLog = Files.readAllBytes(log);
    goodKeys = Files.readAllBytes(keys);
  }

  @Test
  void everyTornEndIsCutOffAndTheRestKept() throws IOException {
    Random random = new Random(1);
    for (int n = 0; n < 150; n++) {
      int cut = random.nextInt(goodLog.length);
      Files.write(log, Arrays.copyOf(goodLog, cut));
      Files.write(keys, goodKeys);
      int kept;
      try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
        kept = store.size();
        assertTrue(kept <= SPEAKERS * (long) cut / goodLog.length + 1);
        assertTrue(kept >= SPEAKERS * (long) cut / goodLog.length - 1);
        assertTrue(
            contents.entrySet().containsAll(FileSpeakerStoreTest.contents(store).entrySet()));
        store.enroll("later", Voices.print(99));
      }
      try (FileSpeakerStore store = FileSpeakerStore.open(folder)) {
        assertEquals(kept + 1, store.size());
        assertTrue(store.integrity().sound(), store.integrity()::toString);
      }
    }
  }

  @Test
  void aTornEndIsSaid() throws IOException {
    Files.write(log, Arrays.copyOf(goodLog, goodLog.length - 1));
    try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
      assertEquals(SPEAKERS - 1, store.size());
      assertTrue(store.warnings().get(0).contains("bytes are no whole record"));
    }
    assertEquals(goodLog.length - 1, Files.size(log), "reading changes nothing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mutationsAreNeverBelieved(boolean ofTheLog) throws IOException {
    Random random = new Random(2);
    for (int n = 0; n < 400; n++) {
      byte[] bytes = mutated(ofTheLog ? goodLog : goodKeys, random);
      Files.write(log, ofTheLog ? bytes : goodLog);
      Files.write(keys, ofTheLog ? goodKeys : bytes);
      boolean unchanged = Arrays.equals(bytes, ofTheLog ? goodLog : goodKeys);
      try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
        Map<String, List<Voiceprint>> found = FileSpeakerStoreTest.contents(store);
        found.values().forEach(v -> assertTrue(contents.containsValue(v)));
        // A name or a whole end may be lost silently only if nothing is.
        assertTrue(unchanged || !store.integrity().sound() || isPrefix(bytes), "mutation " + n);
      } catch (StoreException refused) {
        assertTrue(refused.getMessage().startsWith(folder.toString()), refused.getMessage());
      }
    }
  }

  /** A log that was cut exactly between two records is a good log. */
  private boolean isPrefix(byte[] bytes) {
    return bytes.length < goodLog.length
        && Arrays.equals(bytes, Arrays.copyOf(goodLog, bytes.length));
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    switch (random.nextInt(5)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(200));
        for (int i = from; i < to; i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      case 3 -> {
        // A piece moved to another place: a good record where it does not belong.
        int length = 1 + random.nextInt(Math.min(2000, bytes.length));
        int from = random.nextInt(bytes.length - length + 1);
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(good, from, bytes, to, length);
      }
      default -> {
        bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3000));
        for (int i = good.length; i < bytes.length; i++) {
          bytes[i] = good[random.nextInt(good.length)];
        }
      }
    }
    return bytes;
  }

  @Test
  void forgedLengthsTakeNoMemory() throws IOException {
    byte[] bytes = goodLog.clone();
    int at = VoiceLog.MAGIC.length;
    for (int i = 4; i < 8; i++) {
      bytes[at + i] = 0x7f;
    }
    Files.write(log, bytes);
    try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
      assertEquals(SPEAKERS, store.size());
      assertEquals(1, store.integrity().damagedPlaces());
    }
    byte[] forged = goodKeys.clone();
    forged[KeyFile.MAGIC.length] = 0x7f;
    Files.write(keys, forged);
    assertThrows(StoreException.class, () -> FileSpeakerStore.openForReading(folder));
  }

  @Test
  void marksWithoutEndAreGivenUp() throws IOException {
    ByteArrayOutputStream hostile = new ByteArrayOutputStream();
    hostile.write(VoiceLog.MAGIC);
    byte[] record = Arrays.copyOfRange(goodLog, VoiceLog.MAGIC.length, VoiceLog.MAGIC.length + 8);
    for (int n = 0; n < 200_000; n++) {
      hostile.write(record);
    }
    Files.write(log, hostile.toByteArray());
    String message =
        assertThrows(StoreException.class, () -> FileSpeakerStore.open(folder)).getMessage();
    assertEquals(log + ": is damaged in more than 1000 places", message);
    assertEquals(hostile.size(), Files.size(log), "what is refused is not changed");
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    Files.writeString(log, "my diary\n");
    assertThrows(StoreException.class, () -> FileSpeakerStore.open(folder));
    assertEquals("my diary\n", Files.readString(log));
  }

  @Test
  void aLostKeyFileIsSaid() throws IOException {
    Files.delete(keys);
    try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
      assertEquals(0, store.size());
      assertEquals(SPEAKERS, store.integrity().lostSpeakers());
      assertEquals(
          List.of("the keys of 12 speakers are missing: their voices are lost"), store.warnings());
    }
  }

  @Test
  void mutatedExportsAreReadOrRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileSpeakerStore store = FileSpeakerStore.openForReading(folder)) {
      SpeakerExport.write(store.speakers(), out);
    }
    Path file = folder.resolve("export.jsonl");
    Random random = new Random(3);
    int refused = 0;
    for (int n = 0; n < 400; n++) {
      Files.write(file, mutated(out.toByteArray(), random));
      try {
        assertTrue(SpeakerExport.read(file).size() <= 2 * SPEAKERS);
      } catch (StoreException e) {
        assertTrue(e.getMessage().startsWith(file + ": line "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 100, "refused " + refused);
    Files.write(file, new byte[70_000]);
    assertEquals(
        file + ": line 1: is longer than 65536 bytes",
        assertThrows(StoreException.class, () -> SpeakerExport.read(file)).getMessage());
  }
}
