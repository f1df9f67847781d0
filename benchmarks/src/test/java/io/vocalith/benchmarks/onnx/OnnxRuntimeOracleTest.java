package io.vocalith.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.benchmarks.Weights;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.models.ctc.CtcNetwork;
import io.vocalith.models.speaker.EcapaTdnn;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both networks against ONNX Runtime, which shares nothing with them but the weights: an oracle
 * that is neither ours nor the reference.
 *
 * <p>How far the two may be apart: both round each of the K operations of a sum to 24 bits, in
 * different orders. Such errors are independent and add up as their squares do, to 2^-24 sqrt(K) of
 * a layer's largest value, and over L layers of two programs to 2^-24 sqrt(2 K L). A wrong tap,
 * gate or sign is some 10^5 times as large.
 */
class OnnxRuntimeOracleTest {
  private static final double UNIT = 0x1p-24;

  /** Layers with sums on the longest way through ECAPA-TDNN: 3 blocks of 11, and 5. */
  private static final int ECAPA_LAYERS = 38;

  /**
   * Input, state and output of two layers; a state forgets half of itself a step, so a step's error
   * counts twice.
   */
  private static final int CTC_LAYERS = 5 * 2;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(EcapaOnnx.Form.class)
  void ecapaInEveryFormOfItsGraph(EcapaOnnx.Form form) throws Exception {
    Weights weights = Weights.ecapa(64, 5);
    ecapa(weights, EcapaOnnx.build(weights, form, 53), 64, 53);
  }

  @ParameterizedTest
  @CsvSource({"7", "131"})
  void ecapaOfAnyLength(int frames) throws Exception {
    Weights weights = Weights.ecapa(64, 6);
    ecapa(weights, EcapaOnnx.buildForAnyLength(weights), 64, frames);
  }

  /** Of a length at which Strassen's algorithm is used for all that it is used for. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "strassen"})
  void ecapaAsPublished(String kernels) throws Exception {
    Weights weights = Weights.ecapa(1024, 7);
    byte[] graph = EcapaOnnx.build(weights, EcapaOnnx.Form.CONV_4D, 301);
    ecapa(weights, graph, 1024, 301, KernelProvider.select(kernels));
  }

  private void ecapa(Weights weights, byte[] graph, int channels, int frames) throws Exception {
    ecapa(weights, graph, channels, frames, KernelProvider.select());
  }

  private void ecapa(
      Weights weights, byte[] graph, int channels, int frames, KernelProvider provider)
      throws Exception {
    EcapaTdnn network =
        EcapaTdnn.of(weights.write(folder.resolve("ecapa.ckpt")), provider.kernels());
    Matrix x = random(frames, 80, 10, frames);
    try (OrtPeer peer = new OrtPeer(graph, 1)) {
      float[] expected = peer.input(x.values(), 1, frames, 80).run();
      assertClose(expected, network.embed(x), 6 * channels, ECAPA_LAYERS);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "600"})
  void ctcmodel(int frames) throws Exception {
    Weights weights = Weights.ctc(8);
    Matrix x = random(frames, 39, 1, frames);
    try (OrtPeer peer = new OrtPeer(CtcOnnx.build(weights, frames, 1, false), 1)) {
      float[] expected = peer.input(x.values(), frames, 1, 39).run();
      assertClose(expected, ctc(weights).logits(x).values(), 384, CTC_LAYERS);
    }
  }

  /** Utterances of different lengths side by side, as the batched peer runs them. */
  @Test
  void ctcmodelInABatchWithLengths() throws Exception {
    Weights weights = Weights.ctc(9);
    CtcNetwork network = ctc(weights);
    int[] lengths = {200, 75, 1};
    int batch = lengths.length;
    float[] x = new float[200 * batch * 39];
    for (int i = 0; i < batch; i++) {
      Matrix one = random(lengths[i], 39, 1, i);
      for (int t = 0; t < lengths[i]; t++) {
        System.arraycopy(one.values(), t * 39, x, (t * batch + i) * 39, 39);
      }
    }
    try (OrtPeer peer = new OrtPeer(CtcOnnx.build(weights, 200, batch, true), 1)) {
      float[] together = peer.input(x, 200, batch, 39).lengths(lengths).run();
      for (int i = 0; i < batch; i++) {
        float[] expected = new float[lengths[i] * 62];
        for (int t = 0; t < lengths[i]; t++) {
          System.arraycopy(together, (t * batch + i) * 62, expected, t * 62, 62);
        }
        float[] found = network.logits(random(lengths[i], 39, 1, i)).values();
        assertClose(expected, found, 384, CTC_LAYERS);
      }
    }
  }

  private CtcNetwork ctc(Weights weights) throws Exception {
    return CtcNetwork.of(
        weights.write(folder.resolve("ctc.ckpt")), KernelProvider.select().kernels());
  }

  private static void assertClose(float[] expected, float[] found, int inputs, int layers) {
    assertEquals(expected.length, found.length);
    double largest = 0;
    double distance = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      distance = Math.max(distance, Math.abs((double) expected[i] - found[i]));
    }
    double relative = distance / largest;
    double allowed = UNIT * Math.sqrt(2.0 * inputs * layers);
    assertTrue(relative <= allowed, relative + " of the largest value, allowed " + allowed);
  }

  private static Matrix random(int frames, int columns, double size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[frames * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (size * random.nextGaussian());
    }
    return Matrix.of(frames, columns, values);
  }
}
