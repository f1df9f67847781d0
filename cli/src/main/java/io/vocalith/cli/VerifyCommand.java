package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.cli.VoiceInput.Voice;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.Decision;
import io.vocalith.models.speaker.DecisionPolicy;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerVerifier;
import io.vocalith.models.speaker.Verification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith verify}: do two sets of recordings hold the same voice. */
@Command(
    name = "verify",
    description = "Compare the voices of two recordings, or of two sets of them.",
    footerHeading = "%n",
    footer = {
      "The score is the cosine of the two voices, from -1 to 1: higher is more alike. What score",
      "is enough depends on model and recordings: with a calibration for both, made by vocalith",
      "calibrate, it becomes a natural log-likelihood ratio, a probability and a decision. Half a",
      "second of speech is needed on either side; below two the answer carries a warning.",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith verify one.wav other.wav",
      "  vocalith verify --enroll a1.wav a2.wav --test b.wav --json",
      "  vocalith verify --calibration room.json --prior 0.1 --cost-fa 10 one.wav other.wav",
    })
final class VerifyCommand extends VocalithCommand {
  static final String SCHEMA = "verification/1";

  @Parameters(
      arity = "0..2",
      paramLabel = "FILE",
      description = "Two recordings; - is standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--enroll",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings of one voice.")
  private List<String> enroll = List.of();

  @Option(
      names = "--test",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings of the voice to compare with it.")
  private List<String> test = List.of();

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private CalibrationOption calibration = new CalibrationOption();

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

  @Option(names = "--json", description = "The same as --format json.")
  private boolean asJson;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    sides();
    DecisionPolicy policy = new DecisionPolicy(prior, costMiss, costFalseAccept, margin);
    if (check && !calibration.given()) {
      throw new UsageException("--check: without --calibration there is no decision");
    }
    Optional<Calibration> line = calibration.read();
    Model found = model.find(this, Architecture.ECAPA_TDNN, "verify");
    List<String> all = new ArrayList<>(enroll);
    all.addAll(test);
    VoiceInput input = VoiceInput.of(this, audio, found, all);
    List<Voice> voices = input.read(SpeechPolicy.VERIFICATION);
    if (voices.size() < all.size()) {
      return ExitCode.INPUT;
    }
    Bandwidth bandwidth =
        voices.stream().map(v -> v.recorded().bandwidth()).reduce(Bandwidth::with).orElseThrow();
    Verification answer =
        new SpeakerVerifier(line, policy)
            .verify(
                mean(voices.subList(0, enroll.size())),
                mean(voices.subList(enroll.size(), voices.size())),
                bandwidth);
    say(found, answer, voices);
    return check ? code(answer) : ExitCode.DONE;
  }

  /** Two files are one voice each; else both options name theirs. */
  private void sides() {
    boolean named = !enroll.isEmpty() && !test.isEmpty() && files.isEmpty();
    boolean plain = enroll.isEmpty() && test.isEmpty() && files.size() == 2;
    if (!named && !plain) {
      throw new UsageException("expected two files, or --enroll FILE... --test FILE...");
    }
    if (plain) {
      enroll = files.subList(0, 1);
      test = files.subList(1, 2);
    }
  }

  private static Embedding mean(List<Voice> voices) {
    List<Embedding> embeddings = voices.stream().map(v -> v.recorded().embedding()).toList();
    return embeddings.size() == 1 ? embeddings.get(0) : Embedding.mean(embeddings);
  }

  private static int code(Verification answer) throws IOException {
    Decision decision =
        answer
            .decision()
            .orElseThrow(
                () -> new IOException("no decision: " + String.join(", ", answer.reasons())));
    return switch (decision) {
      case SAME -> ExitCode.DONE;
      case DIFFERENT -> ExitCode.DIFFERENT;
      case UNDECIDED -> ExitCode.UNDECIDED;
    };
  }

  private void say(Model found, Verification answer, List<Voice> voices) throws IOException {
    if (format == Format.TEXT && !asJson) {
      text(answer);
      return;
    }
    Format shape = format == Format.TEXT ? Format.JSON : format;
    try (JsonRecords json = JsonRecords.of(output(), shape, false, found)) {
      json.write(SCHEMA, body -> json(body, answer, voices));
    }
  }

  private void text(Verification answer) throws IOException {
    line("score %.4f", answer.score());
    if (answer.decision().isEmpty()) {
      notice("no decision: " + String.join(", ", answer.reasons()));
      return;
    }
    line("LLR %.4f", answer.logLikelihoodRatio().orElseThrow());
    line("prior %s, threshold %.4f", prior, answer.policy().threshold());
    line("probability %.4f", answer.posterior().orElseThrow());
    line("decision %s", answer.decision().orElseThrow());
    for (String reason : answer.reasons()) {
      line("reason %s", reason);
    }
  }

  private void line(String format, Object... values) throws IOException {
    output().println(String.format(Locale.ROOT, format, values));
  }

  private void json(JsonGenerator json, Verification answer, List<Voice> voices)
      throws IOException {
    JsonRecords.strings(json, "enroll", enroll);
    JsonRecords.strings(json, "test", test);
    json.writeNumberField("score", answer.score());
    if (answer.decision().isPresent()) {
      json.writeNumberField("llr", answer.logLikelihoodRatio().orElseThrow());
      json.writeNumberField("prior", prior);
      json.writeNumberField("threshold", answer.policy().threshold());
      json.writeNumberField("probability", answer.posterior().orElseThrow());
      json.writeStringField("decision", answer.decision().orElseThrow().name());
    }
    JsonRecords.strings(json, "reasons", answer.reasons());
    json.writeArrayFieldStart("recordings");
    for (Voice voice : voices) {
      json.writeStartObject();
      SignalJson.write(json, voice.file(), voice.recorded().report());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    JsonRecords.strings(json, "warnings", VoiceInput.warnings(voices));
  }
}
