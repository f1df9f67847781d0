package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.listen.SignalReport;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import io.vocalith.models.speaker.Decision;
import io.vocalith.models.speaker.DecisionPolicy;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import io.vocalith.models.speaker.SpeakerVerifier;
import io.vocalith.models.speaker.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
      "score is enough depends on model and recordings: with a calibration for both, made by",
      "vocalith calibrate, it becomes a natural log-likelihood ratio, a probability and a decision.",
      "Does not detect replayed or synthetic voices. Not evidence of identity.",
      "",
      "Examples:",
      "  vocalith verify one.wav other.wav",
      "  vocalith verify --format json one.wav other.wav",
      "  vocalith verify --calibration room.json --prior 0.1 --cost-fa 10 one.wav other.wav",
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

  @Option(names = "--calibration", paramLabel = "FILE", description = "Decide by this calibration.")
  private Path calibration;

  @Option(
      names = "--prior",
      paramLabel = "P",
      description = "Probability of the same speaker before listening (default: 0.5, and said).")
  private double prior = 0.5;

  @Option(
      names = "--cost-miss",
      paramLabel = "C",
      description = "Cost of taking one speaker for two (default: 1).")
  private double costMiss = 1;

  @Option(
      names = "--cost-fa",
      paramLabel = "C",
      description = "Cost of taking two speakers for one (default: 1).")
  private double costFalseAccept = 1;

  @Option(
      names = "--margin",
      paramLabel = "LLR",
      description = "No decision this near to the threshold (default: ln 2).")
  private double margin = DecisionPolicy.DEFAULT_MARGIN;

  @Option(
      names = "--check",
      description = "Tell the decision by the exit code: 0 same, 3 different, 4 undecided.")
  private boolean check;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    DecisionPolicy policy = new DecisionPolicy(prior, costMiss, costFalseAccept, margin);
    if (check && calibration == null) {
      throw new UsageException("--check: without --calibration there is no decision");
    }
    Optional<Calibration> line =
        calibration == null ? Optional.empty() : Optional.of(CalibrationFile.read(calibration));
    FileBatch batch = batch(files);
    Model found = model.find(this, Architecture.ECAPA_TDNN, "verify");
    SpeakerEncoder encoder = SpeakerEncoder.of(found);
    List<Voice> voices = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int code =
        batch.run(
            file -> voice(encoder, file),
            voice -> {
              voices.add(voice);
              voice.warnings().forEach(text -> warnings.add(voice.file() + ": " + text));
            });
    warnings.forEach(this::notice);
    if (voices.size() < 2) {
      return code;
    }
    Verification verification =
        new SpeakerVerifier(line, policy)
            .verify(
                voices.get(0).embedding(),
                voices.get(1).embedding(),
                voices.get(0).bandwidth().with(voices.get(1).bandwidth()));
    say(found, verification, warnings);
    return check ? exitCode(verification) : code;
  }

  private Voice voice(SpeakerEncoder encoder, String file) throws IOException {
    AudioClip clip = audio.read(file, console());
    Bandwidth bandwidth =
        calibration == null
            ? Bandwidth.WIDE // nobody asks
            : Bandwidth.of(SignalReport.of(clip.samples(), clip.sampleRate()));
    return new Voice(file, encoder.embed(clip), bandwidth, clip.warnings());
  }

  private static int exitCode(Verification verification) throws IOException {
    Decision decision =
        verification
            .decision()
            .orElseThrow(
                () -> new IOException("no decision: " + String.join(", ", verification.reasons())));
    return switch (decision) {
      case SAME -> ExitCode.DONE;
      case DIFFERENT -> ExitCode.DIFFERENT;
      case UNDECIDED -> ExitCode.UNDECIDED;
    };
  }

  private void say(Model found, Verification verification, List<String> warnings)
      throws IOException {
    if (format == Format.TEXT) {
      text(verification);
      return;
    }
    try (JsonRecords json = JsonRecords.of(output(), format, false, found)) {
      json.write(
          SCHEMA,
          body -> {
            JsonRecords.strings(body, "audio", files);
            body.writeNumberField("score", verification.score());
            if (verification.decision().isPresent()) {
              body.writeNumberField("llr", verification.logLikelihoodRatio().orElseThrow());
              body.writeNumberField("prior", prior);
              body.writeNumberField("threshold", verification.policy().threshold());
              body.writeNumberField("probability", verification.posterior().orElseThrow());
              body.writeStringField("decision", verification.decision().orElseThrow().name());
            }
            JsonRecords.strings(body, "reasons", verification.reasons());
            body.writeStringField("disclaimer", DISCLAIMER);
            JsonRecords.strings(body, "warnings", warnings);
          });
    }
  }

  private void text(Verification verification) throws IOException {
    line("score %.4f", verification.score());
    if (verification.decision().isEmpty()) {
      notice("no decision: " + String.join(", ", verification.reasons()));
      return;
    }
    line("LLR %.4f", verification.logLikelihoodRatio().orElseThrow());
    line("prior %s, threshold %.4f", prior, verification.policy().threshold());
    line("probability %.4f", verification.posterior().orElseThrow());
    line("decision %s", verification.decision().orElseThrow());
    for (String reason : verification.reasons()) {
      line("reason %s", reason);
    }
  }

  private void line(String format, Object... values) throws IOException {
    output().println(String.format(Locale.ROOT, format, values));
  }

  private record Voice(
      String file, Embedding embedding, Bandwidth bandwidth, List<String> warnings) {}
}
