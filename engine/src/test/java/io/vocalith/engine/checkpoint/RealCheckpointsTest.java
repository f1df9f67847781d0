package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that others trained between 2020 and 2022, where they are at hand. */
class RealCheckpointsTest {
  private static final Path FOLDER = Path.of("../../shared/real/mindspore-ckpt");

  @BeforeEach
  void present() {
    assumeTrue(Files.isDirectory(FOLDER), "not run: there are no real checkpoints in " + FOLDER);
  }

  @Test
  void pyTorchAndMindSporeHoldTheSameTensors() throws IOException {
    Checkpoint torch = Checkpoint.open(FOLDER.resolve("best.pth"));
    Checkpoint mindSpore = Checkpoint.open(FOLDER.resolve("best_ms.ckpt"));
    assertEquals(CheckpointFormat.PYTORCH, torch.format());
    assertEquals(CheckpointFormat.MINDSPORE, mindSpore.format());
    assertEquals(22, torch.tensors().size());
    assertEquals(mindSpore.tensors(), torch.tensors());
    for (TensorInfo info : torch.tensors()) {
      assertEquals(mindSpore.read(info.name()), torch.read(info.name()));
    }
    Checkpoint inMemory = Checkpoint.of(Files.readAllBytes(FOLDER.resolve("best.pth")), "best.pth");
    assertEquals(torch.tensors(), inMemory.tensors());
  }

  @ParameterizedTest
  @CsvSource({
    "coloring_2-8_775.ckpt,233",
    "ms_bls_basic.ckpt,6",
    "scinet1.ckpt,12",
    "zero_dce_epoch99.ckpt,46",
    "zero_dcepp_epoch99.ckpt,88"
  })
  void everyTensorIsReadAndFinite(String file, int tensors) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve(file));
    assertEquals(tensors, checkpoint.tensors().size());
    List<String> names = checkpoint.tensors().stream().map(TensorInfo::name).toList();
    for (Tensor tensor : checkpoint.read(names).values()) {
      for (float value : tensor.floats()) {
        assertTrue(Float.isFinite(value), tensor.name());
      }
    }
  }

  @Test
  void scalarsOfOldFilesHaveNoDimensions() throws IOException {
    Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve("ms_bls_basic.ckpt"));
    Tensor scalar = checkpoint.read("parameter_of_shrink");
    assertEquals(List.of(), scalar.shape());
    assertArrayEquals(new int[] {1}, new int[] {scalar.floats().length});
  }
}
