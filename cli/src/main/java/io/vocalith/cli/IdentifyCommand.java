package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.cli.VoiceInput.Voice;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.identify.Identification;
import io.vocalith.models.identify.SpeakerIdentifier;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.store.FileSpeakerStore;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith identify}: who of the known speakers it is. */
@Command(
    name = "identify",
    description = "Find the known speakers who sound most like the one in a recording.",
    footerHeading = "%n",
    footer = {
      "Without a calibration this is a ranking: somebody always comes first. With one, nobody is",
      "named who does not reach the threshold that --fpir and the number of speakers ask for.",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith identify voice.wav",
      "  vocalith identify voice.wav --calibration c.json --fpir 0.01 --top 5",
    })
final class IdentifyCommand extends VocalithCommand {
  static final String SCHEMA = "identification/1";

  @Parameters(paramLabel = "FILE", description = "A recording; - is standard input.")
  private String file;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many speakers to show (default: ${DEFAULT-VALUE}).")
  private int top = 5;

  @Option(
      names = "--fpir",
      paramLabel = "RATE",
      description = "How often a stranger may be given a name (default: ${DEFAULT-VALUE}).")
  private double fpir = 0.01;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private CalibrationOption calibration = new CalibrationOption();

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
    try (FileSpeakerStore speakers = store.openForReading(this)) {
      SpeakerIdentifier identifier = new SpeakerIdentifier(speakers, calibration.read(), fpir);
      Model found = model.find(this, Architecture.ECAPA_TDNN, "identify");
      VoiceInput input = VoiceInput.of(this, audio, found, List.of(file));
      List<Voice> voices = input.read(SpeechPolicy.IDENTIFICATION);
      if (voices.isEmpty()) {
        return ExitCode.INPUT;
      }
      Voice voice = voices.get(0);
      Identification answer =
          identifier.identify(
              voice.recorded().embedding(), voice.recorded().bandwidth(), top, LocalDate.now());
      say(found, voice, answer);
      return ExitCode.DONE;
    }
  }

  private void say(Model found, Voice voice, Identification answer) throws IOException {
    if (format != Format.TEXT || asJson) {
      Format shape = format == Format.TEXT ? Format.JSON : format;
      try (JsonRecords json = JsonRecords.of(output(), shape, false, found)) {
        json.write(SCHEMA, body -> json(body, voice, answer));
      }
      return;
    }
    for (Identification.Candidate candidate : answer.candidates()) {
      String llr =
          candidate.logLikelihoodRatio().isPresent()
              ? String.format(
                  Locale.ROOT, "\tLLR %.2f", candidate.logLikelihoodRatio().getAsDouble())
              : "";
      output()
          .println(
              String.format(Locale.ROOT, "%s\t%.4f%s", candidate.name(), candidate.score(), llr));
    }
    if (answer.decided()) {
      output().println(answer.known().map(name -> "It is " + name).orElse("Unknown speaker"));
    }
    answer.notes().forEach(this::notice);
  }

  private static void json(JsonGenerator json, Voice voice, Identification answer)
      throws IOException {
    SignalJson.write(json, voice.file(), voice.recorded().report());
    json.writeArrayFieldStart("candidates");
    for (Identification.Candidate candidate : answer.candidates()) {
      json.writeStartObject();
      json.writeStringField("name", candidate.name());
      json.writeNumberField("score", candidate.score());
      if (candidate.logLikelihoodRatio().isPresent()) {
        json.writeNumberField("llr", candidate.logLikelihoodRatio().getAsDouble());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("decided", answer.decided());
    if (answer.known().isPresent()) {
      json.writeStringField("known", answer.known().get());
    } else {
      json.writeNullField("known");
    }
    json.writeNumberField("speakers", answer.speakers());
    json.writeNumberField("false_match_rate", answer.falseMatchRate());
    json.writeNumberField("threshold", answer.threshold());
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    List<String> warnings = new ArrayList<>(voice.recorded().warnings());
    warnings.addAll(answer.notes());
    JsonRecords.strings(json, "warnings", warnings);
  }
}
