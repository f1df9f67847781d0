package io.vocalith.models;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Golden vectors and checkpoints among the test resources. */
public final class Golden {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '<f([48])', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\)");

  private Golden() {}

  /** The weights in a checkpoint. */
  public static WeightSource weights(String name) throws IOException {
    return WeightSource.of(Checkpoint.of(bytes(name), name));
  }

  /** A numpy array of float32, two-dimensional; a vector becomes one row. */
  public static Matrix matrix(String name) throws IOException {
    Array array = array(name);
    float[] values = new float[array.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.values[i];
    }
    return Matrix.of(array.rows, values.length / array.rows, values);
  }

  /** The values of a numpy array of float32 or float64, row-major. */
  public static double[] values(String name) throws IOException {
    return array(name).values;
  }

  private record Array(int rows, double[] values) {}

  private static Array array(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Short.toUnsignedInt(file.getShort(8));
    String header = new String(file.array(), 10, headerLength, StandardCharsets.US_ASCII);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.find()) {
      throw new IOException(name + ": unexpected header " + header);
    }
    boolean single = matcher.group(1).equals("4");
    String[] shape = matcher.group(2).split(",\\s*");
    file.position(10 + headerLength);
    double[] values = new double[file.remaining() / (single ? 4 : 8)];
    for (int i = 0; i < values.length; i++) {
      values[i] = single ? file.getFloat() : file.getDouble();
    }
    return new Array(shape.length > 1 ? Integer.parseInt(shape[0].strip()) : 1, values);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IOException("no test resource /golden/" + name);
      }
      return in.readAllBytes();
    }
  }
}
