package io.vocalith.benchmarks;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointFormat;
import io.vocalith.engine.checkpoint.CheckpointWriter;
import io.vocalith.engine.checkpoint.DataType;
import io.vocalith.engine.checkpoint.Tensor;
import io.vocalith.models.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights out of a training checkpoint of ecapa_tdnn, 254 MB of which 80 are weights, against
 * nothing but reading as many bytes from the page cache into arrays.
 */
final class LoadingDuels {
  private static final int SPEAKERS = 5994;

  private LoadingDuels() {}

  static void run(Arena arena) throws Exception {
    String work = "load 254 MB training checkpoint";
    if (!arena.wanted(work)) {
      return;
    }
    Weights weights = Weights.ecapa(1024, 5);
    Path file = arena.scratch("training.ckpt");
    CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, training(weights));
    arena.duel(
        new Duel(work, 1, 3, 2),
        new Contestant("Vocalith", () -> load(file, weights)),
        new Contestant("reading the bytes", () -> read(file, weights)));
  }

  private static void load(Path file, Weights weights) throws IOException {
    WeightSource source = WeightSource.of(Checkpoint.open(file));
    List<float[]> loaded = new ArrayList<>();
    for (String name : weights.values().keySet()) {
      loaded.add(source.read(name));
    }
    if (loaded.size() != weights.values().size()) {
      throw new IllegalStateException("weights are missing");
    }
  }

  /** As many bytes into arrays that stay, which is the least that loading can do. */
  private static void read(Path file, Weights weights) throws IOException {
    List<byte[]> read = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = 0;
      for (float[] values : weights.values().values()) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        while (bytes.hasRemaining()) {
          at += channel.read(bytes, at);
        }
        read.add(bytes.array());
      }
    }
    if (read.size() != weights.values().size()) {
      throw new IllegalStateException("bytes are missing");
    }
  }

  /** What training leaves: every weight with two moments, the classifier, a table of rates. */
  private static List<Tensor> training(Weights weights) {
    List<Tensor> tensors = new ArrayList<>();
    for (String name : weights.values().keySet()) {
      float[] values = weights.get(name);
      List<Integer> shape = new ArrayList<>();
      for (int dimension : weights.shape(name)) {
        shape.add(dimension);
      }
      tensors.add(tensor("network." + name, shape, values));
      if (!name.contains(".moving_")) {
        tensors.add(tensor("moment1.network." + name, shape, new float[values.length]));
        tensors.add(tensor("moment2.network." + name, shape, new float[values.length]));
      }
    }
    float[] classifier = new float[SPEAKERS * 192];
    for (String name : List.of("", "moment1.", "moment2.")) {
      tensors.add(tensor(name + "classifier.weight", List.of(SPEAKERS, 192), classifier));
    }
    tensors.add(tensor("output", List.of(192, SPEAKERS), classifier));
    tensors.add(tensor("learning_rate", List.of(1_980_612), new float[1_980_612]));
    return tensors;
  }

  private static Tensor tensor(String name, List<Integer> shape, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new Tensor(name, DataType.FLOAT32, shape, bytes);
  }
}
