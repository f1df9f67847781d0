package io.vocalith.models.speaker;

import io.vocalith.audio.AudioClip;
import io.vocalith.audio.AudioOptions;
import io.vocalith.audio.Fbank;
import io.vocalith.audio.FeatureExtractor;
import io.vocalith.audio.Mfcc;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.registry.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Embeds recordings, each once: what the cache holds is not computed again. A recording is known by
 * its bytes, by how it is read and by the front end, so that a renamed file is found and a changed
 * one is not. Thread-safe.
 */
public final class CachedEncoder {
  private final SpeakerEncoder encoder;
  private final EmbeddingCache cache;
  private final AtomicInteger computed = new AtomicInteger();

  /** An encoder that keeps its work in a cache. */
  public CachedEncoder(SpeakerEncoder encoder, EmbeddingCache cache) {
    this.encoder = encoder;
    this.cache = cache;
  }

  /**
   * The embedding of a recording.
   *
   * @throws IOException if it cannot be read or the cache cannot be written
   * @throws IllegalArgumentException if it is too short or too long for the network
   */
  public EmbeddedRecording embed(Path recording, AudioOptions options) throws IOException {
    MessageDigest digest = Digests.sha256();
    digest.update(Digests.of(recording).getBytes(StandardCharsets.US_ASCII));
    digest.update(options.toString().getBytes(StandardCharsets.UTF_8));
    digest.update(frontEnd().getBytes(StandardCharsets.UTF_8));
    String key = Digests.hex(digest.digest());
    Optional<EmbeddedRecording> known = cache.find(encoder.model().sha256(), key);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    AudioClip clip = AudioClip.of(recording, options);
    EmbeddedRecording embedded =
        new EmbeddedRecording(
            encoder.embed(clip),
            Bandwidth.of(SignalReport.of(clip.samples(), clip.sampleRate())),
            clip.seconds());
    cache.store(key, embedded);
    computed.incrementAndGet();
    return embedded;
  }

  private String frontEnd() {
    FeatureExtractor features = encoder.model().card().features();
    return features instanceof Fbank fbank
        ? fbank.options().toString()
        : ((Mfcc) features).options().toString();
  }

  /** How many recordings were embedded anew. */
  public int computed() {
    return computed.get();
  }
}
