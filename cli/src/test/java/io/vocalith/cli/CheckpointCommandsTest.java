package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointFormat;
import io.vocalith.engine.checkpoint.CheckpointWriter;
import io.vocalith.engine.checkpoint.Tensor;
import io.vocalith.engine.checkpoint.TensorInfo;
import io.vocalith.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code inspect} and {@code convert}, on a training checkpoint made from the default recogniser.
 */
class CheckpointCommandsTest {
  @TempDir Path folder;
  private Path training;

  @BeforeEach
  void writeTrainingCheckpoint() throws IOException {
    Checkpoint phones = Models.ofUser().find(Models.DEFAULT_PHONES).checkpoint();
    List<Tensor> tensors = new ArrayList<>();
    for (TensorInfo info : phones.tensors()) {
      Tensor weight = phones.read(info.name());
      tensors.add(renamed(weight, "network." + info.name()));
      tensors.add(renamed(weight, "moment1." + info.name()));
      tensors.add(renamed(weight, "moment2." + info.name()));
    }
    tensors.add(renamed(phones.read("embedding.bias"), "adapter\u001B[31m.bias"));
    training = folder.resolve("training.ckpt");
    CheckpointWriter.write(training, CheckpointFormat.MINDSPORE, tensors);
  }

  @Test
  void inspectSaysWhatBecomesOfEachTensor() {
    Run run = Run.of("inspect", training.toString());
    assertEquals(0, run.code(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(2 + 55, lines.size());
    assertTrue(lines.get(0).startsWith(training + ": mindspore, 55 tensors, "), lines.get(0));
    assertEquals(
        "ctcmodel: inputs 39, hidden 128, layers 2, classes 62, layout separate", lines.get(1));
    assertEquals(
        "network.lstm.weight_ih_l0 Float32 [512, 39] weight lstm.weight_ih_l0",
        squeezed(lines.get(2)));
    assertEquals(
        "moment1.lstm.weight_ih_l0 Float32 [512, 39] training state: optimiser moment",
        squeezed(lines.get(3)));
    assertEquals("adapter?[31m.bias Float32 [62] unused: not of ctcmodel", squeezed(lines.get(56)));
  }

  @Test
  void inspectKnowsModelsByName() {
    Run run = Run.of("inspect", "voice-en", "--format", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode inspection = Schemas.check(run.out());
    assertEquals(256, inspection.at("/network/channels").asInt());
    assertEquals(200, inspection.get("tensors").size());
    assertEquals("used", inspection.at("/tensors/0/use").asText());
  }

  @Test
  void inspectListsWhatCannotBeLoadedAndSaysWhy() throws IOException {
    Path file = folder.resolve("state.ckpt");
    CheckpointWriter.write(
        file,
        CheckpointFormat.MINDSPORE,
        Checkpoint.open(training),
        List.of("moment1.embedding.bias"));
    Run run = Run.of("inspect", "--format", "jsonl", file.toString());
    assertEquals(0, run.code(), run.err());
    JsonNode inspection = Schemas.check(run.out());
    assertTrue(inspection.get("problem").asText().contains("found no weights"), run.out());
    assertEquals("training_state", inspection.at("/tensors/0/use").asText());
  }

  @Test
  void inspectGoesOnAfterAFileThatIsNoCheckpoint() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.ckpt"), "not a checkpoint");
    Run run = Run.of("inspect", text.toString(), "phones-en");
    assertEquals(1, run.code());
    assertTrue(run.out().startsWith("phones-en.ckpt: mindspore, 18 tensors"), run.out());
    assertEquals(1, run.err().lines().count());
    assertTrue(run.err().startsWith("vocalith: " + text + ": expected a MindSpore"), run.err());
  }

  @Test
  void convertKeepsTheWeightsBitForBitThereAndBack() throws IOException {
    Path safetensors = folder.resolve("weights.safetensors");
    Path back = folder.resolve("back.ckpt");
    Path direct = folder.resolve("direct.ckpt");
    Run run = Run.of("convert", training.toString(), safetensors.toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().matches("[0-9a-f]{64}  \\Q" + safetensors + "\\E\\R"), run.out());
    assertTrue(run.err().contains("19 of 55 tensors"), run.err());
    String there = Run.of("convert", safetensors.toString(), back.toString()).out();
    String digest = Run.of("convert", "-q", training.toString(), direct.toString()).out();
    assertEquals(digest.substring(0, 64), there.substring(0, 64), "the same file either way");
    assertEquals(-1, Files.mismatch(back, direct));
    assertTrue(Files.size(direct) < Files.size(training) / 2);
  }

  @Test
  void convertDescribesItsResultInJson() {
    Path out = folder.resolve("weights.ckpt");
    Run run = Run.of("convert", "-f", "json", training.toString(), out.toString());
    JsonNode conversion = Schemas.check(run.out());
    assertEquals(19, conversion.get("tensors").asInt());
    assertEquals(36, conversion.get("dropped").asInt());
  }

  @Test
  void convertRefusesNamesAndFoldersBeforeItReads() {
    Run run = Run.of("convert", training.toString(), folder.resolve("x.onnx").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("ends in .ckpt or .safetensors, found"), run.err());
    run = Run.of("convert", training.toString(), folder.resolve("no/x.ckpt").toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("expected a file in a folder that exists"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void convertOfTrainingStateAloneFails() throws IOException {
    Path state = folder.resolve("state.ckpt");
    CheckpointWriter.write(
        state,
        CheckpointFormat.MINDSPORE,
        Checkpoint.open(training),
        List.of("moment1.embedding.bias"));
    Path out = folder.resolve("out.ckpt");
    Run run = Run.of("convert", state.toString(), out.toString());
    assertEquals(1, run.code());
    assertEquals(
        "vocalith: " + state + ": expected weights, found nothing but training state",
        run.err().strip());
    assertFalse(Files.exists(out));
  }

  private static Tensor renamed(Tensor tensor, String name) {
    return new Tensor(name, tensor.type(), tensor.shape(), tensor.data());
  }

  private static String squeezed(String line) {
    return line.strip().replaceAll("  +", " ");
  }
}
