package io.vocalith.audio;

import io.vocalith.engine.Matrix;
import java.util.Arrays;
import java.util.Objects;

/**
 * The features of one recording, some rows at a time: bit for bit the rows that {@link
 * FeatureExtractor#extract(AudioClip)} gives of the whole recording, means over the whole recording
 * included. With {@link Mfcc} nothing but the samples is kept, and the means come from a first pass
 * over them; {@link Fbank}, whose floor is a level of the whole recording, is computed at once and
 * kept. Immutable and thread-safe.
 */
public final class FeatureRows {
  /** Rows of one step of the first pass. */
  private static final int STEP = 4096;

  private final AudioClip clip;
  private final Mfcc plain; // leaves means alone; null where all rows are kept
  private final Matrix kept; // all rows; null where they are computed
  private final double[] means; // of the columns; null where they stay
  private final int rows;

  private FeatureRows(AudioClip clip, Mfcc plain, Matrix kept, double[] means, int rows) {
    this.clip = clip;
    this.plain = plain;
    this.kept = kept;
    this.means = means;
    this.rows = rows;
  }

  /**
   * The features of a clip, resampled first where its rate differs.
   *
   * @throws IllegalArgumentException as {@link FeatureExtractor#extract(float[])}
   */
  public static FeatureRows of(FeatureExtractor extractor, AudioClip clip) {
    AudioClip heard = clip.resampled(extractor.sampleRate());
    if (!(extractor instanceof Mfcc mfcc) || mfcc.rows(heard.length()) <= STEP) {
      Matrix all = extractor.extract(heard.data());
      return new FeatureRows(heard, null, all, null, all.rows());
    }
    MfccOptions options = mfcc.options();
    Mfcc plain = options.removeMean() ? new Mfcc(options.withMeanRemoved(false)) : mfcc;
    FeatureRows uneven = new FeatureRows(heard, plain, null, null, mfcc.rows(heard.length()));
    return options.removeMean()
        ? new FeatureRows(heard, plain, null, uneven.columnMeans(), uneven.rows)
        : uneven;
  }

  private double[] columnMeans() {
    double[] sums = new double[plain.dimension()];
    for (int from = 0; from < rows; from += STEP) {
      MeanNormalizer.add(rows(from, Math.min(rows, from + STEP)).values(), sums);
    }
    return MeanNormalizer.means(sums, rows);
  }

  /** Number of rows of the whole recording. */
  public int rows() {
    return rows;
  }

  /** The recording at the rate of the front end. */
  public AudioClip clip() {
    return clip;
  }

  /**
   * The rows {@code from} to {@code to - 1}.
   *
   * @throws IndexOutOfBoundsException if they are not all there
   */
  public Matrix rows(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    int columns = plain == null ? kept.columns() : plain.dimension();
    if (from == to) {
      return Matrix.zeros(0, columns);
    }
    if (plain == null) {
      float[] values = Arrays.copyOfRange(kept.values(), from * columns, to * columns);
      return Matrix.of(to - from, columns, values);
    }
    // One row more in front takes the first sample, whose pre-emphasis lacks the one before.
    int lead = from > 0 ? 1 : 0;
    FrameOptions frames = plain.options().frames();
    long end = (to - 1L + plain.droppedFrames()) * frames.hop() + frames.window();
    int last = (int) Math.min(clip.length(), end);
    Matrix cut = plain.extract(clip.samples((from - lead) * frames.hop(), last));
    float[] values = Arrays.copyOfRange(cut.values(), lead * columns, (lead + to - from) * columns);
    if (means != null) {
      MeanNormalizer.subtract(values, means);
    }
    return Matrix.of(to - from, columns, values);
  }
}
