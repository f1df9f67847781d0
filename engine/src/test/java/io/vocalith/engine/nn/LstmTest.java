package io.vocalith.engine.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LstmTest {
  private static final int INPUTS = 7;
  private static final int HIDDEN = 11;

  /** A forget bias of +5 lets the cells grow for thousands of steps: nothing may be left out. */
  @Test
  void paddedRunEqualsRunningEveryFrameWhetherStatesSettleOrNot() {
    for (String kind : new String[] {"scalar", "vector"}) {
      Kernels kernels = KernelProvider.select(kind).kernels();
      for (float forget : new float[] {-3f, 0f, 1f, 5f}) {
        BiLstm stack = stack(kernels, forget, new Random(5));
        for (int speech : new int[] {1, 40, 150}) {
          Matrix x = random(speech, INPUTS, speech);
          for (int frames : new int[] {speech + 1, speech + 97, 1000}) {
            float[] every = states(stack, x, frames, frames, frames);
            String what = kind + ", forget " + forget + ", " + speech + " of " + frames;
            assertArrayEquals(every, states(stack, x, frames, speech, frames), what);
            float[] wanted = states(stack, x, frames, speech, speech);
            assertArrayEquals(Arrays.copyOf(every, wanted.length), wanted, what);
          }
        }
      }
    }
  }

  @Test
  void paddingThatSettlesIsLeftOut() {
    Kernels kernels = KernelProvider.select("scalar").kernels();
    assertTrue(settled(kernels, 0f) > 400, "a state that forgets settles within 600 frames");
    assertEquals(0, settled(kernels, 5f), "a state that keeps everything does not settle");
  }

  /** Whatever was asked before, and beyond the states that are kept where they do not settle. */
  @Test
  void statesOfSilenceAreThoseOfEveryFrame() {
    Kernels kernels = KernelProvider.select("scalar").kernels();
    for (float forget : new float[] {0f, 9f}) {
      Lstm lstm = direction(kernels, false, INPUTS, forget, 0.4f, new Random(2));
      Silence silence = new Silence();
      for (int frames : new int[] {100, 9, 5000, 1, 4097, 300}) {
        Frames in = new Frames().copyOf(random(3, INPUTS, frames), frames + 3, 0);
        Frames every = new Frames().resize(frames + 3, HIDDEN, 0);
        lstm.run(in, frames + 3, null, every, 0, new Lstm.Scratch(), new Zone());
        Lstm.Scratch scratch = new Lstm.Scratch();
        scratch.constant.set(3, frames + 3);
        Frames found = new Frames().resize(frames + 3, HIDDEN, 0);
        lstm.run(in, frames + 3, silence, found, 0, scratch, new Zone());
        String what = "forget " + forget + ", " + frames + " frames";
        assertArrayEquals(every.matrix(0, HIDDEN).values(), found.matrix(0, HIDDEN).values(), what);
        assertTrue(silence.kept() <= 4096, what);
      }
      assertEquals(forget == 9f, silence.kept() == 4096, "states that do not settle are kept");
    }
  }

  private static int settled(Kernels kernels, float forget) {
    Lstm lstm = direction(kernels, true, INPUTS, forget, 0.1f, new Random(1));
    Lstm.Scratch scratch = new Lstm.Scratch();
    Zone settled = new Zone();
    scratch.constant.set(30, 630);
    Frames in = new Frames().copyOf(random(30, INPUTS, 1), 630, 0);
    lstm.run(in, 630, null, new Frames().resize(630, HIDDEN, 0), 0, scratch, settled);
    return settled.to() - settled.from();
  }

  @Test
  void stepsAreTheEquationsInDoublePrecision() {
    Random random = new Random(3);
    float[] w = values(4 * HIDDEN * INPUTS, 0.4f, random);
    float[] r = values(4 * HIDDEN * HIDDEN, 0.4f, random);
    float[] b = values(4 * HIDDEN, 0.4f, random);
    Matrix x = random(20, INPUTS, 9);
    double[] h = new double[HIDDEN];
    double[] c = new double[HIDDEN];
    for (String kind : new String[] {"scalar", "vector"}) {
      Arrays.fill(h, 0);
      Arrays.fill(c, 0);
      Lstm lstm = new Lstm(KernelProvider.select(kind).kernels(), true, INPUTS, w, r, b);
      Frames out = new Frames().resize(20, HIDDEN, 0);
      lstm.run(new Frames().copyOf(x, 20, 0), 20, null, out, 0, new Lstm.Scratch(), new Zone());
      for (int t = 0; t < 20; t++) {
        double[] z = new double[4 * HIDDEN];
        for (int row = 0; row < z.length; row++) {
          z[row] = b[row];
          for (int k = 0; k < INPUTS; k++) {
            z[row] += (double) w[row * INPUTS + k] * x.get(t, k);
          }
          for (int k = 0; k < HIDDEN; k++) {
            z[row] += r[row * HIDDEN + k] * h[k];
          }
        }
        for (int u = 0; u < HIDDEN; u++) {
          c[u] = sigmoid(z[HIDDEN + u]) * c[u] + sigmoid(z[u]) * Math.tanh(z[2 * HIDDEN + u]);
          h[u] = sigmoid(z[3 * HIDDEN + u]) * Math.tanh(c[u]);
          assertEquals(h[u], out.values()[out.at(t) + u], 3e-6, kind + " " + t + " " + u);
        }
      }
    }
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    Kernels kernels = KernelProvider.select("scalar").kernels();
    float[] b = new float[8];
    assertThrows(
        IllegalArgumentException.class,
        () -> new Lstm(kernels, true, 3, new float[23], new float[16], b));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Lstm(kernels, true, 3, new float[24], new float[17], b));
    Lstm lstm = new Lstm(kernels, true, 3, new float[24], new float[16], b);
    assertThrows(IllegalArgumentException.class, () -> new BiLstm(List.of(lstm)));
    assertThrows(IllegalArgumentException.class, () -> new BiLstm(List.of(lstm, lstm, lstm, lstm)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static float[] states(BiLstm stack, Matrix x, int frames, int speech, int wanted) {
    BiLstm.Scratch scratch = new BiLstm.Scratch();
    scratch.resize(frames, stack);
    scratch.poison();
    Frames in = new Frames().copyOf(x, frames, 0);
    Frames states = stack.forward(in, speech, wanted, scratch, Share.ALONE);
    return Arrays.copyOf(states.matrix(0, stack.outputs()).values(), wanted * stack.outputs());
  }

  private static BiLstm stack(Kernels kernels, float forget, Random random) {
    List<Lstm> directions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int inputs = i < 2 ? INPUTS : 2 * HIDDEN;
      directions.add(direction(kernels, i % 2 == 0, inputs, forget, 0.4f, random));
    }
    return new BiLstm(directions);
  }

  private static Lstm direction(
      Kernels kernels, boolean forward, int inputs, float forget, float scale, Random random) {
    float[] bias = values(4 * HIDDEN, scale, random);
    for (int u = 0; u < HIDDEN; u++) {
      bias[HIDDEN + u] += forget;
    }
    return new Lstm(
        kernels,
        forward,
        inputs,
        values(4 * HIDDEN * inputs, scale, random),
        values(4 * HIDDEN * HIDDEN, scale, random),
        bias);
  }

  private static Matrix random(int rows, int columns, long seed) {
    return Matrix.of(rows, columns, values(rows * columns, 0.4f, new Random(seed)));
  }

  private static float[] values(int count, float scale, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
    return values;
  }
}
