package io.vocalith.engine.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Writes tensors into a new checkpoint, bit for bit. The file appears under its name once it is
 * complete, and in the place of what was there before.
 */
public final class CheckpointWriter {
  private static final int BUFFER = 1 << 20;

  private CheckpointWriter() {}

  /** Gives the values of a tensor when their turn has come. */
  interface Values {
    Tensor of(TensorInfo info) throws IOException;
  }

  /**
   * Copies tensors of one checkpoint into another, holding one of them in memory at a time.
   *
   * @param names which tensors, in which order
   * @return the SHA-256 of the file in lower-case hexadecimal
   * @throws IllegalArgumentException if the format is one that is only read, or nothing is to be
   *     written
   * @throws CheckpointException if a tensor is not there or the format cannot hold it
   */
  public static String write(
      Path file, CheckpointFormat format, Checkpoint source, Collection<String> names)
      throws IOException {
    List<TensorInfo> infos = new ArrayList<>();
    for (String name : names) {
      infos.add(source.info(name));
    }
    return write(file, format, infos, info -> source.read(info.name()));
  }

  /**
   * Writes tensors that are in memory.
   *
   * @return the SHA-256 of the file in lower-case hexadecimal
   * @throws IllegalArgumentException as above
   * @throws CheckpointException if the format cannot hold a tensor
   */
  public static String write(Path file, CheckpointFormat format, Collection<Tensor> tensors)
      throws IOException {
    List<Tensor> all = List.copyOf(tensors);
    List<TensorInfo> infos = all.stream().map(Tensor::info).toList();
    return write(file, format, infos, info -> all.get(infos.indexOf(info)));
  }

  private static String write(
      Path file, CheckpointFormat format, List<TensorInfo> infos, Values values)
      throws IOException {
    if (infos.isEmpty()) {
      throw new IllegalArgumentException("expected tensors to write to " + file + ", found none");
    }
    Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      MessageDigest digest = sha256();
      try (OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(
                  Files.newOutputStream(
                      part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  digest),
              BUFFER)) {
        switch (format) {
          case MINDSPORE -> MindSporeWriter.write(out, infos, values);
          case SAFETENSORS -> SafetensorsWriter.write(out, file.toString(), infos, values);
          case PYTORCH ->
              throw new IllegalArgumentException(
                  "expected MindSpore or safetensors to write " + file + ", found PyTorch");
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(digest.digest());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
