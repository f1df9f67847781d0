package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor of the index and where its values lie.
 *
 * @param info name, type, shape, bytes
 * @param segments the pieces whose concatenation holds the values; several where MindSpore sliced
 * @param strides how many values apart neighbours along each dimension lie in that concatenation;
 *     empty where they lie row-major
 */
record StoredTensor(TensorInfo info, List<Segment> segments, List<Integer> strides) {

  /** Stays in the cache between reading and converting. */
  private static final int PIECE = 1 << 16;

  /** A range of the file, in bytes. */
  record Segment(long offset, long length) {}

  StoredTensor(TensorInfo info, Segment segment) {
    this(info, List.of(segment), List.of());
  }

  long offset() {
    return segments.get(0).offset();
  }

  /** Reads this tensor's bytes and no others. */
  Tensor read(ByteSource source) throws IOException {
    long length = segments.stream().mapToLong(Segment::length).sum();
    checkLength(source, length);
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    for (Segment segment : segments) {
      bytes.limit(bytes.position() + (int) segment.length());
      source.read(segment.offset(), bytes);
    }
    bytes.flip();
    return new Tensor(
        info.name(), info.type(), info.shape(), strides.isEmpty() ? bytes : gather(bytes));
  }

  /**
   * Reads this tensor's values as floats. 32-bit floats go through a small buffer straight into
   * their array: holding the bytes as well would take twice the memory and time.
   */
  float[] readFloats(ByteSource source) throws IOException {
    if (info.type() != DataType.FLOAT32 || !strides.isEmpty() || segments.size() > 1) {
      return read(source).floats();
    }
    checkLength(source, info.bytes());
    float[] values = new float[(int) info.elements()];
    ByteBuffer piece =
        ByteBuffer.allocate((int) Math.min(PIECE, info.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    int count;
    for (int at = 0; at < values.length; at += count) {
      count = Math.min(piece.capacity() / Float.BYTES, values.length - at);
      piece.clear().limit(count * Float.BYTES);
      source.read(offset() + (long) Float.BYTES * at, piece);
      piece.flip().asFloatBuffer().get(values, at, count);
    }
    return values;
  }

  private void checkLength(ByteSource source, long length) throws CheckpointException {
    if (length > Integer.MAX_VALUE - 8) {
      throw source.damaged(
          "tensor " + info.name() + " has " + length + " bytes, expected less than 2 GiB");
    }
  }

  /** The values in row-major order, one after another by their strides. */
  private ByteBuffer gather(ByteBuffer values) {
    int width = info.type().bytes();
    List<Integer> shape = info.shape();
    ByteBuffer rowMajor = ByteBuffer.allocate((int) info.bytes());
    int[] index = new int[shape.size()];
    int at = 0;
    while (rowMajor.hasRemaining()) {
      rowMajor.put(values.array(), at * width, width);
      int axis = shape.size() - 1;
      at += strides.get(axis);
      while (axis > 0 && ++index[axis] == shape.get(axis)) {
        at -= index[axis] * strides.get(axis);
        index[axis] = 0;
        axis--;
        at += strides.get(axis);
      }
    }
    return rowMajor.flip();
  }
}
