package io.vocalith.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.KernelsTest.Case;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fewer operations, nearly the same numbers, over either tile and at each vector width. */
@Tag("width")
class StrassenProductTest {
  private static final List<VectorProduct> PLAIN =
      List.of(new PackedProduct(), new DirectProduct());

  @BeforeAll
  static void widthIsTheOneAskedFor() {
    Widths.assumeAsked();
  }

  /** Even and odd numbers of frames, in one block and in three, of all proportions. */
  static List<Case> large() {
    return List.of(
        new Case(512, 512, 512, 1, 1),
        new Case(397, 1024, 768, 1, 1),
        new Case(1301, 512, 512, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("large")
  void largeProductsAreAsExactAsSumsInAnyOrder(Case c) {
    for (VectorProduct plain : PLAIN) {
      for (int variant : new int[] {0, 5}) {
        float[] expected = KernelsTest.convolve(new VectorKernels(plain), c, variant, c.frames());
        float[] found = KernelsTest.convolve(strassen(plain), c, variant, c.frames());
        // Sums of products of normal numbers have a deviation of sqrt(K); factors reach 5, and a
        // sum of six quarters is rounded where one of one was.
        double bound = 6 * 5 * Math.sqrt(c.inputs()) * c.inputs() * 0x1p-24;
        for (int i = 0; i < expected.length; i++) {
          double difference = Math.abs(expected[i] - found[i]);
          assertTrue(difference <= bound, c + ", variant " + variant + ": " + difference);
        }
        assertFalse(Arrays.equals(expected, found), "not by Strassen's algorithm");
      }
    }
  }

  /** Exact where no rounding happens: integers, with everything in its place. */
  @Test
  void integersAreExact() {
    int size = 512;
    Data data = new Data(3);
    float[] weights = data.integers(size * size);
    float[] bias = data.integers(size);
    for (VectorProduct plain : PLAIN) {
      float[][] outputs = new float[2][];
      for (int i = 0; i < 2; i++) {
        Kernels kernels = i == 0 ? new VectorKernels(plain) : strassen(plain);
        Convolution.Shape shape = Convolution.Shape.product(size, size);
        Convolution product = Convolution.pack(kernels, shape, weights, bias, Epilogue.RELU);
        Frames in = new Frames().resize(601, size, 0);
        System.arraycopy(
            new Data(4).integers(in.values().length), 0, in.values(), 0, in.values().length);
        Frames out = Data.blank(601, size, 0);
        kernels.convolve(product, product.bias(), in, 0, out, 0, 0, 601);
        outputs[i] = out.matrix(0, size).values();
      }
      assertArrayEquals(outputs[0], outputs[1], plain.shape());
    }
  }

  @Test
  void whatIsTooSmallIsDoneAsEver() {
    for (VectorProduct plain : PLAIN) {
      for (Case c :
          List.of(
              new Case(100, 512, 512, 1, 1),
              new Case(600, 512, 480, 1, 1),
              new Case(600, 500, 512, 1, 1),
              new Case(60, 512, 512, 3, 1))) {
        assertArrayEquals(
            KernelsTest.convolve(new VectorKernels(plain), c, 3, c.frames()),
            KernelsTest.convolve(strassen(plain), c, 3, c.frames()),
            c + ", " + plain.shape());
      }
    }
  }

  @Test
  void descriptionsSayIt() {
    assertEquals("4 x 4 vectors, Strassen-Winograd", new StrassenProduct(PLAIN.get(1)).shape());
  }

  private static Kernels strassen(VectorProduct plain) {
    return new VectorKernels(new StrassenProduct(plain));
  }
}
