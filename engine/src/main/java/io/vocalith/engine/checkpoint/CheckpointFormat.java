package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** The container formats of checkpoints; which one a file has is told by its first bytes. */
public enum CheckpointFormat {
  /** Protocol-buffer values one after another, as {@code mindspore.save_checkpoint} writes them. */
  MINDSPORE,
  /** A JSON header with types, shapes and offsets, then the values. */
  SAFETENSORS,
  /**
   * A zip archive of a pickle and one entry per storage, as {@code torch.save} writes since 1.6.
   */
  PYTORCH;

  /**
   * Start of an encrypted block in little-endian order; the last byte before the rest is the mode.
   */
  private static final int ENCRYPTED = 0x7F3A5E00;

  /** Looks at the first bytes. */
  static CheckpointFormat of(ByteSource source) throws IOException {
    if (source.size() == 0) {
      throw source.damaged("the file is empty, expected a checkpoint");
    }
    ByteBuffer start =
        source.read(0, (int) Math.min(9, source.size())).order(ByteOrder.LITTLE_ENDIAN);
    int first = start.get(0) & 0xFF;
    int magic = start.capacity() < 4 ? 0 : start.getInt(0);
    if ((magic & 0xFFFFFF00) == ENCRYPTED) {
      refuseEncrypted(source, magic & 0xFF);
    }
    if (magic == ZipDirectory.LOCAL_HEADER || magic == ZipDirectory.END_OF_DIRECTORY) {
      return PYTORCH;
    }
    if (start.capacity() == 9 && start.get(8) == '{') {
      return SAFETENSORS;
    }
    if (first == MindSporeReader.VALUE_TAG) {
      return MINDSPORE;
    }
    if (first == 0x80) {
      throw source.damaged(
          "expected a checkpoint, found a bare pickle (PyTorch before 1.6) at offset 0; save it anew"
              + " with torch.save");
    }
    throw source.damaged(
        "expected a MindSpore checkpoint, safetensors or a PyTorch zip file, found the bytes "
            + HexFormat.ofDelimiter(" ").formatHex(start.array())
            + " at offset 0");
  }

  private static void refuseEncrypted(ByteSource source, int mode) throws CheckpointException {
    String cipher =
        switch (mode) {
          case 0xD8 -> "AES-GCM, or AES before MindSpore 1.7";
          case 0xD9 -> "AES-CBC";
          case 0xDA -> "SM4-CBC";
          default -> null;
        };
    if (cipher != null) {
      throw source.damaged(
          "the checkpoint is encrypted (" + cipher + ") from offset 0, expected it in the clear");
    }
  }
}
