package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCacheTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  private Path put(String name, String file, int bytes) throws IOException {
    Path path = ModelCache.at(folder).folder(name).resolve(file);
    Files.createDirectories(path.getParent());
    return Files.write(path, new byte[bytes]);
  }

  @Test
  void listsWhatIsWholeByName() throws IOException {
    ModelCache cache = ModelCache.at(folder);
    assertEquals(List.of(), cache.list());
    Path b = put("b", DIGEST + ".safetensors", 20);
    Path a = put("a", DIGEST + ".ckpt", 10);
    Path card = put("a", "card.yaml", 3);
    put("c", DIGEST + ".ckpt.part", 5);
    put("d", "notes.txt", 5);
    assertEquals(
        List.of(
            new CachedModel("a", a, DIGEST, 10, Optional.of(card)),
            new CachedModel("b", b, DIGEST, 20, Optional.empty())),
        cache.list());
  }

  @Test
  void passesOverFoldersThatNoPullMade() throws IOException {
    put(".hidden", DIGEST + ".ckpt", 1);
    put("with space", DIGEST + ".ckpt", 1);
    assertEquals(List.of(), ModelCache.at(folder).list());
  }

  @Test
  void removesAModelAndUnfinishedPulls() throws IOException {
    put("a", DIGEST + ".ckpt", 10);
    put("a", "card.md", 10);
    put("b", DIGEST + ".ckpt.part", 10);
    ModelCache cache = ModelCache.at(folder);
    assertTrue(cache.remove("a"));
    assertTrue(cache.remove("b"));
    assertFalse(cache.remove("a"));
    assertFalse(Files.exists(folder.resolve("models/a")));
    assertFalse(Files.exists(folder.resolve("models/b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "../a", "a/b", "a\\b", "-a", "a b", "a\u0000", "/etc"})
  void takesNoNameThatLeavesTheCache(String name) {
    ModelCache cache = ModelCache.at(folder);
    assertThrows(IllegalArgumentException.class, () -> cache.find(name));
    assertThrows(IllegalArgumentException.class, () -> cache.remove(name));
    Asset asset = new Asset("ckpt", URI.create("https://x.org/a"), DIGEST);
    assertThrows(
        IllegalArgumentException.class, () -> new Publication(name, asset, Optional.empty()));
  }

  @Test
  void saysThatTheCacheIsNoFolder() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    PullFixture fixture = new PullFixture(file);
    String message =
        assertThrows(PullException.class, () -> fixture.pull(URI.create("http://127.0.0.1:1/a")))
            .getMessage();
    assertTrue(
        message.startsWith("cannot write to the cache at " + file + "/locks/toy: "), message);
  }

  private static Path location(String os, Map<String, String> environment) {
    Properties system = new Properties();
    system.setProperty("os.name", os);
    system.setProperty("user.home", "/home/ann");
    return CacheLocation.of(environment, system);
  }

  @Test
  void isWhereTheSystemKeepsCaches() {
    Map<String, String> xdg = Map.of("XDG_CACHE_HOME", "/x");
    assertEquals(Path.of("/home/ann/.cache/vocalith"), location("Linux", Map.of()));
    assertEquals(Path.of("/x/vocalith"), location("Linux", xdg));
    assertEquals(
        Path.of("/home/ann/.cache/vocalith"), location("Linux", Map.of("XDG_CACHE_HOME", "x")));
    assertEquals(Path.of("/home/ann/Library/Caches/vocalith"), location("Mac OS X", Map.of()));
    assertEquals(
        Path.of("/l/vocalith/cache"), location("Windows 11", Map.of("LOCALAPPDATA", "/l")));
    assertEquals(
        Path.of("/own"),
        location("Linux", Map.of("VOCALITH_CACHE", "/own", "XDG_CACHE_HOME", "/x")));
    assertEquals(Path.of("/x/vocalith"), location("Mac OS X", xdg));
  }
}
