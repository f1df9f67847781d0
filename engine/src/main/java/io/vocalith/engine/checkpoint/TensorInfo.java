package io.vocalith.engine.checkpoint;

import java.util.List;

/**
 * What the index of a checkpoint says about one tensor.
 *
 * @param name its name in the file
 * @param type the type of its values
 * @param shape its dimensions, outermost first; empty for a scalar and for a text
 * @param bytes the length of its values
 */
public record TensorInfo(String name, DataType type, List<Integer> shape, long bytes) {
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Number of values; the characters of a text. */
  public long elements() {
    return bytes / type.bytes();
  }
}
