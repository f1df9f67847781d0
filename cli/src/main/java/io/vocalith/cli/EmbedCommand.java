package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.bulk.AudioManifest;
import io.vocalith.models.bulk.BulkFormat;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith embed}: recordings to speaker embeddings. */
@Command(
    name = "embed",
    description = "Turn the voices in recordings into vectors.",
    footerHeading = "%n",
    footer = {
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith embed voice.wav",
      "  vocalith embed --format jsonl *.wav > voices.jsonl",
      "  vocalith embed --format npz -o voices.npz recordings/",
      "  vocalith embed --format ark -o voices.ark --scp wav.scp",
      "",
      "With npz, ark, csv, --scp, --manifest, or jsonl and -o, what is finished is kept in FILE.part",
      "until all is done: the same call goes on where a killed one ended.",
    })
final class EmbedCommand extends VocalithCommand {
  static final String SCHEMA = "embedding/1";

  /** The shapes of output of this command. */
  enum Shape {
    TEXT,
    JSON,
    JSONL,
    NPZ,
    ARK,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Recordings, or folders of them; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--scp",
      paramLabel = "FILE",
      description = "Recordings of a Kaldi list: a key and a path a line.")
  private Path scp;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Recordings of a list: a path, or JSON with audio and id, a line.")
  private Path manifest;

  @Option(
      names = "--unit",
      description = "Scale each embedding to length 1 (npz, ark, csv and lists).")
  private boolean unit;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Shape shape = Shape.TEXT;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    Map<String, String> recordings = recordings();
    boolean lists = scp != null || manifest != null;
    boolean bulk =
        lists || shape.compareTo(Shape.JSONL) > 0 || shape == Shape.JSONL && common.output != null;
    if (bulk && (shape.compareTo(Shape.JSONL) < 0 || common.output == null)) {
      throw new UsageException(
          "expected --format npz, ark, csv or jsonl and -o FILE for lists and archives");
    }
    if (unit && !bulk) {
      throw new UsageException("--unit: expected --format npz, ark or csv, or a list");
    }
    if (bulk) {
      Model found = model.find(this, Architecture.ECAPA_TDNN, "embed");
      Optional<BulkFormat> format =
          shape == Shape.JSONL ? Optional.empty() : Optional.of(BulkFormat.valueOf(shape.name()));
      return new BulkEmbedding(this, audio, found, unit).run(recordings, format, common.output);
    }
    return single(RecordingFiles.of(files).files());
  }

  /** Files by id. */
  private Map<String, String> recordings() throws IOException {
    if ((files.isEmpty() ? 0 : 1) + (scp == null ? 0 : 1) + (manifest == null ? 0 : 1) != 1) {
      throw new UsageException("expected recordings, --scp or --manifest");
    }
    Map<String, String> recordings = new LinkedHashMap<>();
    if (scp != null) {
      UtteranceLists.recordings(scp).forEach((id, path) -> recordings.put(id, path.toString()));
    } else if (manifest != null) {
      AudioManifest.read(manifest).forEach((id, path) -> recordings.put(id, path.toString()));
    } else {
      RecordingFiles.of(files).files().forEach(file -> recordings.put(file, file));
    }
    return recordings;
  }

  private int single(List<String> found) throws IOException, InterruptedException {
    Format format = Format.valueOf(shape.name());
    FileBatch batch = batch(found);
    Model encoderModel = model.find(this, Architecture.ECAPA_TDNN, "embed");
    SpeakerEncoder encoder =
        SpeakerEncoder.of(encoderModel, Workload.kernels(encoderModel, found))
            .withThreads(batch.threadsPerFile());
    try (JsonRecords json = JsonRecords.of(output(), format, found.size() > 1, encoderModel)) {
      return batch.run(
          file -> embed(encoder, file),
          result -> {
            result.warnings().forEach(text -> notice(result.file() + ": " + text));
            if (format == Format.TEXT) {
              text(result, found.size() > 1);
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
  private void text(Result result, boolean named) throws IOException {
    StringBuilder line = new StringBuilder(named ? result.file() + "\t" : "");
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
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    JsonRecords.strings(json, "warnings", result.warnings());
  }

  private record Result(String file, double seconds, Embedding embedding, List<String> warnings) {}
}
