package io.vocalith.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The recordings that arguments name: files as they are, folders as all recordings in them and
 * their subfolders by name. Knows where the result of each belongs in an output folder.
 */
final class RecordingFiles {
  private static final Set<String> ENDINGS =
      Set.of(
          "wav", "wave", "sph", "nist", "flac", "aif", "aiff", "aifc", "au", "snd", "mp3", "ogg");

  private final List<Entry> entries = new ArrayList<>();

  /** A file, and where it lies in the folder that was named. */
  private record Entry(String file, Path place) {}

  private RecordingFiles() {}

  /**
   * Finds the recordings. A folder without any stays what it is, for the reader to refuse.
   *
   * @throws IOException if a folder cannot be read
   */
  static RecordingFiles of(List<String> arguments) throws IOException {
    RecordingFiles found = new RecordingFiles();
    for (String argument : arguments) {
      Path path = path(argument);
      List<Path> inside = path != null && Files.isDirectory(path) ? inFolder(path) : List.of();
      inside.forEach(file -> found.add(file.toString(), path.relativize(file)));
      if (inside.isEmpty()) {
        Path name = path == null ? null : path.getFileName();
        found.add(argument, name == null ? Path.of("input") : name);
      }
    }
    return found;
  }

  private void add(String file, Path place) {
    entries.add(new Entry(file, place));
  }

  /** The path of an argument; null for standard input and for what is no path here. */
  static Path path(String argument) {
    try {
      return argument.equals("-") ? null : Path.of(argument);
    } catch (InvalidPathException e) {
      return null; // reading it will say so
    }
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(RecordingFiles::isRecording).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isRecording(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
  }

  /** Those of them whose files pass a test. */
  RecordingFiles where(Predicate<String> wanted) {
    RecordingFiles some = new RecordingFiles();
    entries.stream().filter(entry -> wanted.test(entry.file())).forEach(some.entries::add);
    return some;
  }

  /** The files, in the order of the arguments. */
  List<String> files() {
    return entries.stream().map(Entry::file).toList();
  }

  /** The files by the names of their recordings, as formats that hold several want them. */
  List<String> filesByName() {
    return files().stream().sorted(Comparator.comparing(RecordingFiles::name)).toList();
  }

  /** What a recording is called: its file's name without folder and ending. */
  static String name(String file) {
    Path path = path(file);
    return path == null || path.getFileName() == null
        ? "input"
        : stem(path.getFileName().toString());
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Where each recording's result goes in a folder.
   *
   * @throws UsageException if two would go to the same file
   */
  Map<String, Path> results(Path folder, String ending) {
    Map<String, Path> results = new HashMap<>();
    Map<Path, String> taken = new HashMap<>();
    for (Entry entry : entries) {
      String name = stem(entry.place().getFileName().toString()) + ending;
      Path result = folder.resolve(entry.place()).resolveSibling(name);
      String other = taken.put(result, entry.file());
      if (other != null) {
        throw new UsageException(
            "expected a result file for every recording, found %s for %s and %s"
                .formatted(result, other, entry.file()));
      }
      results.put(entry.file(), result);
    }
    return results;
  }
}
