package io.vocalith.models.ctc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Allocation;
import io.vocalith.models.Golden;
import io.vocalith.models.StageObserver;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CtcNetworkTest {
  // Largest difference between MindSpore's float32 and the float64 twin (golden/float64.json).
  private static final double LSTM = 1.141545504512731e-07;
  private static final double LSTM_PADDED = 1.114989070238881e-07;
  private static final double LOGITS = 1.494488062192545e-07;
  private static final double LOGITS_PADDED = 1.4259718822406953e-07;
  private static final double LOGITS_LAYOUT_A = 2.0662309996311023e-07;

  @ParameterizedTest
  @CsvSource({"scalar,b", "scalar,c", "vector,b", "vector,c"})
  void statesAndLogitsAreThoseOfTheReference(String kernels, String layout) throws IOException {
    CtcNetwork network = network(kernels, layout);
    Map<String, Matrix> stages = stages(network, 0);
    assertWithin("ctc/ctc_small_lstm_float64.npy", stages.get("lstm"), LSTM);
    assertWithin("ctc/ctc_small_logits_float64.npy", stages.get("logits"), LOGITS);

    Map<String, Matrix> padded = stages(network, 80);
    assertWithin("ctc/ctc_small_lstm_padded_float64.npy", padded.get("lstm"), LSTM_PADDED);
    assertWithin("ctc/ctc_small_logits_padded_float64.npy", padded.get("logits"), LOGITS_PADDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void halfPrecisionWeightsOfLayoutAGiveTheReferencesLogits(String kernels) throws IOException {
    Matrix logits = stages(network(kernels, "a"), 80).get("logits");
    assertWithin("ctc/ctc_small_logits_layout_a_padded_float64.npy", logits, LOGITS_LAYOUT_A);
  }

  @Test
  void scalarAndVectorAgreeToTheLastBit() throws IOException {
    CtcNetwork scalar = network("scalar", "c");
    CtcNetwork vector = network("vector", "c");
    for (int frames : new int[] {1, 2, 5, 6, 7, 97, 200}) {
      Matrix x = random(frames, 39, frames);
      for (int padTo : new int[] {0, 300}) {
        assertArrayEquals(logits(scalar, x, padTo, 1), logits(vector, x, padTo, 1), "" + frames);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"scalar,0", "scalar,80", "vector,0", "vector,80"})
  void borrowedScratchMeansNoAllocation(String kernels, int padTo) throws IOException {
    CtcNetwork network = network(kernels, "c");
    CtcNetwork.Scratch scratch = new CtcNetwork.Scratch();
    Matrix x = random(40, 39, 1);
    float[] logits = new float[x.rows() * network.classes()];
    Allocation.assertNone(
        () -> network.logits(x, padTo, Parallel.NONE, StageObserver.NONE, scratch, logits));
  }

  @Test
  void threadsDoNotChangeABit() throws IOException {
    CtcNetwork network = network("vector", "c");
    for (int frames : new int[] {1, 7, 150}) {
      Matrix x = random(frames, 39, frames);
      float[] alone = logits(network, x, 400, 1);
      for (int threads : new int[] {2, 3, 5}) {
        assertArrayEquals(alone, logits(network, x, 400, threads), frames + " on " + threads);
      }
    }
  }

  @Test
  void paddedRunEqualsRunningEveryFrame() throws IOException {
    for (String kernels : new String[] {"scalar", "vector"}) {
      CtcNetwork network = network(kernels, "c");
      for (int frames : new int[] {1, 30, 203}) {
        Matrix x = random(frames, 39, frames);
        float[] zeros = new float[1555 * 39];
        System.arraycopy(x.values(), 0, zeros, 0, x.values().length);
        Matrix every = network.logits(Matrix.of(1555, 39, zeros));
        float[] padded = logits(network, x, 1555, 1);
        assertArrayEquals(every.slice(0, frames).values(), padded, kernels + " " + frames);
      }
    }
  }

  @Test
  void longerThanThePaddingRunsAsItIs() throws IOException {
    CtcNetwork network = network("vector", "c");
    Matrix x = random(90, 39, 1);
    assertArrayEquals(logits(network, x, 0, 1), logits(network, x, 80, 1));
  }

  @Test
  void scratchIsWrittenBeforeItIsRead() throws IOException {
    for (String kernels : new String[] {"scalar", "vector"}) {
      CtcNetwork network = network(kernels, "c");
      CtcNetwork.Scratch scratch = new CtcNetwork.Scratch();
      for (int frames : new int[] {120, 31, 1}) {
        for (int padTo : new int[] {0, 333}) {
          Matrix x = random(frames, 39, frames);
          float[] expected = logits(network, x, padTo, 1);
          scratch.poison();
          float[] found = new float[frames * 62];
          network.logits(x, padTo, Parallel.NONE, StageObserver.NONE, scratch, found);
          assertArrayEquals(expected, found, kernels + " " + frames);
        }
      }
    }
  }

  @Test
  void refusesFramesOfAnotherSize() throws IOException {
    CtcNetwork network = network("scalar", "c");
    String message =
        assertThrows(IllegalArgumentException.class, () -> network.logits(Matrix.zeros(4, 40)))
            .getMessage();
    assertEquals("expected frames of 39 features, found 40", message);
    message =
        assertThrows(IllegalArgumentException.class, () -> network.logits(Matrix.zeros(0, 39)))
            .getMessage();
    assertEquals("expected 1 to 720000 frames, found 0", message);
    assertThrows(
        IllegalArgumentException.class,
        () -> network.logits(Matrix.zeros(3, 39), 720_001, Parallel.NONE, StageObserver.NONE));
  }

  private static float[] logits(CtcNetwork network, Matrix x, int padTo, int threads) {
    return network.logits(x, padTo, Parallel.ofThreads(threads), StageObserver.NONE).values();
  }

  private static Map<String, Matrix> stages(CtcNetwork network, int padTo) throws IOException {
    Map<String, Matrix> stages = new HashMap<>();
    network.logits(Golden.matrix("ctc/ctc_small_x.npy"), padTo, Parallel.NONE, stages::put);
    return stages;
  }

  private static CtcNetwork network(String kernels, String layout) throws IOException {
    Kernels chosen = KernelProvider.select(kernels).kernels();
    return CtcNetwork.of(Golden.weights("ctc/ctc_small_layout_" + layout + ".ckpt"), chosen);
  }

  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(rows, columns, values);
  }

  /** Within three times what the reference's own float32 differs from float64. */
  private static void assertWithin(String golden, Matrix found, double d) throws IOException {
    double[] expected = Golden.values(golden);
    assertEquals(expected.length, found.values().length, golden);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - found.values()[i]));
    }
    assertTrue(worst <= 3 * d, golden + ": expected within " + 3 * d + ", found " + worst);
  }
}
