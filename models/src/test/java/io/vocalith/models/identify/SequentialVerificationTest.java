package io.vocalith.models.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Decision;
import io.vocalith.models.speaker.DecisionPolicy;
import io.vocalith.models.speaker.SpeakerEncoder;
import io.vocalith.models.speaker.SpeakerVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SequentialVerificationTest {
  private static final int RATE = 16_000;

  private static AudioClip sample(String name) throws IOException {
    return AudioClip.of(Path.of("..", "samples", name + ".wav"));
  }

  private static SequentialVerification claim(SpeakerEncoder encoder, double slope, double offset)
      throws IOException {
    CalibrationKey key =
        new CalibrationKey(
            encoder.model().sha256(), CalibrationKey.NO_NORMALIZATION, Bandwidth.WIDE);
    Calibration line =
        new Calibration(key, slope, offset, new Calibration.Data(40, 100, 1000, 0, 0.1));
    return new SequentialVerification(
        encoder,
        new SpeakerVerifier(Optional.of(line), DecisionPolicy.ofPrior(0.5)),
        encoder.embed(sample("alice-1")),
        Bandwidth.WIDE,
        RATE);
  }

  /** Feeds a recording in tenths of a second until there is a decision. */
  private static SequentialVerification.State feed(SequentialVerification claim, float[] samples) {
    SequentialVerification.State state = null;
    for (int at = 0; at < samples.length; at += RATE / 10) {
      state = claim.append(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 1600)));
      if (state.decision().isPresent()) {
        return state;
      }
      assertTrue(state.speechSeconds() >= 0.5 || state.verification().isEmpty());
    }
    return state;
  }

  @Test
  void theClaimedVoiceIsAcceptedAndAnotherRefused() throws IOException {
    SpeakerEncoder encoder = SpeakerEncoder.load();
    SequentialVerification.State same = feed(claim(encoder, 20, -10), sample("alice-2").samples());
    assertEquals(Optional.of(Decision.SAME), same.decision());
    SequentialVerification.State other = feed(claim(encoder, 20, -10), sample("bob-1").samples());
    assertEquals(Optional.of(Decision.DIFFERENT), other.decision());
  }

  @Test
  void untilThenItSaysHowMuchMoreIsNeeded() throws IOException {
    SpeakerEncoder encoder = SpeakerEncoder.load();
    SequentialVerification claim = claim(encoder, 0.5, 0);
    SequentialVerification.State state = feed(claim, sample("alice-2").samples());
    assertTrue(state.decision().isEmpty());
    double more = state.moreSeconds().orElseThrow();
    assertTrue(more >= 0.5 && more < 60, "more " + more);
  }

  @Test
  void silenceIsNeverCompared() throws IOException {
    SequentialVerification claim = claim(SpeakerEncoder.load(), 20, -10);
    SequentialVerification.State state = feed(claim, new float[3 * RATE]);
    assertEquals(0, state.speechSeconds());
    assertTrue(state.verification().isEmpty() && state.moreSeconds().isEmpty());
    assertThrows(IllegalArgumentException.class, () -> claim.append(new float[300 * RATE]));
  }
}
