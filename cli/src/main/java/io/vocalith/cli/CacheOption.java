package io.vocalith.cli;

import io.vocalith.models.registry.ModelCache;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --cache}, for every command that looks for pulled models. */
final class CacheOption {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder of pulled models and kept embeddings (default: VOCALITH_CACHE, else vocalith in the user's caches).")
  private Path folder;

  /** The cache asked for, or the user's. */
  ModelCache cache() {
    return folder == null ? ModelCache.ofUser() : ModelCache.at(folder);
  }
}
