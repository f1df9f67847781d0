package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the input: a sentence that names it, and the other files are done. */
class BadInputTest {
  private static final float NAN = Float.NaN;

  @TempDir Path folder;

  static Stream<Arguments> unusable() throws IOException {
    byte[] text =
        "There is nothing to hear in here, only to read.\n".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        arguments("empty.wav", new byte[0], "is empty"),
        arguments("text.wav", text, "There is"),
        arguments("nothing.wav", TestAudio.wav(), "no samples"),
        arguments("nan.wav", TestAudio.floatWav(0.1f, NAN, 0.2f), "NaN"),
        arguments("infinite.wav", TestAudio.floatWav(0.1f, 1 / 0f, 0.2f), "Infinity"),
        arguments("cut.wav", new byte[] {'R', 'I', 'F', 'F', 0}, ""),
        arguments("lost.sph", TestAudio.sphere(5000, TestAudio.tone(16000)), "5000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void aFileThatIsNoRecordingIsNamedAndTheOthersDone(String name, byte[] bytes, String reason)
      throws IOException {
    String bad = TestAudio.write(folder, name, bytes);
    for (String command : List.of("transcribe", "embed")) {
      Run run = Run.of(command, bad, TestAudio.sample("hello"));
      assertEquals(1, run.code());
      assertOneSentence(run.err(), bad, reason);
      assertEquals(1, run.out().lines().count());
      assertTrue(run.out().startsWith(TestAudio.sample("hello") + "\t"), run.out());
    }
  }

  @Test
  void aFolderAndAMissingFileAreNamed() {
    Run run = Run.of("transcribe", folder.toString(), folder.resolve("gone.wav").toString());
    assertEquals(1, run.code());
    assertEquals("", run.out());
    assertEquals(
        List.of(
            "vocalith: " + folder + ": is a folder, not a recording",
            "vocalith: " + folder.resolve("gone.wav") + ": no such file"),
        run.err().lines().toList());
  }

  @Test
  void shorterThanOneWindowIsRefusedWithTheNumbers() throws IOException {
    String file = TestAudio.write(folder, "short.wav", TestAudio.wav(TestAudio.tone(300)));
    Run run = Run.of("transcribe", file);
    assertEquals(1, run.code());
    assertOneSentence(run.err(), file, "300");
    assertEquals("", run.out());
  }

  /** Silence is a recording like any other: an answer, and numbers that are numbers. */
  @Test
  void allZerosGiveFiniteResults() throws IOException {
    String file = TestAudio.write(folder, "zeros.wav", TestAudio.wav(new short[16000]));
    Run phones = Run.of("transcribe", "--format", "json", "--beam", "4", "--n-best", "2", file);
    assertEquals(0, phones.code(), phones.err());
    Schemas.check(phones.out());
    Run voice = Run.of("embed", "--format", "json", file);
    assertEquals(0, voice.code(), voice.err());
    JsonNode embedding = Schemas.check(voice.out()).get("embedding");
    assertEquals(192, embedding.size());
    assertFalse(voice.out().contains("NaN"));
    Run same = Run.of("verify", file, file);
    assertEquals(1, same.code());
    assertEquals("", same.out(), "silence is nobody's voice");
    assertTrue(same.err().contains("needs 0.50 s of speech, found 0.00 s"), same.err());
  }

  @Test
  void aHeaderThatPromisesMoreIsUsedAsFarAsItGoesWithAWarning() throws IOException {
    short[] tone = TestAudio.tone(16000);
    String file = TestAudio.write(folder, "cut.wav", TestAudio.wav(40000, tone));
    Run run = Run.of("transcribe", "--format", "json", file);
    assertEquals(0, run.code());
    assertOneSentence(run.err(), file, "4000 are missing");
    JsonNode transcript = Schemas.check(run.out());
    assertEquals(1.0, transcript.get("duration").asDouble());
    assertEquals(1, transcript.get("warnings").size());
  }

  @Test
  void aDamagedSphereFileIsReadWhenInsisted() throws IOException {
    byte[] damaged = TestAudio.sphere(5000, TestAudio.tone(16000));
    String file = TestAudio.write(folder, "lost.sph", damaged);
    Run run = Run.of("embed", "--insist", file);
    assertEquals(0, run.code(), run.err());
    assertOneSentence(run.err(), file, "5000");
    assertEquals(192, run.out().strip().split(" ").length);
  }

  @Test
  void anUnknownKeyInACardIsNamedWithItsLine() throws IOException {
    Path card =
        Files.writeString(
            folder.resolve("card.yaml"),
            "name: mine\narchitecture: ecapa_tdnn\nfeatures: {kind: fbank}\nspeed: fast\n");
    Run run = Run.of("embed", "--model", card.toString(), TestAudio.sample("hello"));
    assertEquals(1, run.code());
    assertOneSentence(run.err(), card + ", line 4", "unknown key speed");
  }

  @Test
  void theOtherModelsCheckpointIsRefused() throws IOException {
    try (var in = getClass().getResourceAsStream("/META-INF/vocalith/models/voice-en.ckpt")) {
      String file = TestAudio.write(folder, "voice.ckpt", in.readAllBytes());
      Run run = Run.of("transcribe", "--model", file, TestAudio.sample("hello"));
      assertEquals(2, run.code());
      assertOneSentence(run.err(), "voice-en", "expected a ctcmodel model");
    }
  }

  @Test
  void aCheckpointThatIsNoneIsRefused() {
    String wav = TestAudio.sample("hello");
    Run run = Run.of("transcribe", "--model", wav, wav);
    assertEquals(1, run.code());
    assertOneSentence(run.err(), wav, "expected");
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transcribe",
        "transcribe --beam -1 x.wav",
        "transcribe --beam x x.wav",
        "transcribe --n-best 3 --beam 2 x.wav",
        "transcribe --threads 0 x.wav",
        "transcribe --channel 65 x.wav",
        "transcribe --channel left x.wav",
        "transcribe --format xml x.wav",
        "transcribe --model nothing x.wav",
        "transcribe --nonsense x.wav",
        "transcribe - -",
        "transcribe -o /no/such/folder/out.txt x.wav",
        "embed --model phones-en x.wav",
        "verify one.wav",
        "verify one.wav two.wav three.wav",
        "selftest more",
        "nonsense",
      })
  void wrongUsageEndsWithTwoAndASentence(String line) {
    Run run = Run.of(line.split(" "));
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("vocalith: "), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
  }

  private static void assertOneSentence(String err, String names, String reason) {
    assertEquals(1, err.lines().count(), err);
    assertTrue(err.startsWith("vocalith: "), err);
    assertTrue(err.contains(names), err);
    assertTrue(err.contains(reason), err);
    assertFalse(err.contains("Exception"), err);
  }
}
