package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointFormat;
import io.vocalith.engine.checkpoint.CheckpointWriter;
import io.vocalith.engine.checkpoint.DataType;
import io.vocalith.engine.checkpoint.Tensor;
import io.vocalith.models.NetworkShape.EcapaTdnn;
import io.vocalith.models.NetworkShape.Flavour;
import io.vocalith.models.TensorUse.Use;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training checkpoint of the published size: the names, shapes and company that training with
 * 5,994 speakers leaves.
 */
class TrainingCheckpointTest {
  private static final EcapaTdnn PUBLISHED =
      new EcapaTdnn(Flavour.MINDSPORE, 80, 1024, 3, 5, 3, 8, 128, 3072, 128, false, 192);
  private static final ByteBuffer VALUES = values(3072 * 3072);

  @TempDir Path folder;

  @Test
  void trainingStateOf254MegabytesBecomes80() throws IOException {
    Path training = folder.resolve("train_ecapa_vox12.ckpt");
    CheckpointWriter.write(training, CheckpointFormat.MINDSPORE, trainingTensors());
    assertEquals(254, Math.round(Files.size(training) / 0x1p20));

    Inspection inspection = Inspection.of(Checkpoint.open(training));
    assertEquals(PUBLISHED, inspection.network().orElseThrow());
    assertEquals(80_078_080, inspection.bytes(Use.USED));
    assertEquals(0, inspection.bytes(Use.UNUSED));

    Path weights = folder.resolve("weights.safetensors");
    CheckpointWriter.write(
        weights,
        CheckpointFormat.SAFETENSORS,
        inspection.checkpoint(),
        inspection.inferenceTensors());
    assertTrue(Files.size(weights) - 80_078_080 < 32 << 10, Files.size(weights) + " bytes");
    WeightSource source = WeightSource.of(Checkpoint.open(weights));
    assertEquals(PUBLISHED, source.network());
    for (String name : List.of("blocks.0.conv.weight", "mfa.conv.weight", "fc.bias")) {
      assertArrayEquals(WeightSource.of(Checkpoint.open(training)).read(name), source.read(name));
    }
  }

  private static List<Tensor> trainingTensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> weight : ExpectedTensors.of(PUBLISHED).entrySet()) {
      String name = "network." + weight.getKey();
      List<Integer> shape = asMindSporeStoresIt(weight.getValue());
      tensors.add(tensor(name, shape));
      if (!name.contains(".moving_")) {
        tensors.add(tensor("moment1." + name, shape));
        tensors.add(tensor("moment2." + name, shape));
      }
    }
    for (String name : List.of("", "moment1.", "moment2.")) {
      tensors.add(tensor(name + "classifier.weight", List.of(5994, 192)));
    }
    tensors.add(tensor("scale_sense", List.of()));
    tensors.add(tensor("output", List.of(192, 5994)));
    tensors.add(tensor("learning_rate", List.of(3 * 660_204)));
    return tensors;
  }

  private static List<Integer> asMindSporeStoresIt(List<Integer> shape) {
    return shape.size() == 3 ? List.of(shape.get(0), shape.get(1), 1, shape.get(2)) : shape;
  }

  private static Tensor tensor(String name, List<Integer> shape) {
    int values = shape.stream().reduce(1, Math::multiplyExact);
    return new Tensor(name, DataType.FLOAT32, shape, VALUES.slice(0, 4 * values));
  }

  private static ByteBuffer values(int count) {
    ByteBuffer values = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      values.putFloat(4 * i, i % 1000 / 1000f);
    }
    return values;
  }
}
