package io.vocalith.engine.kernel;

import java.util.Arrays;

/**
 * A matrix product cut in halves of its inputs and of its outputs, as Winograd's form of Strassen's
 * algorithm needs it: weights B = (B11 B12; B21 B22), row 1 for the first half of the inputs, in
 * the seven combinations that are multiplied with. Nearly twice the memory of B. Immutable.
 *
 * @param b11 first half of the inputs to first half of the outputs
 * @param b21 second half of the inputs to first half of the outputs, with their epilogue
 * @param b22 second to second half, with their epilogue
 * @param t1 B12 - B11
 * @param t2 B22 - T1
 * @param t3 B22 - B12
 * @param t4 B21 - T2, with the epilogue of the first half of the outputs
 * @param zeros no bias, for one half of the outputs
 */
record Quarters(
    Convolution b11,
    Convolution b21,
    Convolution b22,
    Convolution t1,
    Convolution t2,
    Convolution t3,
    Convolution t4,
    float[] zeros) {
  /**
   * Cuts and packs a product of an even number of inputs and of outputs.
   *
   * @param b (outputs, inputs) row-major
   */
  static Quarters of(Kernels kernels, Convolution.Shape shape, float[] b, Epilogue epilogue) {
    int inputs = shape.inputs() / 2;
    int outputs = shape.outputs() / 2;
    Convolution.Shape half = Convolution.Shape.product(outputs, inputs);
    float[] b11 = cut(b, half, 0, 0);
    float[] b12 = cut(b, half, 0, outputs);
    float[] b21 = cut(b, half, inputs, 0);
    float[] b22 = cut(b, half, inputs, outputs);
    float[] t1 = difference(b12, b11);
    float[] t2 = difference(b22, t1);
    Epilogue first = half(epilogue, 0, outputs);
    Epilogue second = half(epilogue, outputs, outputs);
    float[] zeros = new float[outputs];
    return new Quarters(
        Convolution.pack(kernels, half, b11, zeros, Epilogue.NONE),
        Convolution.pack(kernels, half, b21, zeros, first),
        Convolution.pack(kernels, half, b22, zeros, second),
        Convolution.pack(kernels, half, t1, zeros, Epilogue.NONE),
        Convolution.pack(kernels, half, t2, zeros, Epilogue.NONE),
        Convolution.pack(kernels, half, difference(b22, b12), zeros, Epilogue.NONE),
        Convolution.pack(kernels, half, difference(b21, t2), zeros, first),
        zeros);
  }

  /** The rows from {@code output} on and in them the columns from {@code input} on. */
  private static float[] cut(float[] b, Convolution.Shape half, int input, int output) {
    float[] quarter = new float[half.outputs() * half.inputs()];
    for (int n = 0; n < half.outputs(); n++) {
      int from = (output + n) * 2 * half.inputs() + input;
      System.arraycopy(b, from, quarter, n * half.inputs(), half.inputs());
    }
    return quarter;
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static Epilogue half(Epilogue epilogue, int from, int count) {
    if (epilogue.scale() == null) {
      return new Epilogue(epilogue.relu(), null, null, Epilogue.Squash.NONE);
    }
    return new Epilogue(
        epilogue.relu(),
        Arrays.copyOfRange(epilogue.scale(), from, from + count),
        Arrays.copyOfRange(epilogue.shift(), from, from + count),
        Epilogue.Squash.NONE);
  }
}
