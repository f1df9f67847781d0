package io.vocalith.models.ctc;

import io.vocalith.audio.FeatureRows;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.nn.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * One recording recognised passage by passage. A place to cut is looked for twice: first where the
 * recording is still ({@link StillPlaces}), then, nearby, where the network is surest to say
 * nothing, so that no phone lies on both sides of a cut or on neither. Then the passages do not
 * depend on each other, and threads share them.
 */
final class LongRecognition {
  /** How far from the stillest place a cut may be. */
  private static final double REACH_SECONDS = 0.15;

  /** Over how much time on either side of a cut nothing should be said. */
  private static final double NOTHING_SECONDS = 0.05;

  /** Context enough to see where nothing is said. */
  private static final double GLANCE_SECONDS = 1;

  private final FeatureRows features;
  private final UnaryOperator<Matrix> scores;
  private final int blank;
  private final TimeBase times;
  private final int longest;
  private final int context;

  /** What is made of the scores of a passage. */
  interface Work<T> {
    /**
     * @param scores of the passage alone, one row per frame
     * @param first its first frame in the recording
     */
    T apply(Matrix scores, int first);
  }

  /**
   * @param scores from features to log-probabilities; called on several threads
   */
  LongRecognition(
      FeatureRows features,
      UnaryOperator<Matrix> scores,
      int blank,
      TimeBase times,
      Splitting splitting) {
    this.features = features;
    this.scores = scores;
    this.blank = blank;
    this.times = times;
    this.longest = frames(splitting.longestSeconds());
    this.context = frames(splitting.contextSeconds());
  }

  private int frames(double seconds) {
    return (int)
        Math.min(Integer.MAX_VALUE, Math.round(seconds * times.sampleRate() / times.hop()));
  }

  /**
   * Works on all passages.
   *
   * @param threads share the passages
   * @param progress hears after each passage how many seconds are done, from any of the threads but
   *     one at a time
   * @return what came of each passage, in their order
   */
  <T> List<T> run(Parallel threads, DoubleConsumer progress, Work<T> work) {
    List<Integer> still = StillPlaces.in(features.clip(), times, features.rows(), longest);
    List<Integer> cuts = new ArrayList<>(List.of(0));
    cuts.addAll(each(still.size(), threads, i -> cutNear(still.get(i))));
    cuts.add(features.rows());
    int[] done = new int[1];
    return each(
        cuts.size() - 1,
        threads,
        i -> {
          int from = cuts.get(i);
          int to = cuts.get(i + 1);
          T result = work.apply(scores(from, to, context), from);
          synchronized (done) {
            done[0] += to - from;
            progress.accept((double) done[0] * times.hop() / times.sampleRate());
          }
          return result;
        });
  }

  /** Scores of frames that are heard with their context. */
  private Matrix scores(int from, int to, int around) {
    int start = Math.max(0, from - around);
    int end = (int) Math.min(features.rows(), (long) to + around);
    Matrix heard = scores.apply(features.rows(start, end));
    int columns = heard.columns();
    float[] wanted =
        Arrays.copyOfRange(heard.values(), (from - start) * columns, (to - start) * columns);
    return Matrix.of(to - from, columns, wanted);
  }

  private int cutNear(int still) {
    int beside = frames(NOTHING_SECONDS);
    int reach = frames(REACH_SECONDS);
    int first = still - reach - beside;
    int end = Math.min(features.rows(), still + reach + beside);
    Matrix around = scores(first, end, Math.min(context, frames(GLANCE_SECONDS)));
    int best = still;
    double surest = Double.NEGATIVE_INFINITY;
    for (int cut = beside; cut + beside <= around.rows(); cut++) {
      double nothing = 0;
      for (int t = cut - beside; t < cut + beside; t++) {
        nothing += around.get(t, blank);
      }
      if (nothing > surest) {
        surest = nothing;
        best = first + cut;
      }
    }
    return best;
  }

  /** Results of items that the threads take one by one, in the order of the items. */
  private static <T> List<T> each(int count, Parallel threads, IntFunction<T> work) {
    AtomicReferenceArray<T> results = new AtomicReferenceArray<>(count);
    AtomicInteger next = new AtomicInteger();
    threads.run(
        share -> {
          try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              results.set(i, work.apply(i));
            }
          } catch (RuntimeException | Error e) {
            next.set(count); // the others need not go on
            throw e;
          }
        });
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(results.get(i));
    }
    return list;
  }
}
