package io.vocalith.benchmarks;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Convolution;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.kernel.LstmState;
import io.vocalith.engine.kernel.Recurrence;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The operations of {@link Kernels} in the shapes of the published networks, on one thread. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class KernelBenchmark {
  private static final int FRAMES = 301;

  /** Multiply-adds count as two operations; the counter becomes GFLOP/s. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public double gigaflops;
  }

  /** A convolution of ECAPA-TDNN: outputs x inputs x taps. */
  @State(Scope.Thread)
  public static class Product {
    @Param({"vector", "scalar"})
    String kernels;

    @Param({"1024x1024x1", "3072x3072x1", "128x128x3", "1024x80x5", "128x3072x1", "3072x128x1"})
    String shape;

    private Kernels chosen;
    private Convolution convolution;
    private final Frames in = new Frames();
    private final Frames out = new Frames();
    private double gigaflops;

    @Setup
    public void setUp() {
      String[] parts = shape.split("x");
      int outputs = Integer.parseInt(parts[0]);
      int inputs = Integer.parseInt(parts[1]);
      int taps = Integer.parseInt(parts[2]);
      Random random = new Random(1);
      chosen = KernelProvider.select(kernels).kernels();
      convolution =
          Convolution.pack(
              chosen,
              Convolution.Shape.same(outputs, inputs, taps, 1),
              values(random, outputs * inputs * taps),
              values(random, outputs),
              new Epilogue(
                  true, values(random, outputs), values(random, outputs), Epilogue.Squash.NONE));
      fill(random, in.resize(FRAMES, inputs, taps));
      out.resize(FRAMES, outputs, 0);
      gigaflops = 2e-9 * FRAMES * outputs * inputs * taps;
    }
  }

  /** The recurrent half of one direction of ctcmodel. */
  @State(Scope.Thread)
  public static class Recurrent {
    private static final int HIDDEN = 128;

    @Param({"vector", "scalar"})
    String kernels;

    private Kernels chosen;
    private Recurrence recurrence;
    private final Frames gates = new Frames();
    private final Frames out = new Frames();
    private final LstmState state = new LstmState();

    @Setup
    public void setUp() {
      Random random = new Random(2);
      chosen = KernelProvider.select(kernels).kernels();
      recurrence = Recurrence.pack(chosen, HIDDEN, values(random, 4 * HIDDEN * HIDDEN));
      fill(random, gates.resize(FRAMES, recurrence.width(), 0));
      out.resize(FRAMES, HIDDEN, 0);
      state.reset(recurrence.paddedHidden());
    }
  }

  /** Attentive statistics over 3072 channels. */
  @State(Scope.Thread)
  public static class Pooling {
    private static final int CHANNELS = 3072;

    @Param({"vector", "scalar"})
    String kernels;

    private Kernels chosen;
    private final Frames scores = new Frames();
    private final Frames x = new Frames();
    private final Frames pooled = new Frames();

    @Setup
    public void setUp() {
      Random random = new Random(3);
      chosen = KernelProvider.select(kernels).kernels();
      fill(random, scores.resize(FRAMES, CHANNELS, 0));
      fill(random, x.resize(FRAMES, CHANNELS, 0));
      pooled.resize(1, 2 * CHANNELS, 0);
    }
  }

  @Benchmark
  public Frames convolve(Product p, Work work) {
    p.chosen.convolve(p.convolution, p.convolution.bias(), p.in, 0, p.out, 0, 0, FRAMES);
    work.gigaflops += p.gigaflops;
    return p.out;
  }

  /** 301 steps. */
  @Benchmark
  public Frames recur(Recurrent r) {
    r.chosen.recur(r.recurrence, r.gates, r.state, r.out, 0, 0, FRAMES, true);
    return r.out;
  }

  /** Scores are weights after the first call, which costs the same. */
  @Benchmark
  public Frames attend(Pooling p) {
    p.chosen.attend(p.scores, p.x, 0, Pooling.CHANNELS, p.pooled);
    return p.pooled;
  }

  static void fill(Random random, Frames frames) {
    float[] values = frames.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }

  static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.05f * (float) random.nextGaussian();
    }
    return values;
  }
}
