package io.vocalith.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference's recordings and arrays among the test resources. */
final class Golden {
  static final List<String> RECORDINGS =
      List.of(
          "direct_current",
          "full_scale_noise",
          "impulse",
          "short",
          "speech_a",
          "speech_b",
          "tone_after_silence",
          "zeros");

  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+), ?(\\d*)\\)");

  private Golden() {}

  /** An array of one or two dimensions; one dimension is a single row. */
  record Array(int rows, int columns, double[] values) {
    double get(int row, int column) {
      return values[row * columns + column];
    }
  }

  /** 16-bit samples as floats in [-1, 1). */
  static float[] samples(String recording) {
    return clip(recording).samples();
  }

  static AudioClip clip(String recording) {
    String name = "features/wav/" + recording + ".wav";
    try {
      return AudioClip.of(bytes(name).array(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A NumPy file of float32 or float64. */
  static Array array(String name) {
    ByteBuffer bytes = bytes(name + ".npy").order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[bytes.getShort(8)];
    bytes.get(10, header).position(10 + header.length);
    String text = new String(header, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(text);
    if (!shape.find()) {
      throw new IllegalArgumentException(name + ": " + text);
    }
    boolean flat = shape.group(2).isEmpty();
    int rows = flat ? 1 : Integer.parseInt(shape.group(1));
    int columns = Integer.parseInt(shape.group(flat ? 1 : 2));
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = text.contains("<f8") ? bytes.getDouble() : bytes.getFloat();
    }
    return new Array(rows, columns, values);
  }

  private static ByteBuffer bytes(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no golden file " + name);
      }
      return ByteBuffer.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
