package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.JsonResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionScoresTest {
  /** What scikit-learn and scipy make of the same scores; the script lies beside the file. */
  static Stream<Map<String, Object>> stored() {
    return JsonResource.rows("/metrics/metrics.json").stream();
  }

  @ParameterizedTest
  @MethodSource("stored")
  void agreesWithScikitLearnAndScipy(Map<String, Object> row) {
    DetectionScores scores = scores(row);
    String name = (String) row.get("name");
    assertAll(
        name,
        () -> assertEquals(number(row, "eer"), scores.equalErrorRate(), 1e-12),
        () -> assertEquals(number(row, "eer_rocch"), scores.convexHullEqualErrorRate(), 1e-12),
        () -> assertEquals(number(row, "cllr"), scores.logLikelihoodRatioCost(), 1e-12),
        () -> assertEquals(number(row, "min_cllr"), scores.minimumLogLikelihoodRatioCost(), 1e-9));
    for (double prior : new double[] {0.01, 0.05, 0.5}) {
      assertEquals(number(row, "min_dcf_" + prior), scores.minimumCost(prior), 1e-12, name);
      assertEquals(number(row, "act_dcf_" + prior), scores.actualCost(prior), 1e-12, name);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithTheDefinitionsTakenLiterally(long seed) {
    Random random = new Random(seed);
    double[] targets = random.doubles(1 + random.nextInt(30), -1, 2).map(grid(seed)).toArray();
    double[] nontargets = random.doubles(1 + random.nextInt(30), -2, 1).map(grid(seed)).toArray();
    DetectionScores scores = DetectionScores.of(targets, nontargets);
    assertEquals(LiteralMetrics.minimumCost(targets, nontargets, 0.05), scores.minimumCost(0.05));
    assertEquals(
        LiteralMetrics.equalErrorRate(targets, nontargets), scores.equalErrorRate(), 1e-12);
    assertEquals(
        LiteralMetrics.minimumCllr(targets, nontargets),
        scores.minimumLogLikelihoodRatioCost(),
        1e-12);
  }

  /** Even seeds have many ties, odd ones none. */
  private static DoubleUnaryOperator grid(long seed) {
    return v -> seed % 2 == 0 ? Math.rint(v * 3) / 3 + 0.0 : v;
  }

  @Test
  void perfectSeparationCostsNothing() {
    DetectionScores scores =
        DetectionScores.of(new double[] {2, 3, 3}, new double[] {-1, 1.999, 0, 0});
    assertEquals(0, scores.equalErrorRate());
    assertEquals(0, scores.convexHullEqualErrorRate());
    assertEquals(0, scores.minimumCost(0.01));
    assertEquals(0, scores.minimumLogLikelihoodRatioCost());
    assertTrue(scores.separable());
  }

  @Test
  void figuresDoNotDependOnTheOrder() {
    double[] targets = {0.5, 0.25, 0.5, 0.75};
    double[] nontargets = {0.5, 0.0, 0.25, 0.25};
    DetectionScores one = DetectionScores.of(targets, nontargets);
    DetectionScores other = DetectionScores.of(reversed(targets), reversed(nontargets));
    assertEquals(one.equalErrorRate(), other.equalErrorRate());
    assertEquals(one.minimumLogLikelihoodRatioCost(), other.minimumLogLikelihoodRatioCost());
  }

  @Test
  void monotoneMapsChangeNoFigureThatOnlyRanks() {
    Random random = new Random(5);
    double[] targets = random.doubles(40, -1, 2).toArray();
    double[] nontargets = random.doubles(60, -2, 1).toArray();
    DetectionScores plain = DetectionScores.of(targets, nontargets);
    DetectionScores mapped =
        DetectionScores.of(
            Arrays.stream(targets).map(Math::exp).toArray(),
            Arrays.stream(nontargets).map(Math::exp).toArray());
    assertEquals(plain.equalErrorRate(), mapped.equalErrorRate());
    assertEquals(plain.minimumCost(0.01), mapped.minimumCost(0.01));
    assertEquals(plain.minimumLogLikelihoodRatioCost(), mapped.minimumLogLikelihoodRatioCost());
  }

  @Test
  void zeroHasOneSign() {
    DetectionScores scores = DetectionScores.of(new double[] {0.0}, new double[] {-0.0});
    assertEquals(0.5, scores.equalErrorRate());
  }

  @Test
  void hugeLikelihoodRatiosStayFinite() {
    DetectionScores scores = DetectionScores.of(new double[] {-1e4}, new double[] {1e4});
    assertEquals(1e4 / Math.log(2), scores.logLikelihoodRatioCost(), 1e-6);
  }

  @Test
  void oneClassAloneIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> DetectionScores.of(new double[] {1, 2}, new double[0]));
    assertEquals("expected target and non-target trials, found 2 and 0", e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> DetectionScores.of(new double[0], new double[] {1, 2}));
  }

  @Test
  void scoresMustBeFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "expected finite scores, found " + bad,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> DetectionScores.of(new double[] {1, bad}, new double[] {0}))
              .getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void priorsLieBetweenZeroAndOne(double prior) {
    DetectionScores scores = DetectionScores.of(new double[] {1}, new double[] {0});
    assertThrows(IllegalArgumentException.class, () -> scores.minimumCost(prior));
    assertThrows(IllegalArgumentException.class, () -> scores.actualCost(prior));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void logisticLineAgreesWithScikitLearn(Map<String, Object> row) {
    double[] targets = JsonResource.doubles(row.get("targets"));
    double[] nontargets = JsonResource.doubles(row.get("nontargets"));
    if (!row.containsKey("slope") || number(row, "slope") <= 0) {
      assertThrows(IllegalArgumentException.class, () -> LogisticLine.fit(targets, nontargets));
      return;
    }
    LogisticLine line = LogisticLine.fit(targets, nontargets);
    assertEquals(number(row, "slope"), line.slope(), 1e-7 * number(row, "slope"));
    assertEquals(number(row, "offset"), line.offset(), 1e-6);
  }

  private static DetectionScores scores(Map<String, Object> row) {
    return DetectionScores.of(
        JsonResource.doubles(row.get("targets")), JsonResource.doubles(row.get("nontargets")));
  }

  private static double number(Map<String, Object> row, String name) {
    return (Double) row.get(name);
  }

  private static double[] reversed(double[] values) {
    List<Double> list = new ArrayList<>(Arrays.stream(values).boxed().toList());
    Collections.reverse(list);
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
