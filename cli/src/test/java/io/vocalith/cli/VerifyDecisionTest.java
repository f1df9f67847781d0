package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vocalith.models.Models;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import io.vocalith.models.speaker.CalibrationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} with a calibration, on the two recordings of one synthetic voice. */
class VerifyDecisionTest {
  @TempDir Path folder;

  /** LLR = 10 * score + offset; alice and alice score 0.94. */
  private String calibration(Bandwidth bandwidth, double offset) throws IOException {
    String model = Models.ofUser().find(Models.DEFAULT_VOICES).sha256();
    Path file = folder.resolve("line.json");
    CalibrationFile.write(
        new Calibration(
            new CalibrationKey(model, CalibrationKey.NO_NORMALIZATION, bandwidth),
            10,
            offset,
            new Calibration.Data(30, 100, 1000, 10, 0.2)),
        file);
    return file.toString();
  }

  private static Run verify(String... options) {
    List<String> all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(options));
    all.add(TestAudio.sample("alice-1"));
    all.add(TestAudio.sample("alice-2"));
    return Run.of(all.toArray(String[]::new));
  }

  @Test
  void saysEvidencePriorProbabilityAndDecision() throws IOException {
    String line = calibration(Bandwidth.WIDE, -5);
    Run run = verify("--calibration", line, "--prior", "0.1", "-f", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    double llr = 10 * json.path("score").asDouble() - 5;
    assertEquals(llr, json.path("llr").asDouble(), 1e-9);
    assertEquals(Math.log(9), json.path("threshold").asDouble(), 1e-9);
    assertEquals(1 / (1 + 9 * Math.exp(-llr)), json.path("probability").asDouble(), 1e-9);
    assertEquals("SAME", json.path("decision").asText());
    Run text = verify("--calibration", line, "--prior", "0.1");
    assertTrue(text.out().contains("\nprior 0.1, threshold 2.1972\n"), text.out());
    assertTrue(text.out().contains("\ndecision SAME\nreason the evidence "), text.out());
  }

  @Test
  void checkTellsByItsExitCode() throws IOException {
    assertEquals(0, verify("--check", "--calibration", calibration(Bandwidth.WIDE, -5)).code());
    assertEquals(3, verify("--check", "--calibration", calibration(Bandwidth.WIDE, -15)).code());
    assertEquals(4, verify("--check", "--calibration", calibration(Bandwidth.WIDE, -9.4)).code());
    assertEquals(0, verify("--calibration", calibration(Bandwidth.WIDE, -15)).code());
  }

  @Test
  void costsMoveTheDecision() throws IOException {
    String line = calibration(Bandwidth.WIDE, -9.4);
    assertTrue(verify("--calibration", line, "--cost-miss", "100").out().contains("SAME"));
    assertTrue(verify("--calibration", line, "--cost-fa", "100").out().contains("DIFFERENT"));
  }

  @Test
  void aCalibrationForOtherRecordingsGivesNoDecision() throws IOException {
    String line = calibration(Bandwidth.NARROW, -5);
    Run run = verify("--calibration", line);
    assertEquals(0, run.code());
    assertFalse(run.out().contains("decision"), run.out());
    assertTrue(run.err().contains("for narrowband recordings, these are wideband"), run.err());
    assertEquals(1, verify("--check", "--calibration", line).code());
  }

  @Test
  void callsThatMakeNoSenseAreUsageErrors() throws IOException {
    assertEquals(2, verify("--check").code());
    assertEquals(2, verify("--prior", "1").code());
    assertEquals(2, verify("--cost-fa", "-1").code());
  }
}
