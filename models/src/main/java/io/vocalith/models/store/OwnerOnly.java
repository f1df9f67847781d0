package io.vocalith.models.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may touch, where the file system knows owners. */
final class OwnerOnly {
  private OwnerOnly() {}

  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(folder, "rwx------"));
    }
  }

  /** Opens a file for reading, or for both and made if missing, with mode 600. */
  static FileChannel open(Path file, boolean write) throws IOException {
    Set<OpenOption> options =
        write
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
            : Set.of(StandardOpenOption.READ);
    return FileChannel.open(file, options, write ? attributes(file, "rw-------") : none());
  }

  /** Makes a file that must not exist yet, with mode 600. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
        attributes(file, "rw-------"));
  }

  /** Puts a folder's list of names on the disk, where the system lets a folder be opened. */
  static void forceFolder(Path file) {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Windows: names are kept by the system itself.
      assert !attributesKnown(file) : e;
    }
  }

  private static FileAttribute<?>[] attributes(Path file, String mode) {
    if (!attributesKnown(file)) {
      return none();
    }
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean attributesKnown(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] none() {
    return new FileAttribute<?>[0];
  }
}
