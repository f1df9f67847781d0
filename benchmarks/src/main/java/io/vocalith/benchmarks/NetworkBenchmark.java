package io.vocalith.benchmarks;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.StageObserver;
import io.vocalith.models.WeightSource;
import io.vocalith.models.ctc.CtcNetwork;
import io.vocalith.models.speaker.EcapaTdnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/**
 * Whole networks of the published sizes with random weights, features in, logits or embedding out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class NetworkBenchmark {
  private static final int CHANNELS = 1024;
  private static final int PADDED = 1555;

  @Param({"vector", "scalar"})
  String kernels;

  @Param({"1", "2"})
  int threads;

  private EcapaTdnn ecapa;
  private CtcNetwork ctc;
  private Parallel parallel;
  private final Matrix fbank = features(301, 80);
  private final Matrix mfcc = features(600, 39);
  private final Matrix shortMfcc = mfcc.slice(0, 300);

  @Setup
  public void setUp() throws IOException {
    Kernels chosen = KernelProvider.select(kernels).kernels();
    parallel = Parallel.ofThreads(threads);
    Path folder = Files.createTempDirectory("vocalith-benchmark");
    Path file = folder.resolve("weights.ckpt");
    WeightSource weights = Weights.ecapa(CHANNELS, 1).write(file);
    ecapa = EcapaTdnn.of(weights, chosen);
    ctc = CtcNetwork.of(Weights.ctc(1).write(file), chosen);
    Files.delete(file);
    Files.delete(folder);
  }

  /** ECAPA-TDNN over 3 s of speech. */
  @Benchmark
  public float[] ecapa301() {
    return ecapa.embed(fbank, parallel, StageObserver.NONE);
  }

  /** ctcmodel over 600 frames. */
  @Benchmark
  public Matrix ctc600() {
    return ctc.logits(mfcc, 0, parallel, StageObserver.NONE);
  }

  /** ctcmodel over 300 frames as they are: what the padded run is to be measured against. */
  @Benchmark
  public Matrix ctc300() {
    return ctc.logits(shortMfcc, 0, parallel, StageObserver.NONE);
  }

  /** ctcmodel over 300 frames, padded as the reference does. */
  @Benchmark
  public Matrix ctc300padded() {
    return ctc.logits(shortMfcc, PADDED, parallel, StageObserver.NONE);
  }

  private static Matrix features(int frames, int columns) {
    Random random = new Random(4);
    float[] values = new float[frames * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(frames, columns, values);
  }
}
