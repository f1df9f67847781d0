package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.speakers.VerificationReport.EqualErrorRate;
import io.vocalith.models.speaker.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerificationReportTest {
  private static final String MODEL = "0a".repeat(32);

  private static ScoredTrials trials(int speakers) {
    Random random = new Random(1);
    List<ScoredTrial> trials = new ArrayList<>();
    for (int a = 0; a < speakers; a++) {
      for (int b = a; b < speakers; b++) {
        trials.add(
            new ScoredTrial(
                new Trial("u" + a, "v" + b, a == b, 1),
                random.nextGaussian() + (a == b ? 2 : 0),
                "s" + a,
                "s" + b));
      }
    }
    return new ScoredTrials(trials);
  }

  @Test
  void everyFigureHasItsDefinitionAndItsInterval() {
    VerificationReport report = VerificationReport.of(trials(25), true, EqualErrorRate.LINEAR);
    assertEquals(
        List.of(
            "EER", "minDCF 0.01", "minDCF 0.05", "actDCF 0.01", "actDCF 0.05", "Cllr", "minCllr"),
        report.figures().stream().map(Figure::name).toList());
    for (Figure figure : report.figures()) {
      assertTrue(figure.value().isPresent() && figure.interval().isPresent(), figure.name());
      assertTrue(figure.interval().orElseThrow().low() <= figure.value().orElseThrow());
      assertTrue(figure.interval().orElseThrow().high() >= figure.value().orElseThrow());
    }
    assertEquals(25, report.targets());
    assertEquals(300, report.nontargets());
    assertEquals(OptionalInt.of(25), report.speakers());
    assertEquals("95 %, bootstrap over 25 speakers, 1000 draws", report.intervals());
  }

  @Test
  void scoresThatAreNoRatiosHaveNoRatioFigures() {
    VerificationReport report = VerificationReport.of(trials(10), false, EqualErrorRate.LINEAR);
    for (Figure figure : report.figures()) {
      boolean ratio = figure.name().startsWith("actDCF") || figure.name().equals("Cllr");
      assertEquals(ratio, figure.value().isEmpty(), figure.name());
      assertEquals(ratio, figure.definition().equals("n/a: not likelihood ratios"));
    }
    assertEquals("too few speakers for an interval", report.intervals());
  }

  @Test
  void theHullIsAnOption() {
    ScoredTrials trials = trials(20);
    VerificationReport report = VerificationReport.of(trials, false, EqualErrorRate.ROCCH);
    assertEquals(
        OptionalDouble.of(trials.scores().convexHullEqualErrorRate()),
        report.figures().get(0).value());
    assertEquals("on the convex hull of the ROC", report.figures().get(0).definition());
  }

  @Test
  void unknownSpeakersGiveFiguresWithoutIntervals() {
    VerificationReport report =
        VerificationReport.of(trials(30).scores(), false, EqualErrorRate.LINEAR);
    assertEquals(OptionalInt.empty(), report.speakers());
    assertEquals("speakers not known: no interval", report.intervals());
    assertTrue(report.figures().stream().allMatch(f -> f.interval().isEmpty()));
  }

  private static Embedding vector(Random random, double around) {
    float[] values = new float[5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() + around * (i == 2 ? 1 : 0));
    }
    return Embedding.of(values, MODEL);
  }

  @Test
  void theReferencesStagesFollowEachOther() {
    Random random = new Random(2);
    Map<String, Embedding> embedded = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      embedded.put("u" + i, vector(random, 1));
    }
    List<Embedding> cohort = new ArrayList<>();
    for (int i = 0; i < MindSporeProtocol.TOP + 7; i++) {
      cohort.add(vector(random, 1));
    }
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      trials.add(new Trial("u" + i, "u" + (i + 1) % 12, i % 2 == 0, 1));
      trials.add(new Trial("u" + i, "not embedded", true, 1));
    }
    MindSporeProtocol found = MindSporeProtocol.of(trials, embedded, cohort);
    assertEquals(12, found.trials());
    assertEquals(12, found.excluded());

    // The same by hand: three passes of the mean, one more over the cohort, S-norm, its own rate.
    MindSporeRunningMean mean = new MindSporeRunningMean();
    List<float[]> plain = embedded.values().stream().map(Embedding::values).toList();
    mean.pass(plain);
    mean.pass(plain);
    List<Embedding> centred = mean.pass(plain).stream().map(v -> Embedding.of(v, MODEL)).toList();
    List<Embedding> others =
        mean.pass(cohort.stream().map(Embedding::values).toList()).stream()
            .map(v -> Embedding.of(v, MODEL))
            .toList();
    double[][] normalized = new double[2][6];
    double[][] second = new double[2][6];
    for (int i = 0; i < 12; i++) {
      Embedding a = centred.get(i);
      Embedding b = centred.get((i + 1) % 12);
      second[i % 2][i / 2] = a.cosine(b);
      normalized[i % 2][i / 2] = (z(a.cosine(b), a, others) + z(a.cosine(b), b, others)) / 2;
    }
    assertEquals(MindSporeEqualErrorRate.ofPlainStages(second[0], second[1]), found.centred());
    assertEquals(
        Optional.of(MindSporeEqualErrorRate.ofNormalizedStage(normalized[0], normalized[1])),
        found.normalized());
  }

  private static double z(double score, Embedding side, List<Embedding> cohort) {
    double[] highest =
        cohort.stream()
            .mapToDouble(side::cosine)
            .map(s -> -s)
            .sorted()
            .map(s -> -s)
            .limit(20_000)
            .toArray();
    double mean = Arrays.stream(highest).average().orElseThrow();
    double variance =
        Arrays.stream(highest).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
    return (score - mean) / Math.sqrt(variance);
  }

  @Test
  void aSmallCohortIsRefusedAndNoneLeavesTheStageOut() {
    Random random = new Random(3);
    Map<String, Embedding> embedded = new LinkedHashMap<>();
    embedded.put("a", vector(random, 0));
    embedded.put("b", vector(random, 0));
    List<Trial> trials = List.of(new Trial("a", "b", true, 1), new Trial("b", "b", false, 2));
    assertEquals(Optional.empty(), MindSporeProtocol.of(trials, embedded, List.of()).normalized());
    List<Embedding> small = List.of(vector(random, 0), vector(random, 0));
    assertEquals(
        "expected a cohort of at least 20000 for the reference's S-norm, found 2",
        assertThrows(
                IllegalArgumentException.class, () -> MindSporeProtocol.of(trials, embedded, small))
            .getMessage());
  }
}
