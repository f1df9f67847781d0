package io.vocalith.benchmarks;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.BestPathDecoder;
import io.vocalith.engine.ctc.FreePlace;
import io.vocalith.engine.ctc.Hypothesis;
import io.vocalith.engine.ctc.LogSoftmax;
import io.vocalith.engine.ctc.PrefixSearchDecoder;
import io.vocalith.engine.ctc.PrefixSearchOptions;
import io.vocalith.engine.ctc.SequencePosterior;
import java.util.ArrayList;
import java.util.List;
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

/** 600 frames of 62 classes to labels, times and confidences. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CtcBenchmark {
  private static final int FRAMES = 600;
  private static final int CLASSES = 62;
  private static final int BLANK = 61;

  /** Scores as a trained network has them, or nearly undecided ones. */
  @Param({"peaky", "flat"})
  private String scores;

  private final BestPathDecoder bestPath = new BestPathDecoder(BLANK);
  private final PrefixSearchDecoder beam5 =
      new PrefixSearchDecoder(PrefixSearchOptions.reference(BLANK, 5));
  private final PrefixSearchDecoder beam100 =
      new PrefixSearchDecoder(PrefixSearchOptions.textbook(BLANK, 100));
  private Matrix logits;
  private Matrix logProbabilities;
  private List<int[]> sequence;

  /** Makes the scores. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    float[] values = new float[FRAMES * CLASSES];
    for (int t = 0; t < FRAMES; t++) {
      for (int c = 0; c < CLASSES; c++) {
        double spread = scores.equals("peaky") ? 1 : 0.3;
        values[t * CLASSES + c] = (float) (spread * random.nextGaussian());
      }
      if (scores.equals("peaky")) {
        values[t * CLASSES + BLANK] += 4;
        values[t * CLASSES + random.nextInt(BLANK)] += t % 8 == 0 ? 9 : 0;
      }
    }
    logits = Matrix.of(FRAMES, CLASSES, values);
    logProbabilities = LogSoftmax.apply(logits);
    sequence = new ArrayList<>();
    int[] labels = bestPath.best(logProbabilities).labels();
    for (int i = 0; i < Math.min(75, labels.length); i++) {
      sequence.add(new int[] {labels[i]});
    }
  }

  /** Logits to log-probabilities. */
  @Benchmark
  public Matrix logSoftmax() {
    return LogSoftmax.apply(logits);
  }

  /** Best path. */
  @Benchmark
  public Hypothesis bestPath() {
    return bestPath.best(logProbabilities);
  }

  /** Prefix search with the reference's beam. */
  @Benchmark
  public Hypothesis beamOf5() {
    return beam5.best(logProbabilities);
  }

  /** Prefix search with a wide beam. */
  @Benchmark
  public Hypothesis beamOf100() {
    return beam100.best(logProbabilities);
  }

  /** Forward-backward sums and the confidence of every one of some 75 labels. */
  @Benchmark
  public double confidences() {
    SequencePosterior posterior = new SequencePosterior(logProbabilities, BLANK, sequence);
    double sum = 0;
    for (int place = 0; place < sequence.size(); place++) {
      FreePlace free = posterior.free(place);
      sum += free.confidence();
    }
    return sum;
  }
}
