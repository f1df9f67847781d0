package io.vocalith.models.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StoreLocationTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void theOptionThenTheVariableThenTheDataFolder() {
    Map<String, String> both = Map.of("VOCALITH_STORE", "/srv/voices", "XDG_DATA_HOME", "/data");
    assertEquals(Path.of("here"), resolve(Optional.of(Path.of("here")), both, "Linux"));
    assertEquals(Path.of("/srv/voices"), resolve(Optional.empty(), both, "Linux"));
    assertEquals(
        Path.of("/data/vocalith/speakers"),
        resolve(Optional.empty(), Map.of("XDG_DATA_HOME", "/data", "VOCALITH_STORE", ""), "Linux"));
    assertEquals(
        Path.of("/home/ada/.local/share/vocalith/speakers"),
        resolve(Optional.empty(), Map.of("XDG_DATA_HOME", "relative"), "Linux"));
    assertEquals(
        Path.of("/home/ada/Library/Application Support/vocalith/speakers"),
        resolve(Optional.empty(), Map.of(), "Mac OS X"));
    assertEquals(
        Path.of("/local/vocalith/speakers"),
        resolve(Optional.empty(), Map.of("LOCALAPPDATA", "/local"), "Windows 11"));
  }

  private static Path resolve(Optional<Path> named, Map<String, String> environment, String os) {
    return StoreLocation.resolve(named, environment, os, HOME);
  }
}
