package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.JsonResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhoneScorerTest {
  private static List<String> labels(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private static PhoneScorer scored(Folding folding, SilenceRule rule, String ref, String hyp) {
    PhoneScorer scorer = new PhoneScorer(folding, rule);
    scorer.add("anna", labels(ref), labels(hyp));
    return scorer;
  }

  /** The reference's own metric, driven with its own decodes. */
  @Test
  void labelErrorRatesAreTheReferencesToTheLastBit() {
    for (Map<String, Object> row : JsonResource.rows("/golden/decode/decode.json")) {
      for (String[] names : new String[][] {{"greedy", "ler_greedy"}, {"beam_raw", "ler_beam"}}) {
        ReferenceLabelErrorRate rate = new ReferenceLabelErrorRate();
        rate.add(named(row.get("truth")), named(row.get(names[0])));
        assertEquals(row.get(names[1]), rate.mean());
      }
    }
  }

  private static List<String> named(Object indices) {
    List<String> names = Folding.labels61();
    return IntStream.of(JsonResource.ints(indices)).mapToObj(names::get).toList();
  }

  @Test
  void theReferencesRateIsAMeanOverUtterancesOfCollapsedLabels() {
    ReferenceLabelErrorRate rate = new ReferenceLabelErrorRate();
    assertEquals(0.5, rate.add(labels("aa aa b"), labels("aa aa")));
    assertEquals(0, rate.add(labels("b k d g"), labels("b b k d d d g")));
    assertEquals(0.25, rate.mean());
    assertThrows(IllegalArgumentException.class, () -> rate.add(List.of(), labels("aa")));
    assertThrows(IllegalStateException.class, () -> new ReferenceLabelErrorRate().mean());
  }

  @Test
  void foldsBothSidesBeforeTheAlignment() {
    PhoneScorer scorer =
        scored(Folding.TO_39, SilenceRule.COUNT, "h# ix q tcl t ao h#", "pau ih pcl t aa epi");
    assertEquals(new ErrorCounts(0, 0, 0, 6), scorer.total());
    assertEquals(
        new ErrorCounts(5, 1, 0, 7),
        scored(Folding.TO_61, SilenceRule.COUNT, "h# ix q tcl t ao h#", "pau ih pcl t aa epi")
            .total());
  }

  @Test
  void silenceRulesCount() {
    String ref = "h# pau sh iy h#";
    String hyp = "sh iy h# epi";
    assertEquals(
        new ErrorCounts(0, 2, 1, 5), scored(Folding.TO_39, SilenceRule.COUNT, ref, hyp).total());
    assertEquals(
        new ErrorCounts(0, 0, 1, 5), scored(Folding.TO_39, SilenceRule.OPTIONAL, ref, hyp).total());
    assertEquals(
        new ErrorCounts(0, 1, 0, 4), scored(Folding.TO_39, SilenceRule.MERGE, ref, hyp).total());
    assertEquals(
        new ErrorCounts(0, 0, 0, 2), scored(Folding.TO_39, SilenceRule.DROP, ref, hyp).total());
  }

  @Test
  void theRateIsOfTheCorpusAndNotAMean() {
    PhoneScorer scorer = new PhoneScorer(Folding.TO_39, SilenceRule.COUNT);
    scorer.add("anna", labels("b"), labels("p"));
    scorer.add("anna", labels("b k d"), labels("b k d"));
    scorer.add("bert", labels("b k d g"), labels("b k d g s"));
    assertEquals(2.0 / 8, scorer.total().rate());
    assertEquals(
        Map.of("anna", new ErrorCounts(1, 0, 0, 4), "bert", new ErrorCounts(0, 0, 1, 4)),
        scorer.speakers());
    assertEquals(OptionalDouble.of((1 + 0 + 0.25) / 3), scorer.referenceLabelErrorRate());
    assertEquals(3, scorer.utterances());
    assertEquals(Optional.empty(), scorer.interval());
  }

  @Test
  void theReferencesRateNeedsThe61() {
    assertEquals(
        OptionalDouble.empty(),
        scored(Folding.TO_39, SilenceRule.COUNT, "sil aa", "sil aa").referenceLabelErrorRate());
  }

  @Test
  void anUnknownLabelCountsNothing() {
    PhoneScorer scorer = new PhoneScorer(Folding.TO_39, SilenceRule.COUNT);
    assertThrows(
        IllegalArgumentException.class, () -> scorer.add("anna", labels("aa"), labels("xx")));
    assertThrows(IllegalArgumentException.class, () -> scorer.add("anna", List.of(), labels("aa")));
    assertEquals(ErrorCounts.NONE, scorer.total());
    assertEquals(0, scorer.utterances());
  }

  @Test
  void confusionsAreSortedByHowOften() {
    PhoneScorer scorer = new PhoneScorer(Folding.TO_39, SilenceRule.COUNT);
    scorer.add("anna", labels("b k b d"), labels("p k p d"));
    scorer.add("anna", labels("k g"), labels("k"));
    scorer.add("bert", labels("k"), labels("k s"));
    assertEquals(
        List.of(
            new ConfusionTable.Cell("b", "p", 2),
            new ConfusionTable.Cell("-", "s", 1),
            new ConfusionTable.Cell("g", "-", 1)),
        scorer.confusions().confusions());
    assertEquals(3, scorer.confusions().count("k", "k"));
  }

  @Test
  void intervalsAreDrawnOverSpeakers() {
    PhoneScorer scorer = new PhoneScorer(Folding.TO_39, SilenceRule.COUNT);
    for (int s = 0; s < 40; s++) {
      scorer.add("s" + s, labels("b k d g"), labels(s < 20 ? "b k d g" : "b k"));
    }
    Interval interval = scorer.interval().orElseThrow();
    // A draw of 40 speakers has a binomial number of bad ones: deviation of the rate 0.5 *
    // sqrt(0.25 / 40) = 0.0395.
    assertEquals(0.25 - 1.96 * 0.0395, interval.low(), 0.012);
    assertEquals(0.25 + 1.96 * 0.0395, interval.high(), 0.012);
    assertTrue(interval.low() < scorer.total().rate() && scorer.total().rate() < interval.high());
  }
}
