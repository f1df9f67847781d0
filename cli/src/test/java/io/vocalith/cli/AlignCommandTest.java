package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignCommandTest {
  private static final Path HELLO = Path.of("..", "samples", "hello.wav");

  @TempDir private Path folder;
  private Path dictionary;

  @BeforeEach
  void writeDictionary() throws IOException {
    dictionary = folder.resolve("small.dict");
    Files.writeString(
        dictionary,
        "hello  HH AH0 L OW1\nhello(2)  HH EH0 L OW1\nhow  HH AW1\nare  AA1 R\nyou  Y UW1\ntoday  T AH0 D EY1\nlong  "
            + "S T ".repeat(400)
            + "\n");
  }

  @Test
  void wordsAreTimed() {
    Run run = align(HELLO, "--words", "Hello, how are you today?", "--format", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertEquals(5, json.get("words").size());
    assertEquals("Hello,", json.get("words").get(0).get("word").asText());
    assertEquals("how", json.get("words").get(1).get("word").asText());
    double at = 0;
    for (JsonNode phone : json.get("phones")) {
      assertEquals(at, phone.get("start").asDouble());
      at = phone.get("end").asDouble();
    }
    assertEquals(json.get("duration").asDouble(), at);
    // 0.15 s of silence stand before and behind the words
    assertEquals(0.15, json.get("words").get(0).get("start").asDouble(), 0.1);
    assertTrue(json.get("logProbability").asDouble() > json.get("pathLogProbability").asDouble());
  }

  @Test
  void phonesAreTimed() {
    Run run = Run.of("align", HELLO.toString(), "--phones", "hh ax l ow hh aw aa r y uw");
    assertEquals(0, run.code(), run.err());
    List<String> phones =
        run.out().lines().map(l -> l.split("\t", -1)[2]).filter(p -> !p.equals("sil")).toList();
    assertEquals(List.of("hh", "ax", "l", "ow", "hh", "aw", "aa", "r", "y", "uw"), phones);
    String classes =
        Run.of(
                "align",
                HELLO.toString(),
                "--classes",
                "--phones",
                "h# hv ah l ow q hh aw aa r y ux tcl t ax dcl d ey h#",
                "--no-silences")
            .out();
    assertEquals(
        List.of(
            "sil", "hh", "ah", "l", "ow", "hh", "aw", "aa", "r", "y", "uw", "t", "ah", "d", "ey",
            "sil"),
        classes.lines().map(l -> l.split("\t", -1)[2]).toList());
  }

  @Test
  void aCorpusBecomesTextGrids() throws IOException {
    Path corpus = Files.createDirectories(folder.resolve("corpus/speaker")).getParent();
    Files.copy(HELLO, corpus.resolve("one.wav"));
    Files.writeString(corpus.resolve("one.lab"), "hello how are you today\n");
    Files.copy(HELLO, corpus.resolve("speaker/two.wav"));
    Files.writeString(corpus.resolve("speaker/two.txt"), "0 24000 Hello, how are you today?\n");
    Files.copy(HELLO, corpus.resolve("speaker/three.wav"));
    Files.writeString(corpus.resolve("speaker/three.txt"), "hello xyzzy\n");
    Files.copy(HELLO, corpus.resolve("speaker/four.wav"));
    Path out = folder.resolve("out");
    Run run = align(corpus, out.toString());
    assertEquals(1, run.code());
    assertTrue(
        run.err().contains("three.wav: expected words that the dictionary has, found xyzzy"));
    assertTrue(run.err().contains("four.wav: expected its words in --words or beside it in four"));
    try (Stream<Path> files = Files.walk(out)) {
      assertEquals(
          List.of("one.TextGrid", "speaker/two.TextGrid"),
          files
              .filter(Files::isRegularFile)
              .map(file -> out.relativize(file).toString())
              .sorted()
              .toList());
    }
    String grid = Files.readString(out.resolve("one.TextGrid"));
    assertTrue(grid.indexOf("\"words\"") < grid.indexOf("\"phones\""), grid);
    assertTrue(grid.contains("text = \"hello\""), grid);
  }

  @Test
  void whatCannotBeAlignedIsSaidInOneSentence() {
    Run tooLong = align(HELLO, "--words", "long");
    assertEquals(1, tooLong.code());
    assertTrue(tooLong.err().matches("(?s).*expected at least 800 frames.*found \\d+\\R"));
    assertUsage("found both", "--phones", "s", "--words", "hello");
    assertUsage("--classes: expected --phones", "--classes");
    Run bare = Run.of("align", HELLO.toString());
    assertEquals(2, bare.code());
    assertTrue(bare.err().contains("expected --phones, or --dict"), bare.err());
  }

  private void assertUsage(String part, String... options) {
    Run run = align(HELLO, options);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(part), run.err());
  }

  private Run align(Path audio, String... options) {
    return Run.of(
        Stream.concat(
                Stream.of("align", audio.toString(), "--dict", dictionary.toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }
}
