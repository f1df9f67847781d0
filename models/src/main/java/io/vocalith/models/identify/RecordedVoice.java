package io.vocalith.models.identify;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The voice in a recording, and what the recording is like.
 *
 * @param embedding the voice
 * @param report what was heard
 * @param sourceSha256 SHA-256 of the samples as little-endian floats: of the channel that was used,
 *     and the same in whatever container they came
 * @param warnings of the reader, then of the policy
 */
public record RecordedVoice(
    Embedding embedding, SignalReport report, String sourceSha256, List<String> warnings) {
  private static final int LOWEST_RATE = 8000;
  private static final int HIGHEST_RATE = 48_000;

  /** Copies the warnings. */
  public RecordedVoice {
    warnings = List.copyOf(warnings);
  }

  /**
   * Listens first, and embeds what may be embedded.
   *
   * @throws io.vocalith.models.listen.InsufficientSpeechException if the recording holds less
   *     speech than the policy needs
   * @throws IllegalArgumentException if it is too short or too long for the network
   */
  public static RecordedVoice of(AudioClip clip, SpeakerEncoder encoder, SpeechPolicy policy) {
    int rate = Math.max(LOWEST_RATE, Math.min(HIGHEST_RATE, clip.sampleRate()));
    SignalReport report = SignalReport.of(clip.resampled(rate).samples(), rate);
    List<String> warnings = new ArrayList<>(clip.warnings());
    warnings.addAll(policy.check(report));
    return new RecordedVoice(encoder.embed(clip), report, digest(clip), warnings);
  }

  /** The bandwidth that a calibration must be for. */
  public Bandwidth bandwidth() {
    return Bandwidth.of(report);
  }

  private static String digest(AudioClip clip) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      for (float sample : clip.samples()) {
        if (!block.hasRemaining()) {
          digest.update(block.flip());
          block.clear();
        }
        block.putFloat(sample);
      }
      digest.update(block.flip());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
