package io.vocalith.models.phones;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words and how they are pronounced, read from a dictionary in the form of CMUdict ({@code WORD P1
 * P2}, further pronunciations {@code WORD(2)}, comments behind {@code ;;;} or {@code #}) or of the
 * Montreal Forced Aligner ({@code word TAB [up to four numbers, TAB between] TAB P1 P2}). Words are
 * the same whatever their case. Immutable.
 */
public final class PronouncingDictionary {
  private static final Pattern VARIANT = Pattern.compile("\\(\\d+\\)$");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern COMMENT = Pattern.compile("\\s#.*");

  private final Map<String, List<List<String>>> words;

  private PronouncingDictionary(Map<String, List<List<String>>> words) {
    this.words = words;
  }

  /**
   * Reads a dictionary.
   *
   * @throws ListFormatException if the file is missing, empty or not UTF-8, or a line has no phones
   */
  public static PronouncingDictionary read(Path file) throws IOException {
    Map<String, List<List<String>>> words = new HashMap<>();
    TextLines.read(file, (number, line) -> add(words, file.toString(), number, line));
    return checked(words, file.toString());
  }

  /** The same over a stream, which is read to its end and not closed. */
  public static PronouncingDictionary read(InputStream in, String origin) throws IOException {
    Map<String, List<List<String>>> words = new HashMap<>();
    TextLines.read(in, origin, (number, line) -> add(words, origin, number, line));
    return checked(words, origin);
  }

  private static PronouncingDictionary checked(Map<String, List<List<String>>> words, String origin)
      throws ListFormatException {
    if (words.isEmpty()) {
      throw new ListFormatException(origin, 0, "expected pronunciations, found none");
    }
    return new PronouncingDictionary(words);
  }

  private static void add(
      Map<String, List<List<String>>> words, String origin, long number, String line)
      throws ListFormatException {
    if (line.startsWith(";;;")) {
      return;
    }
    boolean tabs = line.indexOf('\t') > 0;
    String[] columns =
        tabs
            ? line.strip().split("\t", -1)
            : TextLines.columns(COMMENT.matcher(line).replaceFirst(""));
    List<String> phones = new ArrayList<>();
    for (int i = 1; i < columns.length; i++) {
      boolean probability = tabs && i < columns.length - 1 && i <= 4 && isNumber(columns[i]);
      if (!probability && !columns[i].isBlank()) {
        phones.addAll(List.of(TextLines.columns(columns[i])));
      }
    }
    if (phones.isEmpty() || isNumber(phones.get(phones.size() - 1))) {
      throw new ListFormatException(
          origin,
          number,
          "expected a word and its phones, found '" + TextLines.shortened(line) + "'");
    }
    String word = tabs ? columns[0] : VARIANT.matcher(columns[0]).replaceFirst("");
    List<List<String>> known = words.computeIfAbsent(key(word), key -> new ArrayList<>(1));
    if (!known.contains(phones)) {
      known.add(List.copyOf(phones));
    }
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text.strip()).matches();
  }

  private static String key(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /** Number of words. */
  public int size() {
    return words.size();
  }

  /**
   * The pronunciations of a word in the order of the dictionary, as phones are written there; none
   * if the word is not in it. Punctuation around the word is left out where only the bare word is
   * known.
   */
  public List<List<String>> pronunciations(String word) {
    List<List<String>> found = words.get(key(word));
    if (found == null) {
      found = words.getOrDefault(key(bare(word)), List.of());
    }
    return List.copyOf(found);
  }

  /** The words of a text, without what is nothing but punctuation. */
  public static List<String> words(String text) {
    return Arrays.stream(TextLines.columns(text)).filter(word -> !bare(word).isEmpty()).toList();
  }

  /** A word without the punctuation around it; apostrophes stay. */
  private static String bare(String word) {
    return word.replaceAll("^[^\\p{L}\\p{N}']+|[^\\p{L}\\p{N}']+$", "").replace('’', '\'');
  }
}
