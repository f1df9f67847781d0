package io.vocalith.models.selftest;

import io.vocalith.engine.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array that a reference program computed, from a NumPy file among the resources.
 *
 * @param rows first dimension, or 1 of a vector
 * @param values row-major
 */
record ReferenceArray(int rows, double[] values) {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '<f([48])', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\)");

  static ReferenceArray read(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(resource(name + ".npy")).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Short.toUnsignedInt(file.getShort(8));
    String text = new String(file.array(), 10, headerLength, StandardCharsets.US_ASCII);
    Matcher header = HEADER.matcher(text);
    if (!header.find()) {
      throw new IOException(name + ": unexpected header " + text);
    }
    boolean single = header.group(1).equals("4");
    String[] shape = header.group(2).split(",\\s*");
    file.position(10 + headerLength);
    double[] values = new double[file.remaining() / (single ? 4 : 8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? file.getFloat() : file.getDouble();
    }
    return new ReferenceArray(shape.length > 1 ? Integer.parseInt(shape[0].strip()) : 1, values);
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = ReferenceArray.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the self-test's " + name + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /** As input of a network. */
  Matrix matrix() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Matrix.of(rows, values.length / rows, floats);
  }

  /** The reference has channels first; here frames come first. */
  ReferenceArray transposed() {
    int columns = values.length / rows;
    double[] turned = new double[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = values[r * columns + c];
      }
    }
    return new ReferenceArray(columns, turned);
  }

  /** Largest magnitude. */
  double peak() {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** Largest difference; infinite where sizes differ or a value found is not a number. */
  double difference(float[] found) {
    if (found.length != values.length) {
      return Double.POSITIVE_INFINITY;
    }
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - values[i]);
      if (Double.isNaN(difference)) {
        return Double.POSITIVE_INFINITY;
      }
      worst = Math.max(worst, difference);
    }
    return worst;
  }
}
