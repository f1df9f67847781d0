package io.vocalith.engine.ctc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vocalith.engine.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BestPathDecoderTest {
  static List<GoldenDecodes.Case> goldenDecodes() {
    return GoldenDecodes.all();
  }

  @ParameterizedTest
  @MethodSource("goldenDecodes")
  void equalsTheReference(GoldenDecodes.Case golden) {
    BestPathDecoder decoder = new BestPathDecoder(GoldenDecodes.BLANK, true);
    assertArrayEquals(golden.labels().get("greedy"), decoder.best(golden.logits()).labels());
    assertArrayEquals(
        golden.labels().get("greedy"), decoder.best(golden.logProbabilities()).labels());
  }

  @Test
  void theLowestOfEqualClassesWins() {
    Matrix scores = Matrix.of(2, 3, new float[] {-1, -1, -1, -2, -1, -1});
    Hypothesis found = new BestPathDecoder(2).best(scores);
    assertArrayEquals(new int[] {0, 1}, found.labels());
    assertEquals(-2, found.logProbability());
  }

  @Test
  void repeatsMergeAndBlanksGo() {
    Matrix scores = PrefixSearchDecoderTest.onePath(4, 3, 0, 0, 3, 1, 2, 2, 3, 3, 2);
    assertArrayEquals(new int[] {0, 1, 2, 2}, new BestPathDecoder(3).best(scores).labels());
    assertArrayEquals(new int[] {0, 1, 2}, new BestPathDecoder(3, true).best(scores).labels());
  }
}
