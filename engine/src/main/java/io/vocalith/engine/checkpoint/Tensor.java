package io.vocalith.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.List;

/**
 * One tensor with its values, as they lie in the file.
 *
 * @param name its name in the file
 * @param type the type of its values
 * @param shape its dimensions, outermost first; empty for a scalar and for a text
 * @param data the values, row-major and little-endian; read-only
 */
public record Tensor(String name, DataType type, List<Integer> shape, ByteBuffer data) {

  /**
   * @throws IllegalArgumentException if the bytes are not those of the shape
   */
  public Tensor {
    shape = List.copyOf(shape);
    data = data.asReadOnlyBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
    long expected = type.bytes();
    for (int dimension : shape) {
      expected *= dimension;
    }
    if (type != DataType.STRING && expected != data.remaining()) {
      throw new IllegalArgumentException(
          name + " " + shape + ": expected " + expected + " bytes, found " + data.remaining());
    }
  }

  /** The values, from the first; each call returns a buffer of its own. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What an index would say about this tensor. */
  public TensorInfo info() {
    return new TensorInfo(name, type, shape, data.remaining());
  }

  /**
   * The values as floats, row-major: exact for 16- and 32-bit floats and small integers, else
   * rounded to the nearest float.
   *
   * @throws IllegalArgumentException if this is a text
   */
  public float[] floats() {
    float[] values = new float[data.remaining() / type.bytes()];
    switch (type) {
      case FLOAT32 -> data.asFloatBuffer().get(values);
      case STRING -> throw new IllegalArgumentException(name + ": expected numbers, found a text");
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = floatAt(i * type.bytes());
        }
      }
    }
    return values;
  }

  /**
   * The text.
   *
   * @throws IllegalArgumentException if this is not a text
   */
  public String text() {
    if (type != DataType.STRING) {
      throw new IllegalArgumentException(name + ": expected a text, found " + type);
    }
    return Charset.forName("UTF-32LE").decode(data()).toString();
  }

  private float floatAt(int offset) {
    return switch (type) {
      case FLOAT16 -> halfToFloat(data.getShort(offset));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(offset) << 16);
      case FLOAT32 -> data.getFloat(offset);
      case FLOAT64 -> (float) data.getDouble(offset);
      case INT8 -> data.get(offset);
      case INT16 -> data.getShort(offset);
      case INT32 -> data.getInt(offset);
      case INT64 -> data.getLong(offset);
      case UINT8 -> Byte.toUnsignedInt(data.get(offset));
      case UINT16 -> Short.toUnsignedInt(data.getShort(offset));
      case UINT32 -> Integer.toUnsignedLong(data.getInt(offset));
      case UINT64 -> unsignedToFloat(data.getLong(offset));
      case BOOL -> data.get(offset) == 0 ? 0 : 1;
      case STRING -> throw new AssertionError(type);
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits; the JDK has this since 20 only. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  /** Halving keeps the dropped bit as a sticky one, so that rounding is to nearest. */
  private static float unsignedToFloat(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2f;
  }
}
