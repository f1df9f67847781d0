package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusFilesTest {
  @TempDir Path folder;
  private Path tree;

  /** A tree of empty recordings with labels: two core speakers, one of dev, one of training. */
  @BeforeEach
  void plant() throws IOException {
    tree = folder.resolve("TIMIT");
    recording("TEST/DR4/FDHC0/SA1.WAV", "SA1.PHN");
    recording("TEST/DR4/FDHC0/SX29.WAV", "SX29.PHN");
    recording("test/dr1/mdab0/si1039n.wav", "SI1039.PHN");
    recording("TEST/DR1/FAKS0/SI943.WAV.wav", "SI943.PHN");
    Files.writeString(tree.resolve("TEST/DR1/FAKS0/SI943.WAV"), "the same as SPHERE");
    recording("TRAIN/DR1/FCJF0/SX37_.wav", "SX37.PHN");
    recording("TRAIN/DR1/FCJF0/sa2.sph", "sa2.phn");
    Files.writeString(tree.resolve("README.DOC"), "x");
  }

  private void recording(String audio, String labels) throws IOException {
    Path file = tree.resolve(audio);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "audio");
    Files.writeString(file.resolveSibling(labels), "0 100 h#\n100 200 sh\n200 310 h#\n");
  }

  private List<String> ids(TimitSet set) throws IOException {
    return TimitTree.find(tree, set).stream().map(LabelledUtterance::id).toList();
  }

  private static String message(Executable reading) {
    return assertThrows(ListFormatException.class, reading).getMessage();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("list"), text);
  }

  @Test
  void findsTheSetsInAnyLetterCase() throws IOException {
    assertEquals(List.of("fdhc0_sx29", "mdab0_si1039"), ids(TimitSet.CORE));
    assertEquals(List.of("faks0_si943"), ids(TimitSet.DEV));
    assertEquals(List.of("faks0_si943", "fdhc0_sx29", "mdab0_si1039"), ids(TimitSet.FULL));
    assertEquals(
        List.of("faks0_si943", "fdhc0_sa1", "fdhc0_sx29", "mdab0_si1039"), ids(TimitSet.FULL_SA));
    assertEquals(6, ids(TimitSet.ALL).size());
  }

  @Test
  void readsTheLabelsBesideEachRecording() throws IOException {
    for (LabelledUtterance utterance : TimitTree.find(tree, TimitSet.ALL)) {
      assertEquals(List.of("h#", "sh", "h#"), utterance.labels().read());
    }
  }

  @Test
  void ofTwoCopiesTakesTheOneUnderTheLongerName() throws IOException {
    Path audio = TimitTree.find(tree, TimitSet.DEV).get(0).audio();
    assertEquals("SI943.WAV.wav", audio.getFileName().toString());
  }

  @Test
  void theTestFolderMayBeTheRoot() throws IOException {
    assertEquals(
        List.of("faks0_si943", "fdhc0_sx29"),
        TimitTree.find(tree.resolve("TEST"), TimitSet.FULL).stream()
            .map(LabelledUtterance::id)
            .toList());
  }

  @Test
  void speakersOfPrefixedFoldersLoseThePrefix() throws IOException {
    recording("dr1-fvmh0/sx206.wav", "sx206.phn");
    assertTrue(ids(TimitSet.ALL).contains("fvmh0_sx206"));
  }

  @Test
  void oneUtteranceInTwoFoldersIsRefused() throws IOException {
    recording("COPY/TEST/DR4/FDHC0/SX29.WAV", "SX29.PHN");
    assertTrue(message(() -> ids(TimitSet.CORE)).contains("one recording of fdhc0_sx29"));
  }

  @Test
  void missingFoldersLabelsAndSetsAreNamed() throws IOException {
    Path missing = folder.resolve("none");
    assertEquals(
        missing + ": expected a folder", message(() -> TimitTree.find(missing, TimitSet.ALL)));
    Path train = tree.resolve("TRAIN");
    assertEquals(
        train + ": expected recordings of the set full, found none",
        message(() -> TimitTree.find(train, TimitSet.FULL)));
    Files.delete(tree.resolve("TEST/DR4/FDHC0/SX29.PHN"));
    LabelledUtterance bare = TimitTree.find(tree, TimitSet.CORE).get(0);
    assertEquals(
        tree.resolve("TEST/DR4/FDHC0/sx29.phn") + ": there is no such file",
        message(() -> bare.labels().read()));
  }

  @Test
  void setsAreNamed() {
    for (TimitSet set : TimitSet.values()) {
      assertEquals(set, TimitSet.named(set.title()));
    }
    assertThrows(IllegalArgumentException.class, () -> TimitSet.named("test"));
  }

  @ParameterizedTest
  @CsvSource({
    "0 100,expected 'start end label'; found '0 100'",
    "0 -5 aa,expected 'start end label'; found '0 -5 aa'",
    "0 90 xx,expected one of TIMIT's labels; found 'xx'",
    "0 90 AA,expected one of TIMIT's labels; found 'AA'",
    "90 80 aa,expected a segment from 0 on; found 90 to 80",
    "0 9999999999999999999 aa,expected 'start end label'; found '0 9999999999999999999 aa'"
  })
  void badLabelLinesAreNamed(String line, String problem) throws IOException {
    Path file = file(line + "\n");
    assertEquals(
        file + ", line 1: " + problem.replace(';', ','), message(() -> PhnFile.read(file)));
  }

  @Test
  void labelSegmentsMustNotGoBack() throws IOException {
    Path file = file("0 100 h#\n99 120 aa\n");
    assertEquals(
        file + ", line 2: expected a segment from 100 on, found 99 to 120",
        message(() -> PhnFile.read(file)));
    Path empty = file("");
    assertEquals(
        empty + ": expected labels, found an empty file", message(() -> PhnFile.read(empty)));
  }

  @Test
  void readsTabSeparatedManifests() throws IOException {
    Path file =
        file(
            "audio\tphones\tspeaker\tid\n"
                + "anna/1.wav\th# sh iy h#\tAnna\tone\n"
                + "/else/2.wav\taa\t\t\n");
    List<LabelledUtterance> found = Manifest.read(file);
    assertEquals(List.of("one", "/else/2.wav"), found.stream().map(u -> u.id()).toList());
    assertEquals(List.of("Anna", "else"), found.stream().map(u -> u.speaker()).toList());
    assertEquals(folder.resolve("anna/1.wav"), found.get(0).audio());
    assertEquals(List.of("h#", "sh", "iy", "h#"), found.get(0).labels().read());
  }

  @Test
  void readsJsonLines() throws IOException {
    Files.writeString(folder.resolve("l.phn"), "0 1 iy\n");
    Path file =
        file(
            "{\"audio\": \"a/1.wav\", \"phones\": [\"sh\", \"iy\"], \"more\": {\"x\": [1]}}\n"
                + "{\"audio\": \"a/2.wav\", \"phones\": \"sh\", \"speaker\": \"bert\"}\n"
                + "{\"audio\": \"a/3.wav\", \"phn\": \"l.phn\"}\n");
    List<LabelledUtterance> found = Manifest.read(file);
    assertEquals(List.of("a", "bert", "a"), found.stream().map(u -> u.speaker()).toList());
    assertEquals(List.of("sh", "iy"), found.get(0).labels().read());
    assertEquals(List.of("sh"), found.get(1).labels().read());
    assertEquals(List.of("iy"), found.get(2).labels().read());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"phones\": \"aa\"}|line 1: expected a recording under 'audio', found none",
        "{\"audio\": \"a\"}|line 1: expected labels under 'phones' or a file under 'phn'",
        "{\"audio\": \"a\", \"phones\": \"zz\"}|line 1: expected one of TIMIT's labels",
        "{\"audio\": |line 1: expected a JSON object",
        "file#phones|line 1: expected column names",
        "audio#phones@a.wav|line 2: expected 2 columns, found 1",
        "audio#phones@a.wav#aa@a.wav#aa|line 3: expected an id for each recording",
        "audio#phones|expected recordings, found none"
      })
  void badManifestsAreNamed(String text, String problem) throws IOException {
    Path file = file(text.replace('#', '\t').replace('@', '\n'));
    assertTrue(
        message(() -> Manifest.read(file)).contains(problem),
        () -> message(() -> Manifest.read(file)));
  }

  @Test
  void readsTranscripts() throws IOException {
    Path file = file("sh iy (anna-1)\n(anna-2)\n  aa   b\t(bert_1) \n");
    Map<String, List<String>> expected =
        Map.of("anna-1", List.of("sh", "iy"), "anna-2", List.of(), "bert_1", List.of("aa", "b"));
    assertEquals(expected, TrnFile.read(file));
    assertEquals("anna", TrnFile.speaker("anna-1"));
    assertEquals("bert", TrnFile.speaker("bert_1"));
    expected.forEach(
        (utterance, labels) -> {
          Path one = folder.resolve("one.trn");
          try {
            Files.writeString(one, TrnFile.line(labels, utterance));
            assertEquals(Map.of(utterance, labels), TrnFile.read(one));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void badTranscriptsAreNamed() throws IOException {
    Path file = file("sh iy (a)\nsh iy\n");
    assertEquals(
        file + ", line 2: expected labels and '(utterance)', found 'sh iy'",
        message(() -> TrnFile.read(file)));
    Path twice = file("sh (a)\niy (a)\n");
    assertEquals(
        twice + ", line 2: expected a once, found it again", message(() -> TrnFile.read(twice)));
    Path unknown = file("sh qq (a)\n");
    assertEquals(
        unknown + ", line 1: expected one of TIMIT's labels, found 'qq'",
        message(() -> TrnFile.read(unknown)));
  }
}
