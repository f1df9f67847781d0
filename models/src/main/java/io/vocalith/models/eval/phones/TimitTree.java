package io.vocalith.models.eval.phones;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds TIMIT's utterances in a folder tree, in any letter case and under the names that copies of
 * TIMIT have: {@code SA1.WAV} (NIST SPHERE or RIFF), {@code SA1.WAV.wav}, {@code SA1n.wav}, {@code
 * SA1_.wav}, each with {@code SA1.PHN} beside it. The speaker is the folder, {@code dr1-} before it
 * ignored.
 */
public final class TimitTree {
  private static final int DEEPEST = 16;
  private static final Pattern AUDIO =
      Pattern.compile("(.+?)(?:\\.(?:wav|sph|flac))+", Pattern.CASE_INSENSITIVE);
  private static final Pattern SENTENCE = Pattern.compile("(s[aix]\\d{1,4})[n_]?");
  private static final Pattern SPEAKER = Pattern.compile("(?:dr\\d-)?([fm][a-z]{3}\\d)");

  private TimitTree() {}

  /**
   * The utterances of a set, sorted by name.
   *
   * @throws ListFormatException if the folder is missing or holds none of them
   */
  public static List<LabelledUtterance> find(Path root, TimitSet set) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new ListFormatException(root.toString(), 0, "expected a folder");
    }
    Map<String, LabelledUtterance> found = new TreeMap<>();
    for (Path audio : recordings(root)) {
      String sentence = sentence(audio);
      String speaker = speaker(audio);
      if (set.includes(speaker, sentence, underTest(root, audio))) {
        String id = speaker + "_" + sentence;
        Path labels = labelFile(audio);
        LabelledUtterance utterance =
            new LabelledUtterance(id, speaker, audio, () -> PhnFile.labels(labels));
        LabelledUtterance before = found.put(id, utterance);
        if (before != null && !audio.getParent().equals(before.audio().getParent())) {
          throw new ListFormatException(
              audio.toString(), 0, "expected one recording of " + id + ", found " + before.audio());
        }
      }
    }
    if (found.isEmpty()) {
      throw new ListFormatException(
          root.toString(), 0, "expected recordings of the set " + set.title() + ", found none");
    }
    return List.copyOf(found.values());
  }

  /** The label file beside a recording. */
  public static Path labelFile(Path audio) throws IOException {
    return beside(audio, sentence(audio) + ".phn");
  }

  /** Sorted so that of SA1.WAV and SA1.WAV.wav, which are one utterance, the second comes last. */
  private static List<Path> recordings(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> AUDIO.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted(
              Comparator.comparing(Path::getParent)
                  .thenComparing(file -> file.getFileName().toString().length())
                  .thenComparing(Path::toString))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String sentence(Path audio) {
    Matcher name = AUDIO.matcher(audio.getFileName().toString());
    String stem = name.matches() ? name.group(1).toLowerCase(Locale.ROOT) : "";
    Matcher sentence = SENTENCE.matcher(stem);
    return sentence.matches() ? sentence.group(1) : stem;
  }

  private static String speaker(Path audio) {
    String folder = String.valueOf(audio.toAbsolutePath().getParent().getFileName());
    Matcher speaker = SPEAKER.matcher(folder.toLowerCase(Locale.ROOT));
    return speaker.matches() ? speaker.group(1) : folder.toLowerCase(Locale.ROOT);
  }

  private static boolean underTest(Path root, Path audio) {
    Path top = root.toAbsolutePath().normalize().getFileName();
    List<String> folders = new ArrayList<>();
    folders.add(String.valueOf(top));
    root.relativize(audio).forEach(part -> folders.add(part.toString()));
    return folders.stream().anyMatch(folder -> folder.equalsIgnoreCase("test"));
  }

  /** A file of the same folder by its name in any letter case. */
  private static Path beside(Path audio, String name) throws IOException {
    try (Stream<Path> files = Files.list(audio.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().equalsIgnoreCase(name))
          .findFirst()
          .orElse(audio.resolveSibling(name));
    }
  }
}
