package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.fuzz.Fuzz;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged checkpoints of each format are read or refused, soon and within memory. */
class CheckpointFuzzTest {

  @Test
  void mindSpore() throws IOException {
    assertFuzzed(
        "MindSpore ckpt",
        "containers/container_dtypes.ckpt",
        "containers/container_bf16.ckpt",
        "containers/damaged_truncated.ckpt",
        "containers/damaged_dtype.ckpt",
        "containers/container_slices.ckpt",
        "containers/container_append.ckpt",
        "containers/container_crc.ckpt");
  }

  @Test
  void safetensors() throws IOException {
    assertFuzzed("safetensors", "containers/container.safetensors");
  }

  @Test
  void pyTorch() throws IOException {
    assertFuzzed(
        "PyTorch zip and pickle",
        "speechbrain/mean_var_norm_emb.ckpt",
        "speechbrain/mean_var_norm_emb_0.5.ckpt");
  }

  private static void assertFuzzed(String name, String... files) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String file : files) {
      seeds.add(Golden.bytes(file));
    }
    Fuzz.Result result = Fuzz.run(name, seeds, CheckpointException.class, CheckpointFuzzTest::read);
    assertTrue(result.read() > 0, result.toString());
    assertTrue(result.refused() > result.read() / 4, result.toString());
  }

  private static long read(byte[] file) throws IOException {
    Checkpoint checkpoint = Checkpoint.of(file, "fuzz");
    for (TensorInfo tensor : checkpoint.tensors()) {
      checkpoint.read(tensor.name());
      if (tensor.type() != DataType.STRING) {
        checkpoint.floats(tensor.name());
      }
    }
    return 0;
  }
}
