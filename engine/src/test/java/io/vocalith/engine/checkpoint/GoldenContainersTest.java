package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every container of the golden set, written by MindSpore itself, is read or refused. */
class GoldenContainersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "container_crc.ckpt",
        "container.safetensors",
        "container_slices.ckpt",
        "container_append.ckpt"
      })
  void tensorsEqualTheArraysTheyWereWrittenFrom(String file) throws IOException {
    Checkpoint checkpoint = Golden.checkpoint("containers/" + file);
    int compared = 0;
    for (TensorInfo info : checkpoint.tensors()) {
      if (info.name().startsWith("0.")) {
        Tensor tensor = checkpoint.read(info.name());
        assertEquals(DataType.FLOAT32, tensor.type());
        assertArrayEquals(
            Golden.floats("containers/container_" + info.name() + ".npy"), tensor.floats());
        assertArrayEquals(tensor.floats(), checkpoint.floats(info.name()));
        compared++;
      }
    }
    assertEquals(file.contains("slices") ? 2 : 6, compared);
  }

  @Test
  void everyTypeHoldsZeroToFive() throws IOException {
    Checkpoint checkpoint = Golden.checkpoint("containers/container_dtypes.ckpt");
    assertEquals(12, checkpoint.tensors().size());
    for (Tensor tensor : checkpoint.read(names(checkpoint)).values()) {
      float[] expected =
          tensor.type() == DataType.BOOL
              ? new float[] {0, 1, 0, 1, 0, 1}
              : new float[] {0, 1, 2, 3, 4, 5};
      assertEquals(List.of(2, 3), tensor.shape(), tensor.name());
      assertArrayEquals(expected, tensor.floats(), tensor.name());
      assertEquals("t_" + tensor.type().name().toLowerCase(java.util.Locale.ROOT), tensor.name());
    }
  }

  @Test
  void brainFloatsHaveTwoBytes() throws IOException {
    Tensor tensor = Golden.checkpoint("containers/container_bf16.ckpt").read("t_bfloat16");
    assertEquals(DataType.BFLOAT16, tensor.type());
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, tensor.floats());
  }

  @Test
  void appendedInformationIsScalarsAndTexts() throws IOException {
    Checkpoint checkpoint = Golden.checkpoint("containers/container_append.ckpt");
    assertEquals(
        List.of("epoch_num", "note", "ok", "lr"), names(checkpoint).subList(6, 10), "file order");
    assertScalar(checkpoint.read("epoch_num"), DataType.INT64, 3);
    assertScalar(checkpoint.read("ok"), DataType.BOOL, 1);
    assertScalar(checkpoint.read("lr"), DataType.FLOAT32, 0.5f);
    assertEquals("x", checkpoint.read("note").text());
    assertEquals(DataType.STRING, checkpoint.read("note").type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          container_aes_gcm.ckpt | the checkpoint is encrypted (AES-GCM, or AES before MindSpore 1.7) from offset 0, expected it in the clear
          damaged_crc.ckpt | expected the CRC-32 1a765699 stated at offset 103936, found e70f7537: the file is damaged
          damaged_dims.ckpt | tensor 0.conv.weight at offset 0 has the shape [64, 80, 1, 1099511627776] of Float32, expected 22517998136852480 bytes, found 102400
          damaged_dtype.ckpt | tensor 0.conv.bias at offset 0 has the type Float99, expected one of Float16, BFloat16, Float32, Float64, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Bool, str
          damaged_empty.ckpt | the file is empty, expected a checkpoint
          damaged_header.safetensors | the header's length at offset 0 is 1152921504606846976, expected 2 to 104208
          damaged_missing_slice.ckpt | tensor 0.conv.weight at offset 28044 has the shape [64, 80, 1, 5] of Float32, expected 102400 bytes, found 54400 in 2 slices
          damaged_offsets.safetensors | tensor 0.conv.weight has the offsets [256, 902656], expected 102400 bytes for F32 [64, 80, 1, 5] inside of the 103680 that follow the header
          damaged_one_byte.ckpt | truncated: the file ends inside of a value at offset 1
          damaged_truncated.ckpt | truncated: a value at offset 567 states 28 bytes, there are 21
          """)
  void damageIsToldInOneSentence(String file, String problem) {
    CheckpointException refusal =
        assertThrows(
            CheckpointException.class, () -> Golden.checkpoint("containers/" + file), file);
    assertEquals(file + ": " + problem, refusal.getMessage());
  }

  /** Sizes in a file are checked against its length before anything is allocated by them. */
  @ParameterizedTest
  @ValueSource(strings = {"damaged_dims.ckpt", "damaged_header.safetensors"})
  void absurdSizesAllocateNothing(String file) throws IOException {
    byte[] bytes = Golden.bytes("containers/" + file);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThrows(CheckpointException.class, () -> Checkpoint.of(bytes, file)); // loads the classes
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThrows(CheckpointException.class, () -> Checkpoint.of(bytes, file));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 256 << 10, allocated + " bytes");
  }

  private static void assertScalar(Tensor tensor, DataType type, float value) {
    assertEquals(type, tensor.type());
    assertEquals(List.of(), tensor.shape());
    assertArrayEquals(new float[] {value}, tensor.floats());
  }

  private static List<String> names(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().map(TensorInfo::name).toList();
  }
}
