package io.vocalith.cli;

import io.vocalith.audio.AudioOptions;
import io.vocalith.models.Model;
import io.vocalith.models.eval.speakers.KaldiVectors;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.CachedEncoder;
import io.vocalith.models.speaker.EmbeddedRecording;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.EmbeddingCache;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The voices of utterances: embedded from recordings, or read from Kaldi archives. */
final class Voices {
  private static final List<String> ENDINGS = List.of("", ".wav", ".flac", ".sph", ".WAV");

  private final TrialOptions options;
  private final Model model;
  private final AudioOptions audio;
  private final Map<String, float[]> vectors;
  private final Map<String, Path> recordings;
  private final CachedEncoder encoder;

  /** Voices as the options say; the encoder is built only if there are recordings to embed. */
  Voices(TrialOptions options, Model model, AudioOptions audio, EmbeddingCache cache)
      throws IOException {
    this.options = options;
    this.model = model;
    this.audio = audio;
    this.vectors = options.embeddings == null ? Map.of() : KaldiVectors.read(options.embeddings);
    this.recordings = options.wavScp == null ? Map.of() : UtteranceLists.recordings(options.wavScp);
    this.encoder =
        options.embeddings == null ? new CachedEncoder(SpeakerEncoder.of(model), cache) : null;
  }

  /** Embeds utterances, each once, on all cores; in the order they are given in. */
  Map<String, EmbeddedRecording> of(Collection<String> utterances, ItemBatch batch)
      throws IOException, InterruptedException {
    Map<String, EmbeddedRecording> voices = new LinkedHashMap<>();
    batch.run(List.copyOf(utterances), u -> u, "recordings", this::voice, voices::put);
    return voices;
  }

  private EmbeddedRecording voice(String utterance) throws IOException {
    if (encoder != null) {
      return encoder.embed(recording(utterance), audio);
    }
    float[] vector = vectors.get(utterance);
    if (vector == null) {
      throw new IOException("expected an embedding of " + utterance + " in " + options.embeddings);
    }
    return new EmbeddedRecording(Embedding.of(vector, model.sha256()), Bandwidth.WIDE, 0);
  }

  private Path recording(String utterance) throws IOException {
    if (options.wavScp != null) {
      Path listed = recordings.get(utterance);
      if (listed == null) {
        throw new IOException("expected a recording of " + utterance + " in " + options.wavScp);
      }
      return listed;
    }
    for (String ending : ENDINGS) {
      Path file = options.audioRoot.resolve(utterance + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new IOException("expected a recording at " + options.audioRoot.resolve(utterance));
  }

  /** How many recordings were embedded anew, for the notice. */
  int computed() {
    return encoder == null ? 0 : encoder.computed();
  }
}
