package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingCacheTest {
  private static final String MODEL = "0a".repeat(32);
  private static final String RECORDING = "1b".repeat(32);
  private static final EmbeddedRecording VOICE =
      new EmbeddedRecording(Embedding.of(new float[] {1, -2, 3.5f}, MODEL), Bandwidth.WIDE, 2.25);

  @TempDir Path temporary;
  private EmbeddingCache cache;

  @BeforeEach
  void open() {
    cache = EmbeddingCache.at(temporary.resolve("embeddings"));
  }

  private Path file() {
    return cache.folder().resolve(MODEL).resolve(RECORDING + ".voice");
  }

  @Test
  void keepsWhatItIsGiven() throws IOException {
    assertEquals(Optional.empty(), cache.find(MODEL, RECORDING));
    cache.store(RECORDING, VOICE);
    assertEquals(Optional.of(VOICE), cache.find(MODEL, RECORDING));
    EmbeddedRecording other =
        new EmbeddedRecording(Embedding.of(new float[] {7}, MODEL), Bandwidth.NARROW, 1);
    cache.store(RECORDING, other);
    assertEquals(Optional.of(other), EmbeddingCache.at(cache.folder()).find(MODEL, RECORDING));
  }

  @Test
  void isKeyedByModelAndRecording() throws IOException {
    cache.store(RECORDING, VOICE);
    assertEquals(Optional.empty(), cache.find("0b".repeat(32), RECORDING));
    assertEquals(Optional.empty(), cache.find(MODEL, "1c".repeat(32)));
    assertThrows(IllegalArgumentException.class, () -> cache.find(MODEL, "../../secret"));
  }

  @Test
  void isPrivate() throws IOException {
    assumeTrue(
        temporary.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "file permissions are not checked: this file system has none");
    cache.store(RECORDING, VOICE);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.folder())));
  }

  @Test
  void damageIsAbsence() throws IOException {
    cache.store(RECORDING, VOICE);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), cache.find(MODEL, RECORDING));
    }
    byte[] flipped = whole.clone();
    flipped[whole.length - 6] ^= 1;
    Files.write(file(), flipped);
    assertEquals(Optional.empty(), cache.find(MODEL, RECORDING));
    Files.write(file(), new byte[1 << 20]);
    assertEquals(Optional.empty(), cache.find(MODEL, RECORDING));
  }

  @Test
  void anEmbeddingOfAnotherModelUnderThisNameIsAbsence() throws IOException {
    String other = "0b".repeat(32);
    cache.store(RECORDING, VOICE);
    Files.createDirectories(cache.folder().resolve(other));
    Files.copy(file(), cache.folder().resolve(other).resolve(RECORDING + ".voice"));
    assertEquals(Optional.empty(), cache.find(other, RECORDING));
  }

  @Test
  void purgesEverything() throws IOException {
    assertEquals(0, cache.purge());
    cache.store(RECORDING, VOICE);
    cache.store("2c".repeat(32), VOICE);
    Files.writeString(file().resolveSibling("123.part"), "killed while writing");
    assertEquals(2, cache.purge());
    assertFalse(Files.exists(cache.folder()));
  }
}
