package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.Interval;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoredTrialsTest {
  private static final CalibrationKey KEY =
      new CalibrationKey("ab".repeat(32), CalibrationKey.NO_NORMALIZATION, Bandwidth.WIDE);

  /** Two recordings of each speaker, all pairs; each speaker has an offset of its own. */
  private static ScoredTrials synthetic(int speakers, double distance, long seed) {
    Random random = new Random(seed);
    double[] offsets = random.doubles(speakers, -1, 1).toArray();
    List<ScoredTrial> trials = new ArrayList<>();
    for (int a = 0; a < speakers; a++) {
      for (int b = a; b < speakers; b++) {
        double score = random.nextGaussian() + offsets[a] + offsets[b] + (a == b ? distance : 0);
        trials.add(trial(a, b, score));
      }
    }
    return new ScoredTrials(trials);
  }

  private static ScoredTrial trial(int a, int b, double score) {
    return new ScoredTrial(new Trial("u" + a, "v" + b, a == b, 1), score, "s" + a, "s" + b);
  }

  private static double[] scores(ScoredTrials trials, boolean target) {
    return trials.trials().stream()
        .filter(t -> t.trial().target() == target)
        .mapToDouble(ScoredTrial::score)
        .toArray();
  }

  @Test
  void scoresAreThoseOfTheTrials() {
    ScoredTrials trials = synthetic(12, 2, 1);
    assertEquals(
        DetectionScores.of(scores(trials, true), scores(trials, false)).equalErrorRate(),
        trials.scores().equalErrorRate());
  }

  @Test
  void intervalsCoverTheFigureAndAreTheSameAgain() {
    ScoredTrials trials = synthetic(40, 2, 2);
    Interval interval = eerInterval(trials).orElseThrow();
    double eer = trials.scores().equalErrorRate();
    assertTrue(interval.low() < eer && eer < interval.high(), interval + " " + eer);
    assertEquals(interval, eerInterval(trials).orElseThrow());
  }

  /** A draw of speakers must weigh as if every recording of a speaker were there k times. */
  @Test
  void weightsAreThoseOfRepeatedSpeakers() {
    ScoredTrials trials = synthetic(20, 1, 3);
    List<double[]> literal = new ArrayList<>();
    trials.intervals(
        weighted -> {
          synchronized (literal) {
            literal.add(new double[] {weighted.targetMass(), weighted.nontargetMass()});
          }
          return new double[] {0};
        });
    for (double[] masses : literal) {
      // 20 speakers drawn with one target trial each: the k_a sum to 20, and the pairs of
      // different speakers are all ordered pairs less those within a speaker, halved.
      assertEquals(20, masses[0]);
      assertTrue(masses[1] <= 190 && masses[1] > 0);
    }
    assertEquals(1000, literal.size());
  }

  private static Optional<Interval> eerInterval(ScoredTrials trials) {
    return trials
        .intervals(s -> new double[] {s.equalErrorRate()})
        .map(intervals -> intervals.get(0));
  }

  @Test
  void nineteenSpeakersGiveNoInterval() {
    assertEquals(Optional.empty(), eerInterval(synthetic(19, 1, 5)));
    assertTrue(eerInterval(synthetic(20, 1, 5)).isPresent());
  }

  @Test
  void speakersThatContradictTheListAreRefused() {
    List<ScoredTrial> trials =
        List.of(new ScoredTrial(new Trial("a", "b", true, 7), 0.5, "anna", "bert"));
    assertEquals(
        "line 7 of the trials is a target trial of the speakers anna and bert: the speakers of the"
            + " utterances are not known rightly",
        assertThrows(IllegalArgumentException.class, () -> new ScoredTrials(trials)).getMessage());
  }

  @Test
  void calibratedScoresAreLikelihoodRatios() {
    // Scores of known distribution: targets N(3, 1), non-targets N(0, 1); LLR = 3 s - 4.5.
    Random random = new Random(6);
    List<ScoredTrial> trials = new ArrayList<>();
    for (int a = 0; a < 100; a++) {
      for (int i = 0; i < 50; i++) {
        trials.add(trial(a, a, 3 + random.nextGaussian()));
      }
      for (int b = 0; b < 100; b++) {
        if (a != b) {
          trials.add(trial(a, b, random.nextGaussian()));
        }
      }
    }
    Calibration calibration = CalibrationTrainer.fit(new ScoredTrials(trials), KEY);
    assertEquals(3, calibration.slope(), 0.15);
    assertEquals(-4.5, calibration.offset(), 0.25);
    assertEquals(100, calibration.data().speakers());
    assertEquals(5000, calibration.data().targets());
    assertEquals(9900, calibration.data().nontargets());
    // A fold of 20 keeps 20 * 19 of its non-target trials.
    assertEquals(9900 - 5 * 20 * 19, calibration.data().crossFoldTrials());
    double[] llrs =
        Arrays.stream(scores(new ScoredTrials(trials), true))
            .map(calibration::logLikelihoodRatio)
            .toArray();
    assertTrue(calibration.data().cllr() < 0.3 && llrs.length == 5000);
  }

  @Test
  void calibrationNeedsTwentySpeakers() {
    assertEquals(
        "expected at least 20 speakers to calibrate on, found 19", refusal(synthetic(19, 1, 7)));
  }

  @Test
  void calibrationNeedsClassesThatOverlap() {
    assertTrue(refusal(synthetic(30, 100, 8)).contains("one threshold separates the classes"));
    assertTrue(refusal(synthetic(30, -100, 8)).contains("one threshold separates the classes"));
    assertTrue(refusal(synthetic(60, -3, 9)).contains("found the contrary"));
  }

  private static String refusal(ScoredTrials trials) {
    return assertThrows(IllegalArgumentException.class, () -> CalibrationTrainer.fit(trials, KEY))
        .getMessage();
  }
}
