package io.vocalith.engine.checkpoint;

import com.google.protobuf.UnsafeByteOperations;
import io.vocalith.engine.checkpoint.proto.Checkpoint;
import io.vocalith.engine.checkpoint.proto.TensorProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Writes what MindSpore's {@code save_checkpoint} writes: one value after another. */
final class MindSporeWriter {
  /** Longer tensors are cut into values of this length, as MindSpore since 2.3 cuts them. */
  private static final int SLICE = 512 << 20;

  private MindSporeWriter() {}

  static void write(OutputStream out, List<TensorInfo> infos, CheckpointWriter.Values values)
      throws IOException {
    for (TensorInfo info : infos) {
      ByteBuffer data = values.of(info).data();
      do {
        int length = Math.min(SLICE, data.remaining());
        value(info, data.slice(data.position(), length)).writeTo(out);
        data.position(data.position() + length);
      } while (data.hasRemaining());
    }
  }

  private static Checkpoint value(TensorInfo info, ByteBuffer content) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setTensorType(info.type().toString())
            .setTensorContent(UnsafeByteOperations.unsafeWrap(content));
    // A scalar has the dimensions [0], which up to 2.9 is how MindSpore writes it.
    (info.shape().isEmpty() ? List.of(0) : info.shape()).forEach(tensor::addDims);
    return Checkpoint.newBuilder()
        .addValue(Checkpoint.Value.newBuilder().setTag(info.name()).setTensor(tensor))
        .build();
  }
}
