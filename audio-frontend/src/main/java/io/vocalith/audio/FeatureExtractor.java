package io.vocalith.audio;

import io.vocalith.engine.Matrix;

/**
 * Turns samples into the features of a network, a matrix (frames, {@link #dimension()}). Extractors
 * are immutable and thread-safe, and a frame's bits do not depend on the machine, the JVM or what
 * else is computed.
 */
public sealed interface FeatureExtractor permits Mfcc, Fbank {
  /**
   * The features of a recording.
   *
   * @param samples one channel at {@link #sampleRate()}, full scale is -1 to 1
   * @throws IllegalArgumentException if there are too few samples for one frame of features, or a
   *     sample is not a number of at most 1e9 in magnitude
   */
  Matrix extract(float[] samples);

  /**
   * The features of a clip, resampled first where its rate differs.
   *
   * @throws IllegalArgumentException as {@link #extract(float[])}
   */
  default Matrix extract(AudioClip clip) {
    return extract(clip.resampled(sampleRate()).data());
  }

  /** Rate of the samples in Hz. */
  int sampleRate();

  /** Features per frame. */
  int dimension();

  /** Seconds from one frame to the next. */
  double hopSeconds();

  /** Seconds of signal in one frame. */
  double windowSeconds();

  /** Frames missing at the start of the features because they had nothing to differ from. */
  int droppedFrames();

  /** Checks what both extractors ask of their input. */
  static void requireUsable(float[] samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("expected at least one sample, found none");
    }
    for (int i = 0; i < samples.length; i++) {
      if (!(Math.abs(samples[i]) <= 1e9f)) { // false for NaN as well
        throw new IllegalArgumentException(
            "expected samples of at most 1e9 in magnitude, found "
                + samples[i]
                + " at sample "
                + i);
      }
    }
  }
}
