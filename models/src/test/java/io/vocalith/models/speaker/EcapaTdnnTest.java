package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Allocation;
import io.vocalith.models.Golden;
import io.vocalith.models.StageObserver;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcapaTdnnTest {
  private static final List<String> STAGES =
      List.of("block0", "block1", "block2", "block3", "mfa", "asp", "asp_bn", "embedding");
  private static final String MINDSPORE = "ecapa/ecapa_small.ckpt";
  private static final String SPEECHBRAIN = "speechbrain/embedding_model.ckpt";

  @ParameterizedTest
  @CsvSource({
    "scalar,ecapa_small", "vector,ecapa_small",
    "scalar,ecapa_small_bare", "vector,ecapa_small_bare"
  })
  void everyStageIsThatOfMindSpore(String kernels, String file) throws IOException {
    EcapaTdnn network = network(kernels, "ecapa/" + file + ".ckpt");
    Map<String, Matrix> stages = stages(network, Golden.matrix("ecapa/ecapa_small_x.npy"));
    assertEquals(STAGES, List.copyOf(stages.keySet()));
    for (String stage : STAGES.subList(0, 7)) {
      assertStage(Golden.values("ecapa/ecapa_small_" + stage + ".npy"), stage, stages, 5e-6);
    }
    double[] expected = Golden.values("ecapa/ecapa_small_embedding_float64.npy");
    assertStage(expected, "embedding", stages, 2e-5);
    assertTrue(cosineDistance(expected, stages.get("embedding").values()) <= 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void everyStageIsThatOfSpeechBrain(String kernels) throws IOException {
    EcapaTdnn network = network(kernels, SPEECHBRAIN);
    Map<String, Matrix> stages = stages(network, Golden.matrix("speechbrain/47_x.npy"));
    for (String stage : STAGES) {
      double bound = stage.equals("embedding") ? 2e-5 : 5e-6;
      assertStage(Golden.values("speechbrain/47_" + stage + ".npy"), stage, stages, bound);
    }
  }

  @ParameterizedTest
  @CsvSource({"scalar,9", "scalar,47", "scalar,300", "vector,9", "vector,47", "vector,300"})
  void embeddingIsThatOfSpeechBrain(String kernels, int frames) throws IOException {
    String name = "speechbrain/" + frames;
    Matrix x = Golden.matrix(name + "_x.npy");
    Map<String, Matrix> stages = stages(network(kernels, SPEECHBRAIN), x);
    double[] expected = Golden.values(name + "_embedding_float64.npy");
    assertStage(expected, "embedding", stages, 2e-5);
    assertTrue(cosineDistance(expected, stages.get("embedding").values()) <= 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {MINDSPORE, SPEECHBRAIN})
  void kernelsAndThreadsDoNotChangeABit(String file) throws IOException {
    EcapaTdnn scalar = network("scalar", file);
    EcapaTdnn vector = network("vector", file);
    for (int frames : new int[] {5, 6, 7, 13, 64, 65, 131}) {
      Matrix x = random(frames, frames);
      float[] expected = scalar.embed(x);
      assertArrayEquals(expected, vector.embed(x), file + " " + frames);
      for (int threads : new int[] {2, 3, 5}) {
        Parallel parallel = Parallel.ofThreads(threads);
        float[] shared = vector.embed(x, parallel, StageObserver.NONE);
        assertArrayEquals(expected, shared, file + " " + frames + " on " + threads);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {MINDSPORE, SPEECHBRAIN})
  void scratchIsWrittenBeforeItIsRead(String file) throws IOException {
    for (String kernels : new String[] {"scalar", "vector"}) {
      EcapaTdnn network = network(kernels, file);
      EcapaTdnn.Scratch scratch = new EcapaTdnn.Scratch();
      for (int frames : new int[] {70, 9, 33}) {
        float[] found = new float[network.dimension()];
        Matrix x = random(frames, frames);
        scratch.poison();
        network.embed(x, Parallel.NONE, StageObserver.NONE, scratch, found);
        assertArrayEquals(network.embed(x), found, kernels + " " + frames);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void borrowedScratchMeansNoAllocation(String kernels) throws IOException {
    EcapaTdnn network = network(kernels, MINDSPORE);
    EcapaTdnn.Scratch scratch = new EcapaTdnn.Scratch();
    float[] embedding = new float[network.dimension()];
    Matrix x = random(50, 1);
    Allocation.assertNone(
        () -> network.embed(x, Parallel.NONE, StageObserver.NONE, scratch, embedding));
  }

  @Test
  void refusesTooFewFramesForMirroredPadding() throws IOException {
    EcapaTdnn network = network("scalar", SPEECHBRAIN);
    assertEquals(5, network.minimalFrames());
    assertEquals(24, network.embed(random(5, 1)).length);
    String message =
        assertThrows(IllegalArgumentException.class, () -> network.embed(random(4, 1)))
            .getMessage();
    assertEquals("expected 5 to 60000 frames, found 4", message);
    assertEquals(1, network("scalar", MINDSPORE).minimalFrames());
    assertEquals(24, network("vector", MINDSPORE).embed(random(1, 1)).length);
  }

  @Test
  void refusesFeaturesOfAnotherSize() throws IOException {
    EcapaTdnn network = network("scalar", MINDSPORE);
    String message =
        assertThrows(IllegalArgumentException.class, () -> network.embed(Matrix.zeros(50, 40)))
            .getMessage();
    assertEquals("expected frames of 80 features, found 40", message);
    Matrix endless = Matrix.zeros(EcapaTdnn.MAX_FRAMES + 1, 80);
    assertThrows(IllegalArgumentException.class, () -> network.embed(endless));
  }

  private static Map<String, Matrix> stages(EcapaTdnn network, Matrix x) {
    Map<String, Matrix> stages = new LinkedHashMap<>();
    network.embed(x, Parallel.NONE, stages::put);
    return stages;
  }

  private static EcapaTdnn network(String kernels, String file) throws IOException {
    return EcapaTdnn.of(Golden.weights(file), KernelProvider.select(kernels).kernels());
  }

  private static Matrix random(int frames, long seed) {
    Random random = new Random(seed);
    float[] values = new float[frames * 80];
    for (int i = 0; i < values.length; i++) {
      values[i] = 8 * (float) random.nextGaussian();
    }
    return Matrix.of(frames, 80, values);
  }

  /** Expected values are (channels, frames), as the references have them. */
  private static void assertStage(
      double[] expected, String stage, Map<String, Matrix> stages, double bound) {
    Matrix found = stages.get(stage);
    assertEquals(expected.length, found.values().length, stage);
    double largest = 0;
    double worst = 0;
    for (int c = 0; c < found.columns(); c++) {
      for (int t = 0; t < found.rows(); t++) {
        double value = expected[c * found.rows() + t];
        largest = Math.max(largest, Math.abs(value));
        worst = Math.max(worst, Math.abs(value - found.get(t, c)));
      }
    }
    double relative = worst / largest;
    assertTrue(relative <= bound, stage + ": expected within " + bound + ", found " + relative);
  }

  private static double cosineDistance(double[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return 1 - ab / Math.sqrt(aa * bb);
  }
}
