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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Named weights that both contestants are built from: seeded random numbers of a trained network's
 * size, in the names and shapes of a MindSpore checkpoint. Speed does not depend on the values, as
 * long as activations neither vanish nor overflow.
 */
public record Weights(Map<String, float[]> values, Map<String, int[]> shapes) {

  /** One tensor's values. */
  public float[] get(String name) {
    float[] found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no weight is named " + name);
    }
    return found;
  }

  /** One tensor's shape. */
  public int[] shape(String name) {
    return shapes.get(name);
  }

  /** Writes the weights as a MindSpore checkpoint, from which our networks are built. */
  public WeightSource write(Path file) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    values.forEach(
        (name, array) -> {
          ByteBuffer bytes = ByteBuffer.allocate(4 * array.length).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(array);
          List<Integer> shape = Arrays.stream(shapes.get(name)).boxed().toList();
          tensors.add(new Tensor(name, DataType.FLOAT32, shape, bytes));
        });
    CheckpointWriter.write(file, CheckpointFormat.MINDSPORE, tensors);
    return WeightSource.of(Checkpoint.open(file));
  }

  /** ECAPA-TDNN in the published proportions: attention, squeeze 128, embedding 192, scale 8. */
  public static Weights ecapa(int channels, long seed) {
    Maker make = new Maker(seed);
    make.tdnn("blocks.0", 80, channels, 5);
    for (int block = 1; block <= 3; block++) {
      String name = "blocks." + block;
      make.tdnn(name + ".tdnn1", channels, channels, 1);
      for (int i = 0; i < 7; i++) {
        make.tdnn(name + ".res2net_block.blocks." + i, channels / 8, channels / 8, 3);
      }
      make.tdnn(name + ".tdnn2", channels, channels, 1);
      make.conv(name + ".se_block.conv1", channels, 128, 1);
      make.conv(name + ".se_block.conv2", 128, channels, 1);
    }
    make.tdnn("mfa", 3 * channels, 3 * channels, 1);
    make.tdnn("asp.tdnn", 3 * channels, 128, 1);
    make.conv("asp.conv", 128, 3 * channels, 1);
    make.norm("asp_bn", 6 * channels);
    make.conv("fc", 6 * channels, 192, 1);
    return make.weights();
  }

  /** ctcmodel as published: 39 inputs, two layers of 128 both ways, 62 classes. */
  public static Weights ctc(long seed) {
    Maker make = new Maker(seed);
    for (int layer = 0; layer < 2; layer++) {
      for (String direction : new String[] {"", "_reverse"}) {
        int inputs = layer == 0 ? 39 : 256;
        make.uniform("lstm.weight_ih_l" + layer + direction, 0.088f, 512, inputs);
        make.uniform("lstm.weight_hh_l" + layer + direction, 0.088f, 512, 128);
        make.uniform("lstm.bias_ih_l" + layer + direction, 0.088f, 512);
        make.uniform("lstm.bias_hh_l" + layer + direction, 0.088f, 512);
      }
    }
    make.uniform("embedding.weight", 0.06f, 62, 256);
    make.uniform("embedding.bias", 0.06f, 62);
    return make.weights();
  }

  private static final class Maker {
    private final Random random;
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    Maker(long seed) {
      random = new Random(seed);
    }

    Weights weights() {
      return new Weights(values, shapes);
    }

    void tdnn(String name, int inputs, int outputs, int kernel) {
      conv(name + ".conv", inputs, outputs, kernel);
      norm(name + ".norm", outputs);
    }

    void conv(String name, int inputs, int outputs, int kernel) {
      float bound = (float) (1 / Math.sqrt(inputs * kernel));
      uniform(name + ".weight", bound, outputs, inputs, 1, kernel);
      uniform(name + ".bias", bound, outputs);
    }

    void norm(String name, int channels) {
      fill(name + ".norm2d.gamma", 0.5f, 1.5f, channels);
      fill(name + ".norm2d.beta", -0.5f, 0.5f, channels);
      fill(name + ".norm2d.moving_mean", 0f, 0.3f, channels);
      fill(name + ".norm2d.moving_variance", 0.2f, 1f, channels);
    }

    void uniform(String name, float bound, int... shape) {
      fill(name, -bound, bound, shape);
    }

    private void fill(String name, float low, float high, int... shape) {
      int size = 1;
      for (int dimension : shape) {
        size *= dimension;
      }
      float[] array = new float[size];
      for (int i = 0; i < size; i++) {
        array[i] = low + (high - low) * random.nextFloat();
      }
      values.put(name, array);
      shapes.put(name, shape);
    }
  }
}
