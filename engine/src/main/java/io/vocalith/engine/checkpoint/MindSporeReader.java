package io.vocalith.engine.checkpoint;

import com.google.protobuf.WireFormat;
import io.vocalith.engine.checkpoint.proto.Checkpoint.Value;
import io.vocalith.engine.checkpoint.proto.TensorProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The index of a MindSpore {@code .ckpt}: {@code Checkpoint} messages of {@code checkpoint.proto},
 * one value each, one after another (mindspore/train/serialization.py). A value is read up to its
 * content, which is passed over.
 *
 * <p>A tensor of more than 512 MiB comes in slices: consecutive values of one tag, each stating the
 * whole shape. Whether they were cut between values (up to MindSpore 2.2) or at round bytes
 * (since), their contents one after another are the tensor.
 */
final class MindSporeReader {
  /** Field 1, length-delimited: how every value, and so every file, begins. */
  static final int VALUE_TAG = 0x0A;

  private final ByteSource source;
  private final Map<String, StoredTensor> tensors = CheckpointIndex.empty();
  private final List<SkippedEntry> skipped = new ArrayList<>();
  private final List<MindSporeValue> slices = new ArrayList<>();

  MindSporeReader(ByteSource source) {
    this.source = source;
  }

  CheckpointIndex read() throws IOException {
    long end = CrcTrailer.start(source);
    WireReader wire = new WireReader(source, end);
    while (wire.position() < end) {
      add(readValue(wire, end));
    }
    joinSlices();
    CrcTrailer.verify(source, end);
    return new CheckpointIndex(tensors, skipped);
  }

  private MindSporeValue readValue(WireReader wire, long fileEnd) throws IOException {
    MindSporeValue value = new MindSporeValue(wire.position());
    long tag = wire.varint();
    if (tag != VALUE_TAG) {
      throw source.damaged(
          "expected a value (byte 0x0A) at offset %d, found 0x%02X".formatted(value.offset, tag));
    }
    long length = wire.lengthWithin(fileEnd, "a value");
    long end = wire.position() + length;
    while (wire.position() < end) {
      int field = field(wire);
      switch (WireFormat.getTagFieldNumber(field)) {
        case Value.TAG_FIELD_NUMBER -> {
          expectLengthDelimited(field, wire);
          value.name = wire.text(end, "a tensor's name");
        }
        case Value.TENSOR_FIELD_NUMBER -> {
          expectLengthDelimited(field, wire);
          readTensor(wire, value, end);
        }
        case Value.MAPTENSOR_FIELD_NUMBER -> {
          expectLengthDelimited(field, wire);
          value.isMap = true;
          wire.skip(wire.lengthWithin(end, "a map tensor"));
        }
        default -> skipField(field, wire, end);
      }
    }
    wire.expectAt(end);
    value.check(source);
    return value;
  }

  private void readTensor(WireReader wire, MindSporeValue value, long valueEnd) throws IOException {
    long length = wire.lengthWithin(valueEnd, "a tensor");
    long end = wire.position() + length;
    while (wire.position() < end) {
      int field = field(wire);
      switch (WireFormat.getTagFieldNumber(field)) {
        case TensorProto.DIMS_FIELD_NUMBER -> readDimensions(field, wire, value, end);
        case TensorProto.TENSOR_TYPE_FIELD_NUMBER -> {
          expectLengthDelimited(field, wire);
          value.type = wire.text(end, "a tensor's type");
        }
        case TensorProto.TENSOR_CONTENT_FIELD_NUMBER -> {
          expectLengthDelimited(field, wire);
          long content = wire.lengthWithin(end, "a tensor's content");
          value.content = new StoredTensor.Segment(wire.position(), content);
          wire.skip(content);
        }
        default -> skipField(field, wire, end);
      }
    }
    wire.expectAt(end);
  }

  /** One dimension, as proto2 writes them, or all of them packed into one field. */
  private void readDimensions(int field, WireReader wire, MindSporeValue value, long tensorEnd)
      throws IOException {
    if (WireFormat.getTagWireType(field) == WireFormat.WIRETYPE_VARINT) {
      value.addDimension(wire.varint(), source);
      return;
    }
    expectLengthDelimited(field, wire);
    long length = wire.lengthWithin(tensorEnd, "a tensor's dimensions");
    long end = wire.position() + length;
    while (wire.position() < end) {
      value.addDimension(wire.varint(), source);
    }
    wire.expectAt(end);
  }

  private static int field(WireReader wire) throws IOException {
    return (int) wire.varint();
  }

  private void expectLengthDelimited(int field, WireReader wire) throws CheckpointException {
    if (WireFormat.getTagWireType(field) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw unexpectedField(field, wire);
    }
  }

  /** A field that later versions may have added. */
  private void skipField(int field, WireReader wire, long end) throws IOException {
    switch (WireFormat.getTagWireType(field)) {
      case WireFormat.WIRETYPE_VARINT -> wire.varint();
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> wire.skip(wire.lengthWithin(end, "a field"));
      case WireFormat.WIRETYPE_FIXED32 -> wire.skip(Integer.BYTES);
      case WireFormat.WIRETYPE_FIXED64 -> wire.skip(Long.BYTES);
      default -> throw unexpectedField(field, wire);
    }
  }

  private CheckpointException unexpectedField(int field, WireReader wire) {
    return source.damaged(
        "expected a field of a MindSpore checkpoint before offset %d, found 0x%02X"
            .formatted(wire.position(), field));
  }

  private void add(MindSporeValue value) throws CheckpointException {
    if (!slices.isEmpty() && !slices.get(0).name.equals(value.name)) {
      joinSlices();
    }
    String reason = value.reasonToSkip();
    if (reason == null) {
      slices.add(value);
    } else {
      skipped.add(new SkippedEntry(value.name, reason));
    }
    if (Math.max(slices.size(), skipped.size()) > CheckpointIndex.MAX_ENTRIES) {
      throw source.damaged(
          "expected at most %d entries, found more at offset %d"
              .formatted(CheckpointIndex.MAX_ENTRIES, value.offset));
    }
  }

  private void joinSlices() throws CheckpointException {
    if (!slices.isEmpty()) {
      CheckpointIndex.put(tensors, MindSporeValue.join(slices, source), source);
      slices.clear();
    }
  }
}
