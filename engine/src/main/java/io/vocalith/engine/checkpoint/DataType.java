package io.vocalith.engine.checkpoint;

import java.util.Optional;
import java.util.function.Function;

/** The types of a tensor's values. All are little-endian and lie in row-major order. */
public enum DataType {
  FLOAT16("Float16", "F16", "HalfStorage", 2),
  BFLOAT16("BFloat16", "BF16", "BFloat16Storage", 2),
  FLOAT32("Float32", "F32", "FloatStorage", 4),
  FLOAT64("Float64", "F64", "DoubleStorage", 8),
  INT8("Int8", "I8", "CharStorage", 1),
  INT16("Int16", "I16", "ShortStorage", 2),
  INT32("Int32", "I32", "IntStorage", 4),
  INT64("Int64", "I64", "LongStorage", 8),
  UINT8("UInt8", "U8", "ByteStorage", 1),
  UINT16("UInt16", "U16", "UInt16Storage", 2),
  UINT32("UInt32", "U32", "UInt32Storage", 4),
  UINT64("UInt64", "U64", "UInt64Storage", 8),
  BOOL("Bool", "BOOL", "BoolStorage", 1),
  /** A text that MindSpore keeps beside the weights: UTF-32, no terminator. */
  STRING("str", "", "", 4);

  private final String mindSporeName;
  private final String safetensorsName;
  private final String torchName;
  private final int bytes;

  DataType(String mindSporeName, String safetensorsName, String torchName, int bytes) {
    this.mindSporeName = mindSporeName;
    this.safetensorsName = safetensorsName;
    this.torchName = torchName;
    this.bytes = bytes;
  }

  /** Bytes of one value; of one character where the type is a text. */
  public int bytes() {
    return bytes;
  }

  /** The name as MindSpore spells it, such as {@code Float32}. */
  @Override
  public String toString() {
    return mindSporeName;
  }

  String safetensorsName() {
    return safetensorsName;
  }

  /**
   * MindSpore's name. It writes {@code UInt8} while its loaders before 1.6 asked for {@code Uint8}.
   */
  static Optional<DataType> ofMindSpore(String name) {
    String spelling = name.startsWith("Uint") ? "UInt" + name.substring(4) : name;
    return find(type -> type.mindSporeName, spelling);
  }

  static Optional<DataType> ofSafetensors(String name) {
    return find(type -> type.safetensorsName, name);
  }

  /** The class of a PyTorch storage, without its module. */
  static Optional<DataType> ofTorch(String storage) {
    return find(type -> type.torchName, storage);
  }

  private static Optional<DataType> find(Function<DataType, String> spelling, String name) {
    for (DataType type : values()) {
      if (!name.isEmpty() && spelling.apply(type).equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
