package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith embed}: recordings to speaker embeddings. */
@Command(
    name = "embed",
    description = "Turn the voices in recordings into vectors.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith embed voice.wav",
      "  vocalith embed --format jsonl *.wav > voices.jsonl",
      "  vocalith embed --model ecapa_tdnn voice.wav",
    })
final class EmbedCommand extends VocalithCommand {
  static final String SCHEMA = "embedding/1";

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings; - is standard input.")
  private List<String> files;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    FileBatch batch = batch(files);
    Model found = model.find(this, Architecture.ECAPA_TDNN, "embed");
    SpeakerEncoder encoder = SpeakerEncoder.of(found).withThreads(batch.threadsPerFile());
    try (JsonRecords json = JsonRecords.of(output(), format, files.size() > 1, found)) {
      return batch.run(
          file -> embed(encoder, file),
          result -> {
            result.warnings().forEach(text -> notice(result.file() + ": " + text));
            if (format == Format.TEXT) {
              text(result);
            } else {
              json.write(SCHEMA, body -> json(body, result));
            }
          });
    }
  }

  private Result embed(SpeakerEncoder encoder, String file) throws IOException {
    AudioClip clip = audio.read(file, console());
    return new Result(file, clip.seconds(), encoder.embed(clip), clip.warnings());
  }

  /** The values with blanks between them; the file stands before them where there are several. */
  private void text(Result result) throws IOException {
    StringBuilder line = new StringBuilder(files.size() > 1 ? result.file() + "\t" : "");
    String separator = "";
    for (float value : result.embedding().values()) {
      line.append(separator).append(value);
      separator = " ";
    }
    output().println(line.toString());
    output().flush();
  }

  private static void json(JsonGenerator json, Result result) throws IOException {
    json.writeStringField("audio", result.file());
    json.writeNumberField("duration", result.seconds());
    json.writeArrayFieldStart("embedding");
    for (float value : result.embedding().values()) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    JsonRecords.strings(json, "warnings", result.warnings());
  }

  private record Result(String file, double seconds, Embedding embedding, List<String> warnings) {}
}
