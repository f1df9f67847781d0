package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What all kernels have to agree on, bit for bit. Tagged to be run once more at each vector width.
 */
@Tag("width")
class KernelsTest {
  private static final Epilogue.Squash[] SQUASHES = Epilogue.Squash.values();

  /** Plain Java first, then vectors with either tile. */
  private static final List<Kernels> KERNELS =
      List.of(
          new ScalarKernels(),
          new VectorKernels(new PackedProduct()),
          new VectorKernels(new DirectProduct()));

  /** Set by the runs at other widths; this processor may lack one. */
  @BeforeAll
  static void widthIsTheOneAskedFor() {
    Widths.assumeAsked();
  }

  record Case(int frames, int outputs, int inputs, int taps, int dilation) {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int frames : new int[] {1, 5, 6, 7, 13, 100}) {
      for (int outputs : new int[] {1, 7, 16, 33, 64, 130}) {
        cases.add(new Case(frames, outputs, 1 + (frames * outputs) % 37, 1, 1));
        cases.add(new Case(frames, outputs, 1 + (frames + outputs) % 11, 3, 1 + outputs % 4));
      }
    }
    cases.add(new Case(9, 24, 80, 5, 1));
    cases.add(new Case(11, 300, 517, 1, 1));
    cases.add(new Case(10, 70, 1500, 1, 1));
    cases.add(new Case(5, 40, 700, 3, 2));
    cases.add(new Case(313, 9, 5, 3, 1));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convolutionsAgree(Case c) {
    for (int variant = 0; variant < 6; variant++) {
      float[] expected = convolve(KERNELS.get(0), c, variant, c.frames);
      for (Kernels kernels : KERNELS.subList(1, KERNELS.size())) {
        String what = c + ", variant " + variant + ", " + kernels.description();
        assertArrayEquals(expected, convolve(kernels, c, variant, c.frames), what);
        assertArrayEquals(expected, convolve(kernels, c, variant, 4), what + ", frames in parts");
      }
    }
  }

  /** The outputs, channels 3 and up of wider frames, computed {@code part} frames at a time. */
  static float[] convolve(Kernels kernels, Case c, int variant, int part) {
    Data data = new Data(c.hashCode());
    Convolution.Shape shape = Convolution.Shape.same(c.outputs, c.inputs, c.taps, c.dilation);
    boolean norm = variant % 2 == 1;
    Epilogue epilogue =
        new Epilogue(
            variant > 1,
            norm ? data.values(c.outputs) : null,
            norm ? data.values(c.outputs) : null,
            SQUASHES[variant % SQUASHES.length]);
    float[] weights = data.values(c.outputs * c.inputs * c.taps);
    float[] bias = data.values(c.outputs);
    Convolution convolution = Convolution.pack(kernels, shape, weights, bias, epilogue);
    Frames in = data.frames(c.frames, c.inputs + 2, c.dilation * (c.taps - 1), 1f);
    Frames out = Data.blank(c.frames, c.outputs + 5, 0);
    for (int from = 0; from < c.frames; from += part) {
      int to = Math.min(c.frames, from + part);
      kernels.convolve(convolution, convolution.bias(), in, 1, out, 3, from, to);
    }
    assertNothingElseWritten(out, 3, c.outputs);
    return out.matrix(3, c.outputs).values();
  }

  private static void assertNothingElseWritten(Frames out, int column, int width) {
    for (int t = 0; t < out.frames(); t++) {
      for (int c = 0; c < out.columns(); c++) {
        boolean own = c >= column && c < column + width;
        assertEquals(!own, Float.isNaN(out.values()[out.at(t) + c]), t + " " + c);
      }
    }
  }

  @Test
  void productsAreThoseOfAnIndependentLibrary() {
    for (Kernels kernels : KERNELS) {
      for (int inputs : new int[] {1, 40, 333}) {
        Data data = new Data(inputs);
        float[] weights = data.values(70 * inputs);
        float[] bias = data.values(70);
        Convolution.Shape shape = Convolution.Shape.product(70, inputs);
        Convolution product = Convolution.pack(kernels, shape, weights, bias, Epilogue.NONE);
        Frames in = data.frames(19, inputs, 0, 1f);
        Frames out = Data.blank(19, 70, 0);
        kernels.convolve(product, bias(product), in, 0, out, 0, 0, 19);

        DMatrixRMaj expected = new DMatrixRMaj(19, 70);
        CommonOps_DDRM.multTransB(
            ejml(in.matrix(0, inputs).values(), 19), ejml(weights, 70), expected);
        for (int t = 0; t < 19; t++) {
          for (int n = 0; n < 70; n++) {
            double difference = expected.get(t, n) + bias[n] - out.values()[out.at(t) + n];
            assertTrue(Math.abs(difference) < 1e-6 * (inputs + 4), "" + difference);
          }
        }
      }
    }
  }

  private static float[] bias(Convolution convolution) {
    return convolution.bias();
  }

