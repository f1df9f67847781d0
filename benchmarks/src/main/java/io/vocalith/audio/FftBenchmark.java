package io.vocalith.audio;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jtransforms.fft.DoubleFFT_1D;
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
 * The power spectrum of one frame, by the front ends' own transform and by JTransforms. It stands
 * in the transform's package because the transform is nobody else's business.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FftBenchmark {
  /** Samples in a frame. */
  @Param({"400", "512"})
  private int size;

  private double[] signal;
  private double[] frame;
  private double[] scratch;
  private double[] power;
  private RealFft ours;
  private DoubleFFT_1D theirs;

  /** Makes noise. */
  @Setup
  public void prepare() {
    signal = new Random(1).doubles(size, -1, 1).toArray();
    frame = new double[size];
    scratch = new double[size];
    power = new double[size / 2 + 1];
    ours = new RealFft(size);
    theirs = new DoubleFFT_1D(size);
  }

  /** Our own. */
  @Benchmark
  public double[] ours() {
    System.arraycopy(signal, 0, frame, 0, size);
    ours.powerSpectrum(frame, scratch, power);
    return power;
  }

  /** JTransforms and the squares. */
  @Benchmark
  public double[] jTransforms() {
    System.arraycopy(signal, 0, frame, 0, size);
    theirs.realForward(frame);
    power[0] = frame[0] * frame[0];
    power[size / 2] = frame[1] * frame[1];
    for (int k = 1; k < size / 2; k++) {
      power[k] = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
    }
    return power;
  }
}
