package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read recordings, on the samples of the project. */
class RecordingCommandsTest {
  private static final String FOX =
      "h# dh ax k w ih k b r aw n sh aa k s jh ah m p s ow v axr dh l ey z iy n d aa g h#";

  @TempDir Path folder;

  @Test
  void phonesOfOneRecordingAreALine() {
    Run run = Run.of("transcribe", TestAudio.sample("fox"));
    assertEquals(new Run(0, FOX + "\n", ""), run);
  }

  @Test
  void standardInputIsARecordingToo() throws IOException {
    byte[] fox = Files.readAllBytes(Path.of(TestAudio.sample("fox")));
    assertEquals(new Run(0, FOX + "\n", ""), Run.withInput(fox, "transcribe", "-"));
  }

  @Test
  void severalRecordingsComeInTheirOrderWithTheirNames() {
    String[] names = {"fox", "alice-1", "fox", "bob-1", "hello"};
    String[] files = Arrays.stream(names).map(TestAudio::sample).toArray(String[]::new);
    Run alone = Run.of(with(files, "transcribe", "--threads", "1"));
    Run together = Run.of(with(files, "transcribe", "--threads", "3"));
    assertEquals(0, alone.code());
    assertEquals(alone, together);
    assertEquals(List.of(files), alone.out().lines().map(line -> line.split("\t")[0]).toList());
    assertTrue(alone.out().startsWith(files[0] + "\t" + FOX + "\n"));
  }

  @Test
  void linesOfJsonEachFollowTheSchema() {
    Run run =
        Run.of(
            "transcribe", "--format", "jsonl", TestAudio.sample("fox"), TestAudio.sample("bob-1"));
    List<JsonNode> documents = run.out().lines().map(Schemas::check).toList();
    assertEquals(2, documents.size());
    assertEquals("phones-en", documents.get(0).at("/model/name").asText());
    assertEquals(TestAudio.sample("bob-1"), documents.get(1).get("audio").asText());
    assertEquals(FOX.split(" ").length, documents.get(0).get("phones").size());
  }

  @Test
  void jsonIsOneDocumentOrAnArrayOfThem() {
    JsonNode one = Schemas.check(Run.of("embed", "-f", "json", TestAudio.sample("fox")).out());
    assertEquals(192, one.get("embedding").size());
    Run run = Run.of("embed", "-f", "json", TestAudio.sample("fox"), TestAudio.sample("hello"));
    JsonNode array = Schemas.parse(run.out());
    assertEquals(2, array.size());
    array.forEach(Schemas::check);
    assertEquals(one.get("embedding"), array.get(0).get("embedding"));
    Run none = Run.of("embed", "-f", "json", "gone1.wav", "gone2.wav");
    assertEquals(1, none.code());
    assertEquals("[]\n", none.out());
  }

  @Test
  void theBestAnswersComeWithTheirProbabilities() {
    Run run =
        Run.of(
            "transcribe", "--beam", "10", "--n-best", "3", "-f", "json", TestAudio.sample("fox"));
    JsonNode answers = Schemas.check(run.out()).get("answers");
    assertEquals(3, answers.size());
    assertTrue(
        answers.get(0).get("logProbability").asDouble()
            >= answers.get(2).get("logProbability").asDouble());
    Run text = Run.of("transcribe", "--beam", "10", "--n-best", "3", TestAudio.sample("fox"));
    assertEquals(3, text.out().lines().count());
  }

  @Test
  void aVoiceIsCloserToItselfThanToAnother() {
    double same = score("alice-1", "alice-2");
    double other = score("alice-1", "bob-1");
    assertTrue(same > other + 0.2, same + " " + other);
    assertEquals(1, score("alice-1", "alice-1"), 1e-12);
  }

  private static double score(String one, String two) {
    Run run = Run.of("verify", "-f", "json", TestAudio.sample(one), TestAudio.sample(two));
    assertEquals(0, run.code(), run.err());
    JsonNode answer = Schemas.check(run.out());
    assertTrue(answer.get("disclaimer").asText().contains("Not evidence of identity"));
    return answer.get("score").asDouble();
  }

  @Test
  void aScoreIsNoDecisionAndSaysSo() {
    Run run = Run.of("verify", TestAudio.sample("alice-1"), TestAudio.sample("bob-1"));
    assertTrue(run.out().matches("score -?0\\.\\d{4}\n"), run.out());
    assertTrue(run.err().contains("no decision"), run.err());
    Run quiet = Run.of("verify", "-q", TestAudio.sample("alice-1"), TestAudio.sample("bob-1"));
    assertEquals(new Run(0, run.out(), ""), quiet);
  }

  /** Left and right of the stereo sample hold one voice each; mixed they are said to be mixed. */
  @Test
  void aChannelCanBeChosen() {
    String call = TestAudio.sample("call-stereo");
    Run left = Run.of("transcribe", "--channel", "1", call);
    Run right = Run.of("transcribe", "--channel", "2", call);
    Run mixed = Run.of("transcribe", call);
    assertEquals("", left.err());
    assertTrue(mixed.err().contains("mixed down"), mixed.err());
    assertTrue(right.out().contains("p l iy z"), right.out());
    assertFalse(left.out().equals(right.out()));
    assertEquals("", Run.of("transcribe", "--channel", "mix", call).err());
    assertEquals(1, Run.of("transcribe", "--channel", "3", call).code());
  }

  @Test
  void theResultCanGoToAFile() throws IOException {
    Path file = folder.resolve("out.txt");
    Run run = Run.of("transcribe", "-o", file.toString(), TestAudio.sample("fox"));
    assertEquals(new Run(0, "", ""), run);
    assertEquals(FOX + "\n", Files.readString(file));
    Run failed = Run.of("transcribe", "-o", folder.resolve("none").toString(), "gone.wav");
    assertEquals(1, failed.code());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void theSelfTestAgreesWithTheReferenceOnBothKernels() {
    JsonNode test = Schemas.check(Run.of("selftest", "-f", "json").out());
    assertTrue(test.get("passed").asBoolean());
    assertEquals(14, test.get("stages").size());
    Run text = Run.of("selftest");
    assertEquals(0, text.code());
    assertTrue(text.out().contains(test.at("/kernels/reason").asText()), text.out());
    assertTrue(text.out().endsWith("all stages agree with the reference\n"), text.out());
  }

  /** The reader of a pipe that has enough closes it: the command ends without a word. */
  @Test
  void aClosedPipeIsNoError() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertEquals(new Run(0, "", ""), runOn(closed));
  }

  @Test
  void aFullDiskIsAnError() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Run run = runOn(full);
    assertEquals(1, run.code());
    assertEquals("vocalith: cannot write to standard output: No space left on device\n", run.err());
  }

  private static Run runOn(OutputStream out) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Terminal.NONE);
    int code =
        Commands.run(console, "transcribe", TestAudio.sample("fox"), TestAudio.sample("hello"));
    return new Run(code, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void colourIsForTerminalsThatWantIt() {
    Console.Terminal terminal = new Console.Terminal(true, true, 80, true);
    assertTrue(Run.on(terminal, new byte[0], "--help").out().contains("\033["));
    assertFalse(Run.on(terminal, new byte[0], "--help", "--no-color").out().contains("\033["));
    assertFalse(Run.of("--help").out().contains("\033["));
  }

  private static String[] with(String[] files, String... before) {
    String[] all = Arrays.copyOf(before, before.length + files.length);
    System.arraycopy(files, 0, all, before.length, files.length);
    return all;
  }
}
