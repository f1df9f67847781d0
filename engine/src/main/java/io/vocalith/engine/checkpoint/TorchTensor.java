package io.vocalith.engine.checkpoint;

import java.util.List;

/**
 * A tensor as a PyTorch pickle describes it.
 *
 * @param storage where its values are
 * @param offset its first value in the storage, counted in values
 * @param shape its dimensions, outermost first
 * @param strides how many values apart neighbours along each dimension are
 */
record TorchTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {

  /** One entry of the archive: its type, the last part of its name, its number of values. */
  record Storage(DataType type, String key, long length) {}

  /** Number of values, or -1 if no storage could hold them. */
  long elements() {
    long bytes = CheckpointIndex.bytes(storage.type, shape);
    return bytes < 0 ? -1 : bytes / storage.type.bytes();
  }

  /**
   * How many values lie from the first to the last one, both included, or -1 where offset, shape
   * and strides lead out of the storage.
   */
  long span() {
    if (shape.size() != strides.size() || offset < 0 || offset > storage.length || elements() < 0) {
      return -1;
    }
    if (elements() == 0) {
      return 0;
    }
    long room = storage.length - offset;
    long last = 0;
    for (int axis = 0; axis < shape.size(); axis++) {
      long stride = strides.get(axis);
      long steps = shape.get(axis) - 1;
      if (stride < 0 || steps > 0 && stride > (room - last) / steps) {
        return -1;
      }
      last += steps * stride;
    }
    return last < room ? last + 1 : -1;
  }

  /** Whether the values lie one after another in the order of the shape. */
  boolean isRowMajor() {
    long expected = 1;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      if (shape.get(axis) != 1 && strides.get(axis) != expected) {
        return false;
      }
      expected *= shape.get(axis);
    }
    return true;
  }
}
