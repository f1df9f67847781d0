package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

  /** Against the definition: (-1)^s 2^(e-15) 1.f, 2^-14 0.f where e is 0. */
  @Test
  void everyHalfPrecisionNumberIsExact() {
    ByteBuffer halves = littleEndian(2 << 16);
    for (int bits = 0; bits < 1 << 16; bits++) {
      halves.putShort((short) bits);
    }
    float[] floats = new Tensor("t", DataType.FLOAT16, List.of(1 << 16), halves.flip()).floats();
    for (int bits = 0; bits < 1 << 16; bits++) {
      double sign = bits >> 15 == 0 ? 1 : -1;
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      if (exponent == 31) {
        double expected = fraction == 0 ? sign / 0.0 : Double.NaN;
        assertEquals(expected, floats[bits], 0, Integer.toHexString(bits));
      } else {
        double expected =
            exponent == 0
                ? sign * fraction * 0x1p-14
                : sign * (1 + fraction) * Math.pow(2, exponent - 15);
        assertEquals(
            Double.doubleToRawLongBits(expected),
            Double.doubleToRawLongBits(floats[bits]),
            Integer.toHexString(bits));
      }
    }
  }

  @Test
  void unsignedNumbersAreNotNegative() {
    ByteBuffer ones = littleEndian(8).putLong(-1);
    assertArrayEquals(
        new float[] {0x1p64f}, new Tensor("t", DataType.UINT64, List.of(), ones.flip()).floats());
    assertArrayEquals(
        new float[] {0x1p32f, 0x1p32f},
        new Tensor("t", DataType.UINT32, List.of(2), ones).floats());
    assertEquals(65535f, new Tensor("t", DataType.UINT16, List.of(4), ones).floats()[3]);
    assertEquals(255f, new Tensor("t", DataType.UINT8, List.of(8), ones).floats()[7]);
    assertEquals(-1f, new Tensor("t", DataType.INT8, List.of(8), ones).floats()[7]);
  }

  /** The nearest float to 2^63 + 2^39 + 1 is above it: the lowest bit decides the tie. */
  @Test
  void largeUnsignedNumbersRoundToNearest() {
    ByteBuffer number = littleEndian(8).putLong((1L << 63) + (1L << 39) + 1).flip();
    assertEquals(
        0x1p63f + 0x1p40f, new Tensor("t", DataType.UINT64, List.of(1), number).floats()[0]);
  }

  @Test
  void bytesMustBeThoseOfTheShape() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Tensor("w", DataType.FLOAT32, List.of(2, 3), ByteBuffer.allocate(20)));
    assertEquals("w [2, 3]: expected 24 bytes, found 20", refusal.getMessage());
  }

  @Test
  void valuesCannotBeChangedThroughTheBuffer() {
    Tensor tensor = new Tensor("w", DataType.INT32, List.of(1), littleEndian(4).putInt(7).flip());
    assertEquals(7, tensor.data().getInt());
    assertEquals(7, tensor.data().getInt(), "a buffer of its own");
    assertThrows(ReadOnlyBufferException.class, () -> tensor.data().putInt(8));
    assertTrue(tensor.data().order() == ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void textIsNoNumberAndNumbersAreNoText() {
    Tensor text =
        new Tensor(
            "t", DataType.STRING, List.of(), littleEndian(8).putInt('h').putInt(0x1F600).flip());
    assertEquals("h\uD83D\uDE00", text.text());
    assertThrows(IllegalArgumentException.class, text::floats);
    Tensor number = new Tensor("n", DataType.BOOL, List.of(1), ByteBuffer.allocate(1));
    assertThrows(IllegalArgumentException.class, number::text);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
