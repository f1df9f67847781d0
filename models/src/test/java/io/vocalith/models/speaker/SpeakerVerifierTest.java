package io.vocalith.models.speaker;

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
import org.junit.jupiter.api.io.TempDir;

class SpeakerVerifierTest {
  private static final CalibrationKey KEY =
      new CalibrationKey("0a".repeat(32), CalibrationKey.NO_NORMALIZATION, Bandwidth.WIDE);
  private static final Calibration LINE =
      new Calibration(KEY, 10, -4, new Calibration.Data(40, 100, 2000, 300, 0.21));

  private static Verification verify(double score, DecisionPolicy policy) {
    return new SpeakerVerifier(Optional.of(LINE), policy).verify(score, KEY);
  }

  @Test
  void evidenceDecides() {
    DecisionPolicy even = DecisionPolicy.ofPrior(0.5);
    assertEquals(Optional.of(Decision.SAME), verify(0.6, even).decision());
    assertEquals(Optional.of(Decision.DIFFERENT), verify(0.2, even).decision());
    assertEquals(Optional.of(Decision.UNDECIDED), verify(0.42, even).decision());
    assertEquals(2, verify(0.6, even).logLikelihoodRatio().orElseThrow(), 1e-12);
    assertEquals(1 / (1 + Math.exp(-2)), verify(0.6, even).posterior().orElseThrow(), 1e-12);
  }

  @Test
  void theBandIsClosedBelowAndOpenAbove() {
    DecisionPolicy policy = new DecisionPolicy(0.5, 1, 1, 1);
    assertEquals(Decision.SAME, policy.decide(1));
    assertEquals(Decision.UNDECIDED, policy.decide(Math.nextDown(1.0)));
    assertEquals(Decision.UNDECIDED, policy.decide(-1));
    assertEquals(Decision.DIFFERENT, policy.decide(Math.nextDown(-1.0)));
  }

  @Test
  void priorAndCostsMoveTheThreshold() {
    assertEquals(Math.log(99), new DecisionPolicy(0.01, 1, 1, 0).threshold(), 1e-12);
    assertEquals(Math.log(10), new DecisionPolicy(0.5, 1, 10, 0).threshold(), 1e-12);
    assertEquals(-Math.log(10), new DecisionPolicy(0.5, 10, 1, 0).threshold(), 1e-12);
    DecisionPolicy rare = DecisionPolicy.ofPrior(0.01);
    assertEquals(Optional.of(Decision.DIFFERENT), verify(0.6, rare).decision());
    assertEquals(0.01, rare.posterior(0), 1e-12);
  }

  @Test
  void reasonsNameTheNumbersAndWhatWouldHelp() {
    assertEquals(
        List.of("the evidence 2.00 is at least 0.69"),
        verify(0.6, DecisionPolicy.ofPrior(0.5)).reasons());
    assertEquals(
        List.of(
            "the evidence 0.20 lies within 0.69 of the threshold 0.00",
            "longer or further recordings of either voice would help"),
        verify(0.42, DecisionPolicy.ofPrior(0.5)).reasons());
  }

  @Test
  void withoutCalibrationThereIsAScoreAndNoDecision() {
    Verification found =
        new SpeakerVerifier(Optional.empty(), DecisionPolicy.ofPrior(0.5)).verify(0.9, KEY);
    assertEquals(0.9, found.score());
    assertEquals(OptionalDouble.empty(), found.logLikelihoodRatio());
    assertEquals(OptionalDouble.empty(), found.posterior());
    assertEquals(Optional.empty(), found.decision());
    assertTrue(found.reasons().get(0).startsWith("no calibration is given"));
  }

  @Test
  void aCalibrationForAnythingElseIsNotUsed() {
    SpeakerVerifier verifier = new SpeakerVerifier(Optional.of(LINE), DecisionPolicy.ofPrior(0.5));
    Verification found =
        verifier.verify(0.9, new CalibrationKey("0b".repeat(32), "as-norm 300", Bandwidth.NARROW));
    assertEquals(Optional.empty(), found.decision());
    assertEquals(
        List.of(
            "the calibration is for the model 0a0a0a0a0a0a, the scores come from 0b0b0b0b0b0b",
            "the calibration is for the score normalisation 'none', the scores have 'as-norm 300'",
            "the calibration is for wideband recordings, these are narrowband"),
        found.reasons());
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertEquals(
        "expected a prior above 0 and below 1, found 1.0",
        assertThrows(IllegalArgumentException.class, () -> DecisionPolicy.ofPrior(1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new DecisionPolicy(0.5, 0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new DecisionPolicy(0.5, 1, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new DecisionPolicy(0.5, 1, 1, -1));
    SpeakerVerifier verifier = new SpeakerVerifier(Optional.of(LINE), DecisionPolicy.ofPrior(0.5));
    assertThrows(IllegalArgumentException.class, () -> verifier.verify(Double.NaN, KEY));
  }

  @Test
  void filesKeepEveryBit(@TempDir Path folder) throws IOException {
    Calibration odd =
        new Calibration(
            new CalibrationKey("0c".repeat(32), "as-norm \"300\"", Bandwidth.NARROW),
            Math.PI,
            -1 / 3.0,
            new Calibration.Data(21, 1L << 40, 3, 4, 0.1));
    Path file = folder.resolve("c.json");
    CalibrationFile.write(odd, file);
    assertEquals(odd, CalibrationFile.read(file));
    assertTrue(Files.readString(file).contains(Disclaimer.TEXT));
  }

  @Test
  void badFilesAreRefusedByName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("c.json");
    assertEquals(file + ": there is no such file", refusal(file));
    Files.writeString(file, "{\"schema\": \"other/1\"}");
    assertEquals(
        file + ": expected the schema 'vocalith-calibration/1', found 'other/1'", refusal(file));
    Files.writeString(file, "{\"schema\": \"vocalith-calibration/1\"}");
    assertEquals(file + ": expected the field 'model_sha256', found none", refusal(file));
    Files.writeString(file, "{\n\"schema\": ");
    assertTrue(refusal(file).startsWith(file + ", line 2: expected JSON"));
    CalibrationFile.write(LINE, file);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"slope\" : 10.0", "\"slope\" : -1"));
    assertEquals(
        file + ": expected a finite slope above 0 and a finite offset, found -1.0, -4.0",
        refusal(file));
    Files.writeString(file, "[".repeat(1000));
    assertTrue(refusal(file).contains("expected"));
  }

  private static String refusal(Path file) {
    return assertThrows(ListFormatException.class, () -> CalibrationFile.read(file)).getMessage();
  }
}
