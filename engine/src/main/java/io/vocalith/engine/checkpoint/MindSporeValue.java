package io.vocalith.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** One value of a MindSpore checkpoint as it is being read: a tensor, a slice of one or neither. */
final class MindSporeValue {
  final long offset;
  String name;
  String type;
  boolean isMap;
  StoredTensor.Segment content;
  private final List<Long> dimensions = new ArrayList<>(4);

  MindSporeValue(long offset) {
    this.offset = offset;
  }

  void addDimension(long dimension, ByteSource source) throws CheckpointException {
    if (dimensions.size() == CheckpointIndex.MAX_DIMENSIONS) {
      throw source.damaged(
          describe() + " has more than " + CheckpointIndex.MAX_DIMENSIONS + " dimensions");
    }
    dimensions.add(dimension);
  }

  /** What the .proto requires. */
  void check(ByteSource source) throws CheckpointException {
    if (name == null) {
      throw source.damaged("expected a name in the value at offset " + offset + ", found none");
    }
    if (!isMap && (type == null || content == null)) {
      throw source.damaged(
          describe() + ": expected a type and a content, found none (a truncated or foreign file)");
    }
  }

  /** Why this value is no tensor, or null. */
  String reasonToSkip() {
    if (isMap) {
      return "a hash table of embeddings (map tensor)";
    }
    return type.equals("random_op") ? "the state of a random generator" : null;
  }

  /** The tensor that consecutive values of one name make. */
  static StoredTensor join(List<MindSporeValue> slices, ByteSource source)
      throws CheckpointException {
    MindSporeValue last = slices.get(slices.size() - 1);
    long length = 0;
    for (MindSporeValue slice : slices) {
      if (!slice.type.equals(last.type) || !slice.dimensions.equals(last.dimensions)) {
        throw source.damaged(
            "expected slices of one type and shape, found %s %s and %s"
                .formatted(slice.describe(), slice.dimensions, last.describe()));
      }
      length += slice.content.length();
    }
    DataType type = last.dataType(length, source);
    List<Integer> shape = last.shape(type, length, slices.size(), source);
    return new StoredTensor(
        new TensorInfo(last.name, type, shape, length),
        slices.stream().map(slice -> slice.content).toList(),
        List.of());
  }

  /**
   * MindSpore 2.2 stored float32 under the name of BFloat16, later versions store two bytes a
   * value: the length tells which.
   */
  private DataType dataType(long length, ByteSource source) throws CheckpointException {
    DataType found =
        DataType.ofMindSpore(type)
            .orElseThrow(
                () ->
                    source.damaged(
                        describe() + " has the type " + type + ", expected one of " + known()));
    boolean wide =
        found == DataType.BFLOAT16
            && length > 0
            && length == CheckpointIndex.bytes(DataType.FLOAT32, sizes());
    return wide ? DataType.FLOAT32 : found;
  }

  /** Dimensions [0], or none, are MindSpore's way of writing a scalar. */
  private List<Integer> shape(DataType dataType, long length, int slices, ByteSource source)
      throws CheckpointException {
    if (dataType == DataType.STRING && length % dataType.bytes() == 0) {
      return List.of();
    }
    long expected = CheckpointIndex.bytes(dataType, sizes());
    if (isScalar() && length == 0) {
      return List.of(0);
    }
    if (expected != length || dimensions.stream().anyMatch(d -> d > Integer.MAX_VALUE)) {
      throw source.damaged(
          "%s has the shape %s of %s, expected %s bytes, found %d%s"
              .formatted(
                  describe(),
                  dimensions,
                  type,
                  expected < 0 ? "a possible number of" : String.valueOf(expected),
                  length,
                  slices > 1 ? " in " + slices + " slices" : ""));
    }
    return isScalar() ? List.of() : dimensions.stream().map(Math::toIntExact).toList();
  }

  private boolean isScalar() {
    return dimensions.isEmpty() || dimensions.equals(List.of(0L));
  }

  private List<Long> sizes() {
    return isScalar() ? List.of() : dimensions;
  }

  private String describe() {
    return "tensor " + (name == null ? "?" : name) + " at offset " + offset;
  }

  private static String known() {
    StringBuilder names = new StringBuilder();
    for (DataType type : DataType.values()) {
      names.append(names.isEmpty() ? "" : ", ").append(type);
    }
    return names.toString();
  }
}
