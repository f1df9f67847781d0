package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vocalith.models.eval.JsonResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against what the reference's own code computed; its maker is golden/makers/metric_golden.py. */
class MindSporeProtocolTest {
  @Test
  void equalErrorRatesAreTheReferencesToTheLastBit() {
    for (Map<String, Object> row : JsonResource.rows("/golden/scores/eer.json")) {
      double[] targets = JsonResource.doubles(row.get("targets"));
      double[] nontargets = JsonResource.doubles(row.get("nontargets"));
      assertEquals(
          row.get("eer_stage12"), MindSporeEqualErrorRate.ofPlainStages(targets, nontargets));
      assertEquals(
          row.get("eer_stage3"), MindSporeEqualErrorRate.ofNormalizedStage(targets, nontargets));
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void runningMeanIsTheReferencesToTheLastBit() {
    Map<String, Object> golden =
        (Map<String, Object>) JsonResource.read("/golden/scores/running_mean.json");
    List<float[]> embeddings = vectors((Map<String, Object>) golden.get("embeddings"));
    MindSporeRunningMean mean = new MindSporeRunningMean();
    for (Object pass : (List<Object>) golden.get("passes")) {
      List<float[]> expected = vectors((Map<String, Object>) pass);
      List<float[]> found = mean.pass(embeddings);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), found.get(i));
      }
    }
  }

  private static List<float[]> vectors(Map<String, Object> byName) {
    List<float[]> vectors = new ArrayList<>();
    for (Object values : byName.values()) {
      double[] doubles = JsonResource.doubles(values);
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      vectors.add(floats);
    }
    return vectors;
  }

  @Test
  void leavesOut210Positions() {
    assertEquals(210, IntStream.range(0, 5000).filter(MindSporeExclusions::excludes).count());
  }

  @Test
  void embedsFirstColumnsByDurationThenNameWithoutTheExcludedPositions() {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 2400; i++) {
      String name = String.format("u%04d", i);
      trials.add(new Trial(name, "only-tested", true, i + 1));
      trials.add(new Trial(name, "u0000", false, i + 1));
    }
    // Two utterances of 1 s among those of 9 s: they come first, in the order of their names.
    List<String> embedded =
        MindSporeExclusions.embedded(trials, name -> name.endsWith("399") ? 1 : 9);
    assertEquals(List.of("u0399", "u1399", "u2399", "u0000"), embedded.subList(0, 4));
    assertEquals(2400 - 86, embedded.size());
    assertFalse(embedded.contains("only-tested"));
    // Positions 2302 to 2387 hold u2301 to u2386.
    assertEquals(List.of("u2300", "u2387"), embedded.subList(2301, 2303));
    assertFalse(embedded.contains("u2301") || embedded.contains("u2386"));
  }
}
