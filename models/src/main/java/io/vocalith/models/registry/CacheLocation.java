package io.vocalith.models.registry;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where the cache of a user is: {@code VOCALITH_CACHE} when set, else {@code vocalith} in {@code
 * XDG_CACHE_HOME} when that is an absolute path (XDG Base Directory Specification 0.8), else the
 * custom of the system: {@code ~/Library/Caches/vocalith} on macOS, {@code
 * %LOCALAPPDATA%\vocalith\cache} on Windows, {@code ~/.cache/vocalith} everywhere else.
 */
final class CacheLocation {
  private CacheLocation() {}

  static Path of(Map<String, String> environment, Properties system) {
    String own = environment.getOrDefault("VOCALITH_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
      return Path.of(xdg, "vocalith");
    }
    String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    Path home = Path.of(system.getProperty("user.home", "."));
    if (os.startsWith("windows") && !local.isBlank()) {
      return Path.of(local, "vocalith", "cache");
    }
    return os.startsWith("mac")
        ? home.resolve("Library/Caches/vocalith")
        : home.resolve(".cache/vocalith");
  }
}
