package io.vocalith.models.ctc;

import io.vocalith.audio.FeatureExtractor;

/**
 * When the frames of a front end lie in a recording. Frame t of a front end that drops d frames for
 * differences is centred at (t + d) hops and half a window; a boundary is the onset of a phone's
 * first frame, half a hop before its centre.
 *
 * @param sampleRate of the front end in Hz
 * @param hop samples
 * @param window samples
 * @param dropped frames
 */
public record TimeBase(int sampleRate, long hop, long window, int dropped) {
  /** The time base of a front end. */
  public static TimeBase of(FeatureExtractor features) {
    int rate = features.sampleRate();
    return new TimeBase(
        rate,
        Math.round(features.hopSeconds() * rate),
        Math.round(features.windowSeconds() * rate),
        features.droppedFrames());
  }

  /** Where a phone begins whose first frame is this one, in seconds. */
  public double onset(int frame) {
    return (2 * (frame + dropped) * hop + window - hop) / (2.0 * sampleRate);
  }
}
