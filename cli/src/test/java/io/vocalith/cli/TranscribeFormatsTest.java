package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TranscribeFormatsTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String HELLO = SAMPLES.resolve("hello.wav").toString();
  private static final String FOX = SAMPLES.resolve("fox.wav").toString();

  @TempDir private Path folder;

  @Test
  void jsonTilesTheRecordingAndKeepsItsSchema() {
    Run run = Run.of("transcribe", "--format", "json", HELLO);
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    double at = 0;
    for (JsonNode phone : json.get("phones")) {
      assertEquals(at, phone.get("start").asDouble());
      at = phone.get("end").asDouble();
      assertEquals(3, phone.get("alternatives").size());
    }
    assertEquals(json.get("duration").asDouble(), at);
    assertTrue(json.get("phones").size() > 5);
  }

  @Test
  void everyFormatHasTheSamePhones() {
    List<String> phones = words(ok("transcribe", HELLO));
    assertEquals(phones, words(ok("transcribe", "-f", "trn", HELLO).replace("(hello)", "")));
    assertEquals(phones, column(ok("transcribe", "-f", "ctm", HELLO), " ", 4));
    assertEquals(phones, column(ok("transcribe", "-f", "phn", HELLO), " ", 2));
    assertEquals(phones, column(ok("transcribe", "-f", "audacity", HELLO), "\t", 2));
    String grid = ok("transcribe", "-f", "textgrid", HELLO);
    List<String> texts =
        grid.lines().filter(l -> l.contains("text = ")).map(l -> l.split("\"", -1)[1]).toList();
    assertEquals(phones, texts);
    String values = ok("transcribe", "-f", "textgrid-short", HELLO);
    assertTrue(values.contains("\"" + phones.get(0) + "\""));
    long samples = (Path.of(HELLO).toFile().length() - 44) / 2;
    assertTrue(ok("transcribe", "-f", "phn", HELLO).stripTrailing().contains(" " + samples + " "));
  }

  @Test
  void phonesCanBearOtherNames() {
    String ipa = ok("transcribe", "--labels", "ipa", HELLO);
    String arpabet = ok("transcribe", "--labels", "arpabet", HELLO);
    String folded = ok("transcribe", "--labels", "folded39", "-f", "trn", HELLO);
    assertTrue(ipa.contains("ɹ") || ipa.contains("ɝ") || ipa.contains("oʊ"), ipa);
    assertEquals(arpabet.toUpperCase(Locale.ROOT), arpabet);
    assertFalse(folded.contains("h#"), folded);
    assertTrue(folded.contains("sil"), folded);
  }

  @Test
  void knobsChangeWhatIsHeard() throws IOException {
    String plain = ok("transcribe", FOX);
    assertTrue(words(ok("transcribe", "--blank-bias", "-4", FOX)).size() > words(plain).size());
    assertTrue(words(ok("transcribe", "--blank-bias", "6", FOX)).size() < words(plain).size());
    List<String> few = words(ok("transcribe", "--inventory", "s,iy ah", FOX));
    assertTrue(List.of("s", "iy", "ah").containsAll(few), few.toString());
    Path lm = folder.resolve("lm.arpa");
    Files.writeString(
        lm, "\\data\\\nngram 1=3\n\n\\1-grams:\n-99 <s>\n-0.3 </s>\n-0.3 s\n\n\\end\\\n");
    String only = ok("transcribe", "--lm", lm.toString(), "--lm-weight", "1", FOX);
    assertTrue(List.of("s").containsAll(words(only)), only);
  }

  @Test
  void knobsThatDoNotFitAreRefused() throws IOException {
    assertUsage("expected phones of phones-en, found zz", "--inventory", "zz", HELLO);
    assertUsage("expected a finite prior scale", "--blank-bias", "NaN", HELLO);
    assertUsage("expected 1 to 1 best answers", "--n-best", "2", HELLO);
    assertUsage("expected one recording", "-f", "textgrid", HELLO, FOX);
    Path priors = Files.writeString(folder.resolve("priors"), "aa 0.5\nzz 0.5\n");
    Run run = Run.of("transcribe", "--priors", priors.toString(), HELLO);
    assertEquals(1, run.code());
    assertTrue(run.err().contains("line 2: expected a label and its probability"), run.err());
  }

  @Test
  void aFolderBecomesAFolder() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/deep")).getParent();
    Files.copy(Path.of(HELLO), in.resolve("b.wav"));
    Files.copy(Path.of(HELLO), in.resolve("deep/a.WAV"));
    Files.writeString(in.resolve("notes.txt"), "no recording");
    Files.writeString(in.resolve("broken.wav"), "not audio");
    Path out = folder.resolve("out");
    Run run = Run.of("transcribe", "-f", "textgrid", "--into", out.toString(), in.toString());
    assertEquals(1, run.code()); // the broken one
    assertTrue(run.err().contains("broken.wav"), run.err());
    assertEquals("", run.out());
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        written.put(out.relativize(file).toString(), Files.readString(file));
      }
    }
    assertEquals(List.of("b.TextGrid", "deep/a.TextGrid"), List.copyOf(written.keySet()));
    assertEquals(written.get("b.TextGrid"), written.get("deep/a.TextGrid"));
  }

  @Test
  void resultsThatAreThereAreKeptUnlessForced() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.copy(Path.of(HELLO), in.resolve("a.wav"));
    Files.copy(Path.of(HELLO), in.resolve("b.wav"));
    Path out = Files.createDirectories(folder.resolve("out"));
    Path old = Files.writeString(out.resolve("a.txt"), "old");
    String[] command = {"transcribe", "--into", out.toString(), in.toString()};
    Run run = Run.of(command);
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("kept 1 of 2 results"), run.err());
    assertEquals("old", Files.readString(old));
    String hello = ok("transcribe", HELLO);
    assertEquals(hello, Files.readString(out.resolve("b.txt")));
    assertEquals("", ok(Stream.concat(Stream.of(command), Stream.of("-q")).toArray(String[]::new)));
    ok(Stream.concat(Stream.of(command), Stream.of("--force")).toArray(String[]::new));
    assertEquals(hello, Files.readString(old));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(2, files.count()); // no unfinished ones
    }
    assertUsage("--force: expected a folder", "--force", HELLO);
  }

  @Test
  void ctmIsSortedByRecording() {
    List<String> names = column(ok("transcribe", "-f", "ctm", HELLO, FOX), " ", 0);
    assertEquals(names.stream().sorted().toList(), names);
    assertEquals(2, names.stream().distinct().count());
  }

  @ParameterizedTest
  @EnumSource(
      value = PhoneFormat.class,
      names = {"TEXTGRID", "TEXTGRID_SHORT"})
  void praatReadsTheSameTimes(PhoneFormat format) throws Exception {
    assumeTrue(
        Stream.of("/usr/bin/praat", "/usr/local/bin/praat").anyMatch(p -> Files.exists(Path.of(p))),
        "not run: praat is not installed");
    Path grid = folder.resolve("hello.TextGrid");
    Files.writeString(grid, ok("transcribe", "-f", format.toString(), HELLO));
    Path script = folder.resolve("read.praat");
    Files.writeString(
        script,
        "Read from file: \""
            + grid
            + "\"\nn = Get number of intervals: 1\nfor i to n\n  t = Get starting point: 1, i\n"
            + "  l$ = Get label of interval: 1, i\n  appendInfoLine: t, \" \", l$\nendfor\n");
    Process praat = new ProcessBuilder("praat", "--run", script.toString()).start();
    String said = new String(praat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, praat.waitFor());
    List<String> expected = column(ok("transcribe", "-f", "audacity", HELLO), "\t", 0);
    List<String> found = column(said, " ", 0);
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(Double.parseDouble(expected.get(i)), Double.parseDouble(found.get(i)), 1e-9);
    }
  }

  private static String ok(String... args) {
    Run run = Run.of(args);
    assertEquals(0, run.code(), run.err());
    return run.out();
  }

  private static void assertUsage(String part, String... args) {
    String[] all = Stream.concat(Stream.of("transcribe"), Stream.of(args)).toArray(String[]::new);
    Run run = Run.of(all);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(part), run.err());
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static List<String> column(String lines, String separator, int column) {
    return lines.lines().map(line -> line.split(separator, -1)[column]).toList();
  }
}
