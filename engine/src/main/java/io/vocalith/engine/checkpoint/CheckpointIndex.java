package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader learns of a file without reading the tensors' values. */
record CheckpointIndex(Map<String, StoredTensor> tensors, List<SkippedEntry> skipped) {

  /**
   * More entries than any checkpoint has; without a bound, an index of tiny entries would take many
   * times the memory of its file.
   */
  static final int MAX_ENTRIES = 1 << 16;

  /** Longer than any tensor's name. */
  static final int MAX_NAME = 2048;

  /** No tensor of any framework has more dimensions. */
  static final int MAX_DIMENSIONS = 32;

  static CheckpointIndex of(CheckpointFormat format, ByteSource source) throws IOException {
    return switch (format) {
      case MINDSPORE -> new MindSporeReader(source).read();
      case SAFETENSORS -> new SafetensorsReader(source).read();
      case PYTORCH -> new TorchReader(source).read();
    };
  }

  /** Adds a tensor to an index; one of the same name that came before is replaced. */
  static void put(Map<String, StoredTensor> tensors, StoredTensor tensor, ByteSource source)
      throws CheckpointException {
    String name = tensor.info().name();
    if (name.length() > MAX_NAME) {
      throw source.damaged(
          "expected a tensor's name of at most %d letters, found %d in %.60s..."
              .formatted(MAX_NAME, name.length(), name));
    }
    tensors.put(name, tensor);
    if (tensors.size() > MAX_ENTRIES) {
      throw source.damaged(
          "expected at most " + MAX_ENTRIES + " tensors, found more at offset " + tensor.offset());
    }
  }

  static Map<String, StoredTensor> empty() {
    return new LinkedHashMap<>();
  }

  /**
   * The bytes that values of a shape take, or -1 where that is no number of bytes: a negative or
   * too large dimension, or more than a long can say.
   */
  static long bytes(DataType type, List<Long> shape) {
    long bytes = type.bytes();
    try {
      for (long dimension : shape) {
        if (dimension < 0) {
          return -1;
        }
        bytes = Math.multiplyExact(bytes, dimension);
      }
    } catch (ArithmeticException e) {
      return -1;
    }
    return bytes;
  }
}
