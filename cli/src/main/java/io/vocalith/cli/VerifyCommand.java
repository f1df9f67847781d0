package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith verify}: do two recordings hold the same voice. */
@Command(
    name = "verify",
    description = "Compare the voices of two recordings.",
    footerHeading = "%n",
    footer = {
      "The score is the cosine of the two embeddings, from -1 to 1: higher is more alike. What",
      "score is enough depends on model and recordings.",
      "Does not detect replayed or synthetic voices. Not evidence of identity.",
      "",
      "Examples:",
      "  vocalith verify one.wav other.wav",
      "  vocalith verify --format json one.wav other.wav",
    })
final class VerifyCommand extends VocalithCommand {
  static final String SCHEMA = "verification/1";
  private static final String DISCLAIMER =
      "Does not detect replayed or synthetic voices. Not evidence of identity.";

  @Parameters(
      arity = "2",
      paramLabel = "FILE",
      description = "Two recordings; - is standard input.")
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
    Model found = model.find(this, Architecture.ECAPA_TDNN, "verify");
    SpeakerEncoder encoder = SpeakerEncoder.of(found);
    List<Embedding> voices = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int code =
        batch.run(
            file -> {
              AudioClip clip = audio.read(file, console());
              return new Voice(file, encoder.embed(clip), clip.warnings());
            },
            voice -> {
              voices.add(voice.embedding());
              voice.warnings().forEach(text -> warnings.add(voice.file() + ": " + text));
            });
    warnings.forEach(this::notice);
    if (voices.size() == 2) {
      say(found, voices.get(0).cosine(voices.get(1)), warnings);
    }
    return code;
  }

  private void say(Model found, double score, List<String> warnings) throws IOException {
    if (format == Format.TEXT) {
      output().println(String.format(Locale.ROOT, "score %.4f", score));
      notice("no calibration, so no decision: the score says which pairs are closer, not how sure");
      return;
    }
    try (JsonRecords json = JsonRecords.of(output(), format, false, found)) {
      json.write(
          SCHEMA,
          body -> {
            JsonRecords.strings(body, "audio", files);
            body.writeNumberField("score", score);
            body.writeStringField("disclaimer", DISCLAIMER);
            JsonRecords.strings(body, "warnings", warnings);
          });
    }
  }

  private record Voice(String file, Embedding embedding, List<String> warnings) {}
}
