package io.vocalith.benchmarks;

import io.vocalith.audio.Fbank;
import io.vocalith.audio.FrameOptions;
import io.vocalith.audio.MelOptions;
import io.vocalith.audio.Mfcc;
import io.vocalith.audio.MfccOptions;
import io.vocalith.audio.WindowShape;
import io.vocalith.engine.Matrix;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Ten seconds of samples at 16 kHz to the features of the models. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrontEndBenchmark {
  private final Fbank fbank = new Fbank();
  private final Mfcc mfcc = new Mfcc();
  private final Mfcc mfccOfTenMilliseconds =
      new Mfcc(
          MfccOptions.DEFAULTS
              .withFrames(new FrameOptions(400, 160, WindowShape.HAMMING, 512))
              .withPreEmphasis(0.97)
              .withMel(new MelOptions(26, 0, 8000))
              .withMeanRemoved(true));
  private final float[] samples = new float[160_000];

  /** Makes noise. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** ecapa_tdnn: 80 mel bands of 1,001 frames. */
  @Benchmark
  public Matrix fbank() {
    return fbank.extract(samples);
  }

  /** ctcmodel: 39 features of 1,999 frames. */
  @Benchmark
  public Matrix mfcc() {
    return mfcc.extract(samples);
  }

  /** phones-en: 39 features of 1,000 frames. */
  @Benchmark
  public Matrix mfccOfTenMilliseconds() {
    return mfccOfTenMilliseconds.extract(samples);
  }
}
