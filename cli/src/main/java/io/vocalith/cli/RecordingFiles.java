package io.vocalith.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The recordings that arguments name: files as they are, folders as all recordings in them and
 * their subfolders by name. Knows where the result of each belongs in an output folder.
 */
final class RecordingFiles {
  private static final Set<String> ENDINGS =
      Set.of(
          "wav", "wave", "sph", "nist", "flac", "aif", "aiff", "aifc", "au", "snd", "mp3", "ogg");

  private final Map<String, Path> places = new LinkedHashMap<>(); // file -> path in the folder

  private RecordingFiles() {}

  /**
   * Finds the recordings.
   *
   * @throws IOException if a folder holds none or cannot be read
   */
  static RecordingFiles of(List<String> arguments) throws IOException {
    RecordingFiles found = new RecordingFiles();
    for (String argument : arguments) {
      Path path = path(argument);
      if (path != null && Files.isDirectory(path)) {
        List<Path> inside = inFolder(path);
        if (inside.isEmpty()) {
          throw new IOException(argument + ": expected recordings in this folder, found none");
        }
        inside.forEach(file -> found.places.put(file.toString(), path.relativize(file)));
      } else {
        found.places.put(argument, path == null ? Path.of("input") : path.getFileName());
      }
    }
    return found;
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

  /** The files, in the order of the arguments. */
  List<String> files() {
    return List.copyOf(places.keySet());
  }

  /** The files by the names of their recordings, as formats that hold several want them. */
  List<String> filesByName() {
    List<String> files = new ArrayList<>(places.keySet());
    files.sort(Comparator.comparing(RecordingFiles::name));
    return files;
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
    places.forEach(
        (file, place) -> {
          Path result =
              folder.resolve(place).resolveSibling(stem(place.getFileName().toString()) + ending);
          String other = taken.put(result, file);
          if (other != null) {
            throw new UsageException(
                "expected a result file for every recording, found "
                    + result
                    + " for "
                    + other
                    + " and "
                    + file);
          }
          results.put(file, result);
        });
    return results;
  }
}
