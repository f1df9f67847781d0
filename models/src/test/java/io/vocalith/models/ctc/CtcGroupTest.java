package io.vocalith.models.ctc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Golden;
import io.vocalith.models.StageObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Utterances side by side. */
class CtcGroupTest {
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void togetherIsAsAloneWhateverTheLengths(String kernels) throws IOException {
    CtcNetwork network = network(kernels);
    CtcNetwork.Group group = new CtcNetwork.Group();
    Random random = new Random(8);
    for (int count : new int[] {1, 2, 3, 5, 6, 13}) {
      List<Matrix> features = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        features.add(random(1 + random.nextInt(i % 4 == 0 ? 20 : 250), random));
      }
      for (int padTo : new int[] {0, 230, 700}) {
        List<Matrix> found = network.logits(features, padTo, group);
        for (int i = 0; i < count; i++) {
          Matrix x = features.get(i);
          Matrix alone = network.logits(x, padTo, Parallel.NONE, StageObserver.NONE);
          assertEquals(alone, found.get(i), x.rows() + " frames, " + i + " of " + count);
        }
        group.poison();
      }
    }
  }

  @Test
  void noneGiveNone() throws IOException {
    assertEquals(List.of(), network("scalar").logits(List.of(), 0));
  }

  @Test
  void refusesAnUtteranceOfAnotherSize() throws IOException {
    CtcNetwork network = network("scalar");
    List<Matrix> features = List.of(Matrix.zeros(4, 39), Matrix.zeros(4, 40));
    String message =
        assertThrows(IllegalArgumentException.class, () -> network.logits(features, 0))
            .getMessage();
    assertEquals("expected frames of 39 features, found 40", message);
  }

  private static CtcNetwork network(String kernels) throws IOException {
    return CtcNetwork.of(
        Golden.weights("ctc/ctc_small_layout_c.ckpt"), KernelProvider.select(kernels).kernels());
  }

  private static Matrix random(int rows, Random random) {
    float[] values = new float[rows * 39];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(rows, 39, values);
  }
}
