package io.vocalith.benchmarks;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.kernel.LstmState;
import io.vocalith.engine.kernel.Recurrence;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * How long an LSTM of ctcmodel's size goes on over padding until its state comes back, bit for bit:
 * from then on steps could be left out. Random weights of PyTorch's range, 300 steps of speech,
 * then a constant input.
 */
public final class Settling {
  private static final int HIDDEN = 128;
  private static final float RANGE = 0.088f;
  private static final int SPEECH = 300;
  private static final int MOST = 20_000;

  private Settling() {}

  /** Prints, for some seeds, after how many steps of padding the state comes back, and to which. */
  public static void main(String[] arguments) {
    Kernels kernels = KernelProvider.select().kernels();
    for (long seed = 1; seed <= 8; seed++) {
      System.out.println("seed " + seed + ": " + run(kernels, new Random(seed)));
    }
  }

  private static String run(Kernels kernels, Random random) {
    float[] weights = new float[Recurrence.GATES * HIDDEN * HIDDEN];
    fill(weights, random);
    Recurrence recurrence = Recurrence.pack(kernels, HIDDEN, weights);
    float[] bias = new float[recurrence.width()];
    fill(bias, random);
    Frames gates = new Frames().resize(1, recurrence.width(), 0);
    Frames out = new Frames().resize(1, HIDDEN, 0);
    LstmState state = new LstmState();
    state.reset(recurrence.paddedHidden());
    for (int t = 0; t < SPEECH; t++) {
      for (int i = 0; i < bias.length; i++) {
        gates.values()[gates.at(0) + i] = bias[i] + (float) random.nextGaussian() / 2;
      }
      kernels.recur(recurrence, gates, state, out, 0, 0, 1, true);
    }
    System.arraycopy(bias, 0, gates.values(), gates.at(0), bias.length);
    Map<Long, Integer> seen = new HashMap<>(); // by a hash of h: where it is new, so is h
    float[] h = new float[HIDDEN];
    for (int t = 1; t <= MOST; t++) {
      kernels.recur(recurrence, gates, state, out, 0, 0, 1, true);
      if (state.repeats()) {
        return "settles after " + t + " steps";
      }
      state.copyHidden(h, 0, HIDDEN);
      Integer before = seen.putIfAbsent(hash(h), t);
      if (before != null) {
        return "after " + t + " steps as " + (t - before) + " steps before";
      }
    }
    return "not within " + MOST + " steps";
  }

  private static long hash(float[] values) {
    long hash = 0;
    for (float value : values) {
      hash = 0x9E3779B97F4A7C15L * hash + Float.floatToRawIntBits(value);
    }
    return hash;
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = RANGE * (2 * random.nextFloat() - 1);
    }
  }
}
