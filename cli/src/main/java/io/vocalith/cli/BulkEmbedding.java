package io.vocalith.cli;

import io.vocalith.models.Model;
import io.vocalith.models.bulk.BulkFormat;
import io.vocalith.models.bulk.BulkHeader;
import io.vocalith.models.bulk.EmbeddingJournal;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many recordings to one file, by way of a journal from which a killed run goes on. */
final class BulkEmbedding {
  static final String SCHEMA = "voices/1";

  private final VocalithCommand command;
  private final AudioInputOptions audio;
  private final Model model;
  private final boolean unit;

  /** Embeddings with a model, as they are or scaled to length 1. */
  BulkEmbedding(VocalithCommand command, AudioInputOptions audio, Model model, boolean unit) {
    this.command = command;
    this.audio = audio;
    this.model = model;
    this.unit = unit;
  }

  /**
   * Embeds what the journal does not hold yet, and writes the output when all is done.
   *
   * @param recordings files by id
   * @param format empty for JSON Lines
   * @return the exit code
   */
  int run(Map<String, String> recordings, Optional<BulkFormat> format, Path output)
      throws IOException, InterruptedException {
    SpeakerEncoder encoder = SpeakerEncoder.of(model);
    BulkHeader header =
        new BulkHeader(
            model.card().name(), model.sha256(), unit ? "length" : "none", encoder.dimension());
    Path journalFile = output.resolveSibling(output.getFileName() + ".part");
    try (EmbeddingJournal journal = EmbeddingJournal.open(journalFile, header)) {
      int done = journal.ids().size();
      if (done > 0) {
        command.notice(done + " embeddings were finished before; going on");
      }
      List<String> left =
          recordings.keySet().stream().filter(id -> !journal.ids().contains(id)).toList();
      int code =
          left.isEmpty()
              ? ExitCode.DONE
              : command
                  .batch(left)
                  .run(
                      id -> new Result(id, embed(encoder, recordings.get(id))),
                      result -> journal.append(result.id(), result.vector()));
      if (format.isPresent()) {
        format.get().write(journal, output);
      } else {
        lines(journal);
      }
      journal.delete();
      return code;
    }
  }

  private float[] embed(SpeakerEncoder encoder, String file) throws IOException {
    Embedding voice = encoder.embed(audio.read(file, command.console()));
    return (unit ? Embedding.mean(List.of(voice)) : voice).values();
  }

  private void lines(EmbeddingJournal journal) throws IOException {
    try (JsonRecords json = JsonRecords.of(command.output(), Format.JSONL, true, model)) {
      journal.forEach(
          (id, vector) ->
              json.write(
                  SCHEMA,
                  body -> {
                    body.writeStringField("id", id);
                    body.writeStringField("normalization", journal.header().normalization());
                    body.writeArrayFieldStart("embedding");
                    for (float value : vector) {
                      body.writeNumber(value);
                    }
                    body.writeEndArray();
                    body.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
                  }));
    }
  }

  private record Result(String id, float[] vector) {}
}
