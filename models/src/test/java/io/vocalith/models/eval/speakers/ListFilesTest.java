package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFilesTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("list.txt"), text);
  }

  private static String message(Executable reading) {
    return assertThrows(ListFormatException.class, reading).getMessage();
  }

  @Test
  void readsVoxCelebLists() throws IOException {
    TrialList list = TrialList.read(file("1 a/x.wav a/y.wav\n\n0 a/x.wav b/z.wav\r\n"));
    assertEquals(TrialList.Format.VOXCELEB, list.format());
    assertEquals(
        List.of(
            new Trial("a/x.wav", "a/y.wav", true, 1), new Trial("a/x.wav", "b/z.wav", false, 3)),
        list.trials());
  }

  @Test
  void readsKaldiLists() throws IOException {
    TrialList list = TrialList.read(file("m1 u1 target\nm1\tu2\tnontarget\n"));
    assertEquals(TrialList.Format.KALDI, list.format());
    assertEquals(
        List.of(new Trial("m1", "u1", true, 1), new Trial("m1", "u2", false, 2)), list.trials());
  }

  @Test
  void theThirdColumnDecidesFirst() throws IOException {
    TrialList list = TrialList.read(file("1 0 target\n"));
    assertEquals(List.of(new Trial("1", "0", true, 1)), list.trials());
  }

  @Test
  void aMixedListIsRefusedAtItsLine() throws IOException {
    Path file = file("1 a b\n0 a c\na d target\n");
    assertEquals(
        file
            + ", line 3: expected the format VOXCELEB of the lines before, found KALDI:"
            + " a list has one format",
        message(() -> TrialList.read(file)));
  }

  @ParameterizedTest
  @CsvSource({"2 a b", "1 a", "1 a b c", "a b same"})
  void otherLinesAreRefused(String line) throws IOException {
    Path file = file("1 a b\n" + line + "\n");
    assertEquals(
        file
            + ", line 2: expected '1|0 enroll test' or 'enroll test target|nontarget', found '"
            + line
            + "'",
        message(() -> TrialList.read(file)));
  }

  @Test
  void emptyAndMissingFilesAreRefused() throws IOException {
    Path file = file("\n \n");
    assertEquals(
        file + ": expected trials, found an empty list", message(() -> TrialList.read(file)));
    assertEquals(
        file + ": expected scores, found an empty file", message(() -> ScoreFile.read(file)));
    Path missing = folder.resolve("missing");
    assertEquals(missing + ": there is no such file", message(() -> TrialList.read(missing)));
  }

  @Test
  void binaryFilesAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {'1', '\n', (byte) 0xFF});
    assertTrue(message(() -> TrialList.read(file)).contains("expected"));
  }

  @Test
  void aLineWithoutEndIsRefused() throws IOException {
    Path file = file("x".repeat(2 << 20));
    assertEquals(
        file + ", line 1: expected at most 1048576 characters, found more",
        message(() -> TrialList.read(file)));
  }

  @Test
  void readsScores() throws IOException {
    ScoreFile scores = ScoreFile.read(file("a b -0.5\na c 1e-3 target\na b -0.5\n"));
    assertEquals(OptionalDouble.of(-0.5), scores.score(new Trial("a", "b", true, 1)));
    assertEquals(OptionalDouble.of(1e-3), scores.score(new Trial("a", "c", true, 1)));
    assertEquals(OptionalDouble.empty(), scores.score(new Trial("b", "a", true, 1)));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e999", "one"})
  void scoresMustBeFinite(String score) throws IOException {
    Path file = file("a b 1\na c " + score + "\n");
    assertEquals(
        file + ", line 2: expected a finite score, found '" + score + "'",
        message(() -> ScoreFile.read(file)));
  }

  @Test
  void twoScoresForOnePairAreRefused() throws IOException {
    Path file = file("a b 1\na b 2\n");
    assertEquals(
        file + ", line 2: expected one score for a b, found a second one",
        message(() -> ScoreFile.read(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "id10270/x6uYqmx31kE/00001.wav, id10270",
    "wav/id10270/x6uYqmx31kE/00001.wav, id10270",
    "librispeech/3005/3005-163389-0004.flac, 3005",
    "3005/a.flac, 3005",
    "C:\\speech\\anna\\a.wav, anna"
  })
  void foldersNameSpeakers(String utterance, String speaker) {
    assertEquals(Optional.of(speaker), SpeakerNames.byFolder().speaker(utterance));
  }

  @Test
  void aBareNameHasNoSpeaker() {
    assertEquals(Optional.empty(), SpeakerNames.byFolder().speaker("a.wav"));
    assertEquals(Optional.empty(), SpeakerNames.byFolder().speaker("/a.wav"));
  }

  @Test
  void listsNameSpeakersBeforeFolders() throws IOException {
    SpeakerNames names = SpeakerNames.read(file("x/u1 anna\nu2 bert\n"));
    assertEquals(Optional.of("anna"), names.speaker("x/u1"));
    assertEquals(Optional.empty(), names.speaker("x/u2"));
  }
}
