package io.vocalith.models.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Which 10 ms frames of a recording are speech. Immutable. */
public final class SpeechActivity {
  /** Length of one frame in seconds. */
  public static final double FRAME_SECONDS = 1.0 / BandEnergies.FRAMES_PER_SECOND;

  private final boolean[] speech;
  private final int speechFrames;
  private final double duration;

  private SpeechActivity(boolean[] speech, double duration) {
    this.speech = speech;
    this.duration = duration;
    int count = 0;
    for (boolean frame : speech) {
      count += frame ? 1 : 0;
    }
    this.speechFrames = count;
  }

  /**
   * A marking made elsewhere.
   *
   * @param speech one value per 10 ms frame; copied
   * @param duration length of the recording in seconds
   */
  public static SpeechActivity of(boolean[] speech, double duration) {
    return new SpeechActivity(speech.clone(), duration);
  }

  /** Number of whole frames in the recording. */
  public int frames() {
    return speech.length;
  }

  /** Whether a frame is speech. */
  public boolean isSpeech(int frame) {
    Objects.checkIndex(frame, speech.length);
    return speech[frame];
  }

  /** Seconds of speech. */
  public double speechSeconds() {
    return speechFrames * FRAME_SECONDS;
  }

  /** Length of the whole recording in seconds. */
  public double duration() {
    return duration;
  }

  /** The stretches of speech in time order; they neither touch nor overlap. */
  public List<Stretch> stretches() {
    List<Stretch> stretches = new ArrayList<>();
    for (int t = 0; t < speech.length; t++) {
      if (speech[t]) {
        int start = t;
        while (t < speech.length && speech[t]) {
          t++;
        }
        stretches.add(new Stretch(start * FRAME_SECONDS, t * FRAME_SECONDS));
      }
    }
    return List.copyOf(stretches);
  }

  /**
   * A stretch of time.
   *
   * @param start in seconds, inclusive
   * @param end in seconds, exclusive
   */
  public record Stretch(double start, double end) {
    /** Its length in seconds. */
    public double seconds() {
      return end - start;
    }
  }
}
