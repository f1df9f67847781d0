package io.vocalith.models.speaker;

import io.vocalith.models.registry.ModelCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Embeddings on disk, so that no recording is embedded twice by one model: {@code
 * MODEL/RECORDING.voice}, both SHA-256. A voice identifies a person: files are readable by their
 * owner only. Each is written whole under another name and then renamed, so that a process may be
 * killed at any time and several may share the cache; what does not read back is treated as absent.
 */
public final class EmbeddingCache {
  private static final String ENDING = ".voice";

  /** Larger files are no embeddings: 65,536 floats and a header. */
  private static final long LARGEST = 1 << 19;

  private final Path folder;

  private EmbeddingCache(Path folder) {
    this.folder = folder;
  }

  /** The cache in a folder, which need not exist yet. */
  public static EmbeddingCache at(Path folder) {
    return new EmbeddingCache(folder);
  }

  /** The cache of this user on this machine, beside the pulled models. */
  public static EmbeddingCache ofUser() {
    return at(ModelCache.ofUser().folder().resolve("embeddings"));
  }

  /** The folder of the cache. */
  public Path folder() {
    return folder;
  }

  /**
   * The embedding of a recording, if it is there and undamaged.
   *
   * @param modelSha256 digest of the model's checkpoint
   * @param recordingSha256 digest of the recording and of how it is read
   */
  public Optional<EmbeddedRecording> find(String modelSha256, String recordingSha256)
      throws IOException {
    Path file = file(modelSha256, recordingSha256);
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      EmbeddedRecording found = EmbeddedRecording.fromBytes(Files.readAllBytes(file));
      return Optional.of(found).filter(r -> r.embedding().modelSha256().equals(modelSha256));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Keeps an embedding; one that is there is replaced. */
  public void store(String recordingSha256, EmbeddedRecording recording) throws IOException {
    Path file = file(recording.embedding().modelSha256(), recordingSha256);
    createPrivately(file.getParent());
    // A temporary file is readable by its owner only wherever the file system knows owners.
    Path whole = Files.createTempFile(file.getParent(), "", ".part");
    try {
      Files.write(whole, recording.toBytes());
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /**
   * Removes every embedding and what is left of unfinished ones.
   *
   * @return how many embeddings there were
   */
  public long purge() throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder, 2)) {
      all = found.sorted(Comparator.reverseOrder()).toList(); // files before their folder
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
    return all.stream().filter(file -> file.toString().endsWith(ENDING)).count();
  }

  private Path file(String modelSha256, String recordingSha256) {
    return folder.resolve(digest(modelSha256)).resolve(digest(recordingSha256) + ENDING);
  }

  private static String digest(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("expected a SHA-256, found '" + text + "'");
    }
    return text;
  }

  private static void createPrivately(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
