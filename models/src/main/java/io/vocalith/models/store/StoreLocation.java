package io.vocalith.models.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user's speaker store lies. */
public final class StoreLocation {
  private StoreLocation() {}

  /**
   * The folder that was named, else that of {@code VOCALITH_STORE}, else {@code vocalith/speakers}
   * in the user's folder for data: {@code XDG_DATA_HOME}, {@code LOCALAPPDATA} on Windows, {@code
   * Library/Application Support} on macOS, {@code .local/share} elsewhere.
   *
   * @param named the folder the user asked for
   * @param environment the process's environment variables
   * @param system the value of {@code os.name}
   * @param home the user's home folder
   */
  public static Path resolve(
      Optional<Path> named, Map<String, String> environment, String system, Path home) {
    if (named.isPresent()) {
      return named.get();
    }
    String store = environment.getOrDefault("VOCALITH_STORE", "");
    return store.isEmpty() ? data(environment, system, home) : Path.of(store);
  }

  /** {@link #resolve} for this process. */
  public static Path resolve(Optional<Path> named) {
    return resolve(
        named,
        System.getenv(),
        System.getProperty("os.name"),
        Path.of(System.getProperty("user.home")));
  }

  private static Path data(Map<String, String> environment, String system, Path home) {
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    Path data;
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      data = Path.of(xdg);
    } else if (system.startsWith("Windows") && !local.isEmpty()) {
      data = Path.of(local);
    } else if (system.startsWith("Mac")) {
      data = home.resolve("Library").resolve("Application Support");
    } else {
      data = home.resolve(".local").resolve("share");
    }
    return data.resolve("vocalith").resolve("speakers");
  }
}
