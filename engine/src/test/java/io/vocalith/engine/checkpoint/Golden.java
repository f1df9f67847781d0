package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The golden files of this module, made by the reference programs. */
final class Golden {
  private Golden() {}

  /** A checkpoint from memory, called by the last part of its name. */
  static Checkpoint checkpoint(String name) throws IOException {
    return Checkpoint.of(bytes(name), name.substring(name.lastIndexOf('/') + 1));
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }

  /** The values of a NumPy file of float32 in C order. */
  static float[] floats(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    file.position(10 + file.getShort(8));
    float[] values = new float[file.remaining() / Float.BYTES];
    file.asFloatBuffer().get(values);
    return values;
  }
}
