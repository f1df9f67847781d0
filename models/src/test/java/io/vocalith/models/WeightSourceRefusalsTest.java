package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.CheckpointFormat;
import io.vocalith.engine.checkpoint.CheckpointWriter;
import io.vocalith.engine.checkpoint.DataType;
import io.vocalith.engine.checkpoint.Tensor;
import io.vocalith.engine.checkpoint.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that differ from good ones in one thing. */
class WeightSourceRefusalsTest {
  private static final String ECAPA = "ecapa/ecapa_small_bare.ckpt";
  private static final String CTC = "ctc/ctc_small_layout_c.ckpt";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"''", "network.", "_backbone.", "backbone."})
  void everyPrefixIsFoundWithAndWithoutBlocks(String prefix) throws IOException {
    WeightSource expected = WeightSource.of(golden(ECAPA));
    for (String blocks : List.of("", "blocks.")) {
      Checkpoint changed =
          changed(
              ECAPA,
              tensors ->
                  List.copyOf(tensors.values())
                      .forEach(
                          tensor -> {
                            tensors.remove(tensor.name());
                            String inner = tensor.name();
                            boolean block = Character.isDigit(inner.charAt(0));
                            put(tensors, prefix + (block ? blocks : "") + inner, tensor);
                          }));
      WeightSource source = WeightSource.of(changed);
      assertEquals(expected.network(), source.network());
      assertArrayEquals(
          expected.read("blocks.2.tdnn1.conv.weight"), source.read("blocks.2.tdnn1.conv.weight"));
      assertEquals(List.of(), source.warnings());
    }
  }

  @Test
  void missingTensorsAreNamed() throws IOException {
    assertRefused(
        changed(ECAPA, tensors -> tensors.remove("2.tdnn2.norm.norm2d.beta")),
        "expected the tensor 2.tdnn2.norm.norm2d.beta [64] of ecapa_tdnn, found none");
    assertRefused(
        changed(ECAPA, tensors -> tensors.remove("fc.weight")),
        "expected a tensor named fc.weight, found none");
    assertRefused(
        changed(CTC, tensors -> tensors.remove("network.lstm.bias_hh_l1_reverse")),
        "expected the tensor network.lstm.bias_hh_l1_reverse [64] of ctcmodel, found none");
  }

  @Test
  void misshapenTensorsAreNamedWithBothShapes() throws IOException {
    assertRefused(
        changed(ECAPA, tensors -> reshape(tensors, "asp.conv.weight", 16, 192, 1, 1)),
        "tensor asp.conv.weight: expected the shape [192, 16, 1] of ecapa_tdnn, found Float32"
            + " [16, 192, 1, 1]");
    assertRefused(
        changed(CTC, tensors -> reshape(tensors, "network.embedding.weight", 31, 64)),
        "tensor network.embedding.weight: expected the shape [31, 32] of ctcmodel, found Float32"
            + " [31, 64]");
    assertRefused(
        changed(CTC, tensors -> reshape(tensors, "network.lstm.weight_ih_l0", 64 * 39)),
        "tensor network.lstm.weight_ih_l0: expected 2 dimensions, found [2496]");
  }

  @Test
  void convolutionsHaveThreeOrFourDimensionsAndOnesMayFollow() throws IOException {
    Checkpoint changed =
        changed(
            ECAPA,
            tensors -> {
              reshape(tensors, "0.conv.weight", 64, 80, 5);
              reshape(tensors, "mfa.conv.weight", 192, 192, 1);
              reshape(tensors, "asp_bn.norm2d.gamma", 384, 1, 1);
            });
    WeightSource source = WeightSource.of(changed);
    assertEquals(WeightSource.of(golden(ECAPA)).network(), source.network());
    assertEquals(384, source.read("asp_bn.norm2d.gamma").length);
  }

  @Test
  void strangersAreNamedInOneWarning() throws IOException {
    Checkpoint changed =
        changed(
            CTC,
            tensors -> {
              put(tensors, "adapter.weight", tensors.get("network.embedding.bias"));
              put(tensors, "lstm.weight_ih_l0", tensors.get("network.lstm.weight_ih_l0"));
              put(tensors, "moment2.adapter.weight", tensors.get("network.embedding.bias"));
            });
    assertEquals(
        List.of(
            changed.origin()
                + ": tensors that ctcmodel does not use: adapter.weight, lstm.weight_ih_l0"),
        WeightSource.of(changed).warnings());
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedWhenRead() throws IOException {
    Checkpoint changed =
        changed(
            CTC,
            tensors -> {
              ByteBuffer data = ByteBuffer.allocate(62 * 4).order(ByteOrder.LITTLE_ENDIAN);
              data.putFloat(5 * 4, Float.NaN);
              tensors.put(
                  "network.embedding.bias",
                  new Tensor("network.embedding.bias", DataType.FLOAT32, List.of(62), data));
            });
    CheckpointException refusal =
        assertThrows(
            CheckpointException.class, () -> WeightSource.of(changed).read("embedding.bias"));
    assertEquals(
        changed.origin()
            + ": tensor network.embedding.bias: expected finite values, found NaN at index 5",
        refusal.getMessage());
  }

  @Test
  void trainingStateAloneIsNoNetwork() throws IOException {
    assertRefused(
        changed(CTC, tensors -> tensors.keySet().removeIf(name -> name.startsWith("network."))),
        "expected the tensors of ctcmodel (lstm.weight...) or ecapa_tdnn (blocks.0.conv...), found"
            + " no weights");
    assertRefused(
        changed(
            CTC,
            tensors -> {
              Tensor bias = tensors.get("network.embedding.bias");
              tensors.clear();
              put(tensors, "conv1.weight", bias);
              put(tensors, "encoder.lstm.weight_ih_l0", bias);
            }),
        "expected the tensors of ctcmodel (lstm.weight...) or ecapa_tdnn (blocks.0.conv...), found"
            + " others, such as conv1.weight, encoder.lstm.weight_ih_l0");
  }

  @Test
  void aMeanOfAnotherLengthIsRefused() throws IOException {
    Checkpoint checkpoint = golden("speechbrain/mean_var_norm_emb.ckpt");
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> EmbeddingMean.read(checkpoint, 192));
    assertEquals(
        "speechbrain/mean_var_norm_emb.ckpt: tensor glob_mean: expected 192 values, found the"
            + " shape [24]",
        refusal.getMessage());
  }

  private void assertRefused(Checkpoint checkpoint, String problem) {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> WeightSource.of(checkpoint));
    assertEquals(checkpoint.origin() + ": " + problem, refusal.getMessage());
  }

  private static void put(Map<String, Tensor> tensors, String name, Tensor tensor) {
    tensors.put(name, new Tensor(name, tensor.type(), tensor.shape(), tensor.data()));
  }

  private static void reshape(Map<String, Tensor> tensors, String name, Integer... shape) {
    Tensor tensor = tensors.get(name);
    tensors.put(name, new Tensor(name, tensor.type(), List.of(shape), tensor.data()));
  }

  private Checkpoint changed(String name, Consumer<Map<String, Tensor>> change) throws IOException {
    Checkpoint original = golden(name);
    Map<String, Tensor> tensors =
        new LinkedHashMap<>(
            original.read(original.tensors().stream().map(TensorInfo::name).toList()));
    change.accept(tensors);
    Path file = Files.createTempFile(folder, "changed", ".ckpt");
    CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, tensors.values());
    return Checkpoint.open(file);
  }

  private static Checkpoint golden(String name) throws IOException {
    try (InputStream in = WeightSourceRefusalsTest.class.getResourceAsStream("/golden/" + name)) {
      return Checkpoint.of(in.readAllBytes(), name);
    }
  }
}
