package io.vocalith.models.registry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder pulled models are kept in: {@code models/NAME/SHA256.ckpt} and, for models that came
 * with a card of their own, {@code models/NAME/card.yaml} or {@code card.md} beside it.
 */
public final class ModelCache {
  private static final Pattern WEIGHTS = Pattern.compile("([0-9a-f]{64})\\.(ckpt|safetensors|pth)");

  private final Path root;

  private ModelCache(Path root) {
    this.root = root;
  }

  /** The cache in a folder, which need not exist yet. */
  public static ModelCache at(Path folder) {
    return new ModelCache(folder.toAbsolutePath().normalize());
  }

  /** The cache of this user on this machine: {@link CacheLocation}. */
  public static ModelCache ofUser() {
    return at(CacheLocation.of(System.getenv(), System.getProperties()));
  }

  /** The folder of the cache. */
  public Path folder() {
    return root;
  }

  /**
   * Finds a model by name.
   *
   * @throws IllegalArgumentException if the text cannot be a model's name
   * @throws IOException if the cache is there but cannot be read
   */
  public Optional<CachedModel> find(String name) throws IOException {
    Publication.checkName(name);
    Path folder = folder(name);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Matcher matcher = WEIGHTS.matcher(file.getFileName().toString());
        if (matcher.matches() && Files.isRegularFile(file)) {
          return Optional.of(
              new CachedModel(name, file, matcher.group(1), Files.size(file), card(folder)));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Everything in the cache, by name.
   *
   * @throws IOException if the cache is there but cannot be read
   */
  public List<CachedModel> list() throws IOException {
    List<CachedModel> models = new ArrayList<>();
    Path folder = root.resolve("models");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> names = Files.newDirectoryStream(folder, ModelCache::isModel)) {
        for (Path name : names) {
          find(name.getFileName().toString()).ifPresent(models::add);
        }
      }
    }
    models.sort(Comparator.comparing(CachedModel::name));
    return models;
  }

  /**
   * Removes a model and what is left of an unfinished pull of it.
   *
   * @return whether there was anything to remove
   * @throws PullException if another pull is at work on it or a file cannot be deleted
   * @throws IllegalArgumentException if the text cannot be a model's name
   */
  public boolean remove(String name) throws PullException {
    Publication.checkName(name);
    Path folder = folder(name);
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (CacheLock lock = CacheLock.now(lockFile(name))) {
      Objects.requireNonNull(lock);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
      return true;
    } catch (PullException e) {
      throw e;
    } catch (IOException e) {
      throw new PullException("cannot remove " + folder + ": " + Reason.of(e), e);
    }
  }

  Path folder(String name) {
    return root.resolve("models").resolve(name);
  }

  /** Lock files are never deleted: a lock on a deleted file would keep nobody out. */
  Path lockFile(String name) {
    return root.resolve("locks").resolve(name);
  }

  private static boolean isModel(Path folder) {
    return Publication.isName(folder.getFileName().toString()) && Files.isDirectory(folder);
  }

  private static Optional<Path> card(Path folder) {
    return List.of("card.yaml", "card.md").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