  private static DMatrixRMaj ejml(float[] values, int rows) {
    double[] wide = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return DMatrixRMaj.wrap(rows, values.length / rows, wide);
  }

  @Test
  void recurrencesAgree() {
    for (int hidden : new int[] {1, 5, 16, 17, 40, 128}) {
      for (boolean forward : new boolean[] {true, false}) {
        float[] expected = recur(KERNELS.get(0), hidden, forward);
        for (Kernels kernels : KERNELS.subList(1, KERNELS.size())) {
          assertArrayEquals(expected, recur(kernels, hidden, forward), "hidden " + hidden);
        }
      }
    }
  }

  private static float[] recur(Kernels kernels, int hidden, boolean forward) {
    int frames = 23;
    Data data = new Data(hidden);
    float[] weights = data.values(4 * hidden * hidden, 0.5f);
    Recurrence recurrence = Recurrence.pack(kernels, hidden, weights);
    Frames gates = new Frames().resize(frames, recurrence.width(), 0);
    for (int t = 0; t < frames; t++) {
      float[] z = data.values(4 * hidden, 3f);
      for (int row = 0; row < z.length; row++) {
        gates.values()[gates.at(t) + recurrence.gate(row / hidden, row % hidden)] = z[row];
      }
    }
    LstmState state = new LstmState();
    state.reset(recurrence.paddedHidden());
    Frames out = Data.blank(frames, hidden + 3, 0);
    int first = forward ? 0 : frames - 1;
    kernels.recur(recurrence, gates, state, out, 2, first, frames - 5, forward);
    int next = forward ? frames - 5 : 4;
    kernels.recur(recurrence, gates, state, out, 2, next, 5, forward);
    assertNothingElseWritten(out, 2, hidden);
    return out.matrix(2, hidden).values();
  }

  @Test
  void attentiveStatisticsAgree() {
    for (int channels : new int[] {1, 15, 16, 40}) {
      for (int frames : new int[] {1, 63, 64, 65, 200}) {
        float[] expected = attend(KERNELS.get(0), frames, channels, channels);
        for (Kernels kernels : KERNELS.subList(1, KERNELS.size())) {
          String what = frames + " x " + channels;
          assertArrayEquals(expected, attend(kernels, frames, channels, channels), what);
          assertArrayEquals(expected, attend(kernels, frames, channels, 7), what + " in parts");
        }
      }
    }
  }

  private static float[] attend(Kernels kernels, int frames, int channels, int part) {
    Data data = new Data(frames);
    Frames scores = data.frames(frames, channels, 0, 9f);
    Frames x = data.frames(frames, channels, 0, 2f);
    Frames pooled = Data.blank(1, 2 * channels, 0);
    for (int from = 0; from < channels; from += part) {
      kernels.attend(scores, x, from, Math.min(channels, from + part), pooled);
    }
    return pooled.matrix(0, 2 * channels).values();
  }

  @Test
  void attentiveStatisticsAreWeightedMomentsInDoublePrecision() {
    Frames scores = new Data(77).frames(77, 3, 0, 9f);
    Data data = new Data(77);
    scores = data.frames(77, 3, 0, 2f);
    Frames x = data.frames(77, 3, 0, 2f);
    double[] expected = new double[6];
    for (int c = 0; c < 3; c++) {
      double total = 0;
      for (int t = 0; t < 77; t++) {
        double a = Math.exp(scores.values()[scores.at(t) + c]);
        total += a;
        expected[c] += a * x.values()[x.at(t) + c];
      }
      expected[c] /= total;
      for (int t = 0; t < 77; t++) {
        double d = x.values()[x.at(t) + c] - expected[c];
        expected[3 + c] += Math.exp(scores.values()[scores.at(t) + c]) * d * d / total;
      }
      expected[3 + c] = Math.sqrt(expected[3 + c]);
    }
    Frames pooled = Data.blank(1, 6, 0);
    KERNELS.get(1).attend(scores, x, 0, 3, pooled);
    for (int i = 0; i < 6; i++) {
      assertEquals(expected[i], pooled.values()[pooled.at(0) + i], 2e-6, Arrays.toString(expected));
    }
  }

  @Test
  void aDeviationOfNothingIsTheSquareRootOfTheSmallestVariance() {
    for (Kernels kernels : KERNELS) {
      Frames scores = new Data(1).frames(80, 9, 0, 1f);
      Frames x = Data.blank(80, 9, 0);
      Arrays.fill(x.values(), 0f);
      Frames pooled = Data.blank(1, 18, 0);
      kernels.attend(scores, x, 0, 9, pooled);
      assertEquals(0f, pooled.values()[pooled.at(0) + 0]);
      assertEquals(1e-6f, pooled.values()[pooled.at(0) + 9], 1e-12f);
      assertEquals(1e-6f, pooled.values()[pooled.at(0) + 17], 1e-12f);
    }
  }
}
