package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CheckpointWriterTest {
  private static final List<List<Integer>> SHAPES =
      List.of(List.of(), List.of(1), List.of(0), List.of(3), List.of(2, 3, 1, 5), List.of(2, 0));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = "PYTORCH", mode = Mode.EXCLUDE)
  void everyTypeAndShapeComesBackBitForBit(CheckpointFormat format) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    Random random = new Random(7);
    for (DataType type : DataType.values()) {
      for (List<Integer> shape : SHAPES) {
        if (type != DataType.STRING) {
          byte[] bytes = new byte[type.bytes() * shape.stream().reduce(1, Math::multiplyExact)];
          random.nextBytes(bytes);
          tensors.add(new Tensor(type + "." + shape, type, shape, ByteBuffer.wrap(bytes)));
        }
      }
    }
    Path file = folder.resolve("all");
    CheckpointWriter.write(file, format, tensors);
    Checkpoint written = Checkpoint.open(file);
    assertEquals(format, written.format());
    assertEquals(tensors.size(), written.tensors().size());
    for (Tensor tensor : tensors) {
      assertEquals(tensor, written.read(tensor.name()));
    }
  }

  @Test
  void conversionThereAndBackGivesTheSameFile() throws Exception {
    Checkpoint source = Golden.checkpoint("containers/container_crc.ckpt");
    List<String> names = source.tensors().stream().map(TensorInfo::name).toList();
    Path first = folder.resolve("first.ckpt");
    Path middle = folder.resolve("middle.safetensors");
    Path last = folder.resolve("last.ckpt");
    String digest = CheckpointWriter.write(first, CheckpointFormat.MINDSPORE, source, names);
    CheckpointWriter.write(middle, CheckpointFormat.SAFETENSORS, Checkpoint.open(first), names);
    CheckpointWriter.write(last, CheckpointFormat.MINDSPORE, Checkpoint.open(middle), names);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(last));
    assertEquals(digest, sha256(last));
  }

  /**
   * MindSpore's own writer is the oracle: without its checksum the file is the same to the byte.
   */
  @Test
  void ourFileIsTheOneThatMindSporeWrites() throws IOException {
    byte[] theirs = Golden.bytes("containers/container_crc.ckpt");
    Checkpoint source = Golden.checkpoint("containers/container_crc.ckpt");
    Path file = folder.resolve("ours.ckpt");
    CheckpointWriter.write(
        file,
        CheckpointFormat.MINDSPORE,
        source,
        source.tensors().stream().map(TensorInfo::name).toList());
    assertArrayEquals(
        java.util.Arrays.copyOf(theirs, theirs.length - 17), Files.readAllBytes(file));
  }

  @Test
  void ourSafetensorsHaveTheHeaderThatMindSporeWrites() throws IOException {
    byte[] theirs = Golden.bytes("containers/container.safetensors");
    Checkpoint source = Golden.checkpoint("containers/container.safetensors");
    Path file = folder.resolve("ours.safetensors");
    CheckpointWriter.write(
        file,
        CheckpointFormat.SAFETENSORS,
        source,
        source.tensors().stream().map(TensorInfo::name).sorted(Comparator.naturalOrder()).toList());
    assertEquals(
        new String(theirs, StandardCharsets.ISO_8859_1),
        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
  }

  @Test
  void textsGoIntoMindSporeFilesOnly() throws IOException {
    Checkpoint source = Golden.checkpoint("containers/container_append.ckpt");
    Path file = folder.resolve("note");
    CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, source, List.of("note"));
    assertEquals("x", Checkpoint.open(file).read("note").text());
    CheckpointException refusal =
        assertThrows(
            CheckpointException.class,
            () ->
                CheckpointWriter.write(
                    file, CheckpointFormat.SAFETENSORS, source, List.of("note")));
    assertEquals(
        file + ": tensor note is a text, which safetensors cannot hold", refusal.getMessage());
  }

  @Test
  void whatWasThereStaysWhenWritingFails() throws IOException {
    Checkpoint source = Golden.checkpoint("containers/container_append.ckpt");
    Path file = folder.resolve("kept");
    Files.writeString(file, "before");
    assertThrows(
        CheckpointException.class,
        () ->
            CheckpointWriter.write(
                file, CheckpointFormat.SAFETENSORS, source, List.of("lr", "note")));
    assertThrows(
        IllegalArgumentException.class,
        () -> CheckpointWriter.write(file, CheckpointFormat.PYTORCH, source, List.of("lr")));
    assertThrows(
        IllegalArgumentException.class,
        () -> CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, source, List.of()));
    assertEquals("before", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "no parts are left");
    }
    CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, source, List.of("lr"));
    assertArrayEquals(new float[] {0.5f}, Checkpoint.open(file).read("lr").floats());
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
