package io.vocalith.models.identify;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.listen.SpeechActivity;
import io.vocalith.models.listen.SpeechDetector;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Decision;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import io.vocalith.models.speaker.SpeakerVerifier;
import io.vocalith.models.speaker.Verification;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Verification of a voice while it speaks: samples are appended until the evidence is enough, as in
 * Wald's sequential test (1945), whose two thresholds the policy's margin stands for.
 *
 * <pre>{@code
 * SequentialVerification call = new SequentialVerification(encoder, verifier, enrolled, 8000);
 * Optional<Decision> verdict = Optional.empty();
 * while (verdict.isEmpty() && line.read(samples)) {
 *   verdict = call.append(samples).decision();
 * }
 * }</pre>
 *
 * <p>Everything heard is embedded anew each time enough speech has come in, so a decision is that
 * of the whole recording. Not safe for use by several threads.
 */
public final class SequentialVerification {
  /** Speech that must come in before the voice is compared again. */
  private static final double STEP_SECONDS = 0.5;

  /** Beyond this the answer does not change any more; it is given as undecided. */
  private static final double MOST_SECONDS = 300;

  private final SpeakerEncoder encoder;
  private final SpeakerVerifier verifier;
  private final Embedding enrolled;
  private final Bandwidth enrolledBandwidth;
  private final int sampleRate;
  private float[] heard = new float[0];
  private double comparedAt;
  private State state = new State(0, Optional.empty(), Optional.empty(), OptionalDouble.empty());

  /**
   * What is known so far.
   *
   * @param speechSeconds seconds of speech heard
   * @param verification the last comparison; empty before half a second of speech
   * @param decision SAME or DIFFERENT; empty while undecided, or without a calibration
   * @param moreSeconds roughly how much more speech a decision takes, if that can be said
   */
  public record State(
      double speechSeconds,
      Optional<Verification> verification,
      Optional<Decision> decision,
      OptionalDouble moreSeconds) {}

  /**
   * A verification that has heard nothing yet.
   *
   * @param enrolled the voice that is claimed
   * @param enrolledBandwidth bandwidth of its recordings
   * @param sampleRate of the samples that will be appended
   */
  public SequentialVerification(
      SpeakerEncoder encoder,
      SpeakerVerifier verifier,
      Embedding enrolled,
      Bandwidth enrolledBandwidth,
      int sampleRate) {
    this.encoder = encoder;
    this.verifier = verifier;
    this.enrolled = enrolled;
    this.enrolledBandwidth = enrolledBandwidth;
    this.sampleRate = sampleRate;
  }

  /**
   * Hears more of the voice.
   *
   * @param samples mono, full scale 1, any number; copied
   * @return what is known now; once decided it stays so
   * @throws IllegalArgumentException if a sample is not finite, or five minutes have been heard
   */
  public State append(float[] samples) {
    if (state.decision.isPresent()) {
      return state;
    }
    if (heard.length + (long) samples.length > MOST_SECONDS * sampleRate) {
      throw new IllegalArgumentException(
          "expected a decision within " + MOST_SECONDS + " s, found none: it will not come");
    }
    int before = heard.length;
    heard = Arrays.copyOf(heard, before + samples.length);
    System.arraycopy(samples, 0, heard, before, samples.length);
    SpeechActivity activity = SpeechDetector.detect(heard, sampleRate);
    double speech = activity.speechSeconds();
    if (speech < SpeechPolicy.VERIFICATION.neededSeconds() || speech < comparedAt + STEP_SECONDS) {
      state = new State(speech, state.verification, state.decision, state.moreSeconds);
      return state;
    }
    comparedAt = speech;
    state = compare(activity);
    return state;
  }

  private State compare(SpeechActivity activity) {
    Embedding voice = encoder.embed(AudioClip.of(heard, sampleRate));
    Bandwidth bandwidth =
        enrolledBandwidth.with(Bandwidth.of(SignalReport.of(heard, sampleRate, activity)));
    Verification found = verifier.verify(enrolled, voice, bandwidth);
    Optional<Decision> decision = found.decision().filter(d -> d != Decision.UNDECIDED);
    OptionalDouble more =
        decision.isPresent() || found.logLikelihoodRatio().isEmpty()
            ? OptionalDouble.empty()
            : more(found, activity.speechSeconds());
    return new State(activity.speechSeconds(), Optional.of(found), decision, more);
  }

  /**
   * A rough guess: the distance of the evidence from the threshold grows about as the root of the
   * speech heard, until it leaves the margin. Nothing is promised where it lies at the threshold.
   */
  private static OptionalDouble more(Verification found, double speech) {
    double distance =
        Math.abs(found.logLikelihoodRatio().getAsDouble() - found.policy().threshold());
    double needed = found.policy().margin();
    if (distance < needed / 5) {
      return OptionalDouble.empty();
    }
    double factor = needed / distance;
    return OptionalDouble.of(Math.max(STEP_SECONDS, speech * (factor * factor - 1)));
  }
}
