package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreBoundariesCommandTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  @Test
  void figuresOfASyntheticCorpus(@TempDir Path folder) throws IOException {
    // the model's own answer as the truth: free decoding then finds every boundary
    Path speaker = Files.createDirectories(folder.resolve("fabc0"));
    Files.copy(SAMPLES.resolve("fox.wav"), speaker.resolve("sx1.wav"));
    Run phn = Run.of("transcribe", "-f", "phn", SAMPLES.resolve("fox.wav").toString());
    Files.writeString(speaker.resolve("sx1.phn"), phn.out());
    Run run = Run.of("score-boundaries", "--format", "json", folder.toString());
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertEquals(1, json.get("recall").asDouble());
    assertEquals(1, json.get("precision").asDouble());
    assertEquals(1, json.get("rValue").asDouble(), 1e-9);
    assertEquals(1, json.get("accuracy").asDouble());
    assertTrue(json.get("areaUnderCurve").isNull());
    assertTrue(json.get("medianError").asDouble() <= 0.01);
    assertTrue(json.get("indicative").asBoolean());
    String text = Run.of("score-boundaries", folder.toString()).out();
    assertTrue(text.contains("1 utterances of 1 speakers (indicative"), text);
    assertTrue(text.contains("areaUnderCurve               n/a"), text);
  }

  @Test
  void alignedBoundariesOfRealSpeechLieNearTheTrueOnes() {
    Path sample = Path.of("..", "..", "shared", "real", "timit-sample");
    assumeTrue(Files.isDirectory(sample), "not run: no TIMIT sample beside the checkout");
    Run run = Run.of("score-boundaries", "--format", "json", sample.toString());
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertTrue(json.get("medianError").asDouble() < 0.02, run.out());
    assertTrue(Math.abs(json.get("bias").asDouble()) < 0.03, run.out());
    assertTrue(json.get("areaUnderCurve").asDouble() > 0.6, run.out());
  }
}
