package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vocalith.models.Models;
import io.vocalith.models.diarize.Rttm;
import io.vocalith.models.diarize.Turn;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Disclaimer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoiceCommandsTest {
  private static final String ALICE = TestAudio.sample("alice-1");
  private static final String ALICE_AGAIN = TestAudio.sample("alice-2");
  private static final String BOB = TestAudio.sample("bob-1");

  @TempDir Path folder;

  private String store() {
    return folder.resolve("store").toString();
  }

  /** A recording with enough speech to be enrolled: two samples one after the other. */
  private String longer(String name, String... samples) throws IOException {
    return TestAudio.join(folder, name, samples);
  }

  /** A calibration with a given line; what it was made of is made up. */
  private String calibration(double slope, double offset) throws IOException {
    Path file = folder.resolve("calibration.json");
    String model = Models.ofUser().find(Models.DEFAULT_VOICES).sha256();
    CalibrationKey key = new CalibrationKey(model, CalibrationKey.NO_NORMALIZATION, Bandwidth.WIDE);
    CalibrationFile.write(
        new Calibration(key, slope, offset, new Calibration.Data(40, 400, 9000, 10, 0.2)), file);
    return file.toString();
  }

  @Test
  void setsOfRecordingsAreComparedAsOneVoiceEach() {
    Run run = Run.of("verify", "--enroll", ALICE, ALICE_AGAIN, "--test", BOB, "--json");
    assertEquals(0, run.code(), run.err());
    JsonNode answer = Schemas.check(run.out());
    assertEquals(2, answer.get("enroll").size());
    assertEquals(3, answer.get("recordings").size());
    assertTrue(answer.get("recordings").get(0).get("speech_seconds").asDouble() > 2);
    assertFalse(answer.has("decision"));
    Run swapped = Run.of("verify", "--test", ALICE_AGAIN, ALICE, "--enroll", BOB, "--json");
    assertEquals(
        answer.get("score").asDouble(), Schemas.check(swapped.out()).get("score").asDouble(), 1e-6);
  }

  @Test
  void theCheckTellsTheDecisionByTheExitCode() throws IOException {
    String file = calibration(20, -10);
    List<String> end = List.of("--calibration", file, "--prior", "0.5", "--check");
    assertEquals(0, check(ALICE, ALICE_AGAIN, end));
    assertEquals(3, check(ALICE, BOB, end));
    String flat = calibration(0.1, 0);
    assertEquals(4, check(ALICE, BOB, List.of("--calibration", flat, "--prior", "0.5", "--check")));
    assertEquals(
        0, check(ALICE, BOB, List.of("--calibration", calibration(20, -10), "--prior", "0.5")));
  }

  private static int check(String one, String other, List<String> end) {
    ArrayList<String> args = new ArrayList<>(List.of("verify", one, other));
    args.addAll(end);
    return Run.of(args.toArray(new String[0])).code();
  }

  @Test
  void whatCannotBeDecidedIsAUsageError() {
    Run unchecked = Run.of("verify", ALICE, BOB, "--check");
    assertEquals(2, unchecked.code());
    assertTrue(unchecked.err().contains("--check: without --calibration"), unchecked.err());
    assertEquals(2, Run.of("verify", ALICE).code());
    assertEquals(2, Run.of("verify", ALICE, "--enroll", BOB, "--test", ALICE).code());
    assertEquals(2, Run.of("verify", "--enroll", BOB).code());
  }

  @Test
  void enrolledVoicesAreIdentified() throws IOException {
    String alice = longer("alice.wav", "alice-1", "alice-2");
    String bob = longer("bob.wav", "bob-1", "bob-1");
    Run enrolled = Run.of("enroll", "Alice A.", alice, "--consent", "f1", "--store", store());
    assertEquals(0, enrolled.code(), enrolled.err());
    assertEquals(alice + ": enrolled as Alice A.\n", enrolled.out());
    assertEquals(0, Run.of("enroll", "Bob", bob, "--store", store()).code());
    Run again = Run.of("enroll", "Bob", bob, "--store", store());
    assertTrue(again.out().contains("already"), again.out());
    Run twice = Run.of("enroll", "Bobby", bob, "--store", store());
    assertTrue(twice.err().contains("The same recording is enrolled as 'Bob'"), twice.err());
    assertEquals(0, Run.of("speakers", "remove", "Bobby", "--store", store()).code());

    Run ranking = Run.of("identify", ALICE, "--store", store());
    assertTrue(ranking.out().startsWith("Alice A.\t0."), ranking.out());
    assertTrue(ranking.err().contains("this is a ranking"), ranking.err());
    JsonNode named =
        Schemas.check(
            Run.of(
                    "identify",
                    ALICE,
                    "--store",
                    store(),
                    "--json",
                    "--calibration",
                    calibration(30, -10))
                .out());
    assertEquals("Alice A.", named.get("known").asText());
    assertEquals(2, named.get("speakers").asInt());
    assertEquals(1 - Math.sqrt(0.99), named.get("false_match_rate").asDouble(), 1e-12);
    assertEquals(-Math.log(1 - Math.sqrt(0.99)), named.get("threshold").asDouble(), 1e-9);
    Run stranger =
        Run.of(
            "identify",
            ALICE,
            "--store",
            store(),
            "--calibration",
            calibration(30, -40),
            "--top",
            "1");
    assertTrue(stranger.out().endsWith("Unknown speaker\n"), stranger.out());
    assertEquals(2, stranger.out().lines().count());
  }

  @Test
  void speakersAreKeptInOrder() throws IOException {
    String alice = longer("alice.wav", "alice-1", "alice-2");
    String bob = longer("bob.wav", "bob-1", "bob-1");
    Run.of("enroll", "A", alice, "--store", store());
    Run.of("enroll", "B", bob, "--store", store(), "--expires", "2999-12-31");
    assertTrue(speakers("list").out().startsWith("A\t1 recording\t"));
    assertEquals(2, speakers("list").out().lines().count());
    assertTrue(speakers("show", "B").out().contains("expires 2999-12-31"));
    assertEquals(0, speakers("rename", "A", "C").code());
    Path file = folder.resolve("export.jsonl");
    assertEquals(0, speakers("export", "-o", file.toString()).code());
    for (String line : Files.readAllLines(file)) {
      assertEquals(Disclaimer.TEXT, Schemas.parse(line).path(Disclaimer.FIELD).asText());
    }
    assertEquals(0, speakers("merge", "B", "C").code());
    assertTrue(speakers("list").out().startsWith("C\t2 recordings"));
    assertEquals(0, speakers("remove", "C").code());
    assertEquals("", speakers("list").out());
    assertEquals(
        "2 recordings of 2 speakers taken up\n", speakers("import", file.toString()).out());
    assertTrue(speakers("verify-integrity").out().endsWith("sound\n"));
    assertEquals(2, speakers("rename", "nobody", "x").code());
    assertEquals(2, speakers("merge", "C", "C").code());
    assertEquals(2, speakers("show").code());
    byte[] log = Files.readAllBytes(Path.of(store(), "voices.log"));
    log[log.length / 2] ^= 1;
    Files.write(Path.of(store(), "voices.log"), log);
    Run damaged = speakers("verify-integrity");
    assertEquals(1, damaged.code());
    assertTrue(damaged.out().endsWith("damaged\n"), damaged.out());
  }

  private Run speakers(String... args) {
    ArrayList<String> all = new ArrayList<>(List.of("speakers"));
    all.addAll(List.of(args));
    all.addAll(List.of("--store", store()));
    return Run.of(all.toArray(new String[0]));
  }

  @Test
  void tooLittleSpeechIsNotEnrolled() throws IOException {
    Run run = Run.of("enroll", "Alice", TestAudio.sample("hello"), "--store", store());
    assertEquals(1, run.code());
    assertTrue(run.err().contains("enrolment needs 3.00 s of speech, found 1."), run.err());
    assertFalse(Files.exists(Path.of(store())), "nothing is made for nothing");
    String tone = TestAudio.write(folder, "tone.wav", TestAudio.wav(TestAudio.tone(80_000)));
    assertEquals(1, Run.of("verify", tone, ALICE).code());
    assertEquals(1, Run.of("diarize", tone).code());
    assertEquals(0, Run.of("embed", tone).code());
  }

  @Test
  void aCallIsDividedOrSplitByChannel() throws IOException {
    String talk = longer("talk.wav", "alice-1", "bob-1", "alice-2");
    Run rttm = Run.of("diarize", talk, "--speakers", "2");
    assertEquals(0, rttm.code(), rttm.err());
    List<Turn> turns = Rttm.read(rttm.out(), "diarize").get("talk");
    assertEquals("speaker1", turns.get(0).speaker());
    assertEquals("speaker1", turns.get(turns.size() - 1).speaker());
    assertTrue(turns.stream().anyMatch(turn -> turn.speaker().equals("speaker2")));
    assertTrue(rttm.err().contains("distances between passages: 1 %"), rttm.err());
    JsonNode json = Schemas.check(Run.of("diarize", talk, "--speakers", "2", "-f", "json").out());
    assertEquals(turns.size(), json.get("turns").size());
    Path page = folder.resolve("talk.html");
    Run shown = Run.of("diarize", talk, "--speakers", "2", "-f", "json", "--html", page.toString());
    String html = Files.readString(page);
    assertTrue(html.contains("\"speaker\":\"speaker2\""), "a lane for each speaker");
    assertTrue(html.contains("Not evidence of identity."), "what a result does not say");
    assertEquals(json, Schemas.check(shown.out()));
    String grid = Run.of("diarize", talk, "--speakers", "2", "-f", "textgrid").out();
    assertTrue(grid.contains("name = \"speaker2\""), grid);

    String call = TestAudio.sample("call-stereo");
    assertTrue(cosine(voice(call, "--channel", "1"), voice(ALICE_AGAIN)) > 0.9);
    assertTrue(cosine(voice(call, "--channel", "2"), voice(BOB)) > 0.9);
    assertTrue(cosine(voice(call, "--channel", "1"), voice(BOB)) < 0.6);
  }

  private static double[] voice(String... args) {
    ArrayList<String> all = new ArrayList<>(List.of("embed", "-f", "json"));
    all.addAll(List.of(args));
    JsonNode vector = Schemas.check(Run.of(all.toArray(new String[0])).out()).get("embedding");
    return IntStream.range(0, vector.size()).mapToDouble(i -> vector.get(i).asDouble()).toArray();
  }

  private static double cosine(double[] a, double[] b) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      left += a[i] * a[i];
      right += b[i] * b[i];
    }
    return dot / Math.sqrt(left * right);
  }

  @Test
  void everyCommandAboutVoicesSaysWhatItIsNot() {
    for (String command :
        List.of(
            "embed",
            "verify",
            "enroll",
            "identify",
            "speakers",
            "diarize",
            "score-trials",
            "calibrate")) {
      String help = Run.of(command, "--help").out().replaceAll("\\s+", " ");
      assertEquals(2, help.split("Not evidence of identity").length, command + ": " + help);
      assertTrue(help.contains("Does not detect replayed or synthetic voices."), command);
    }
  }
}
