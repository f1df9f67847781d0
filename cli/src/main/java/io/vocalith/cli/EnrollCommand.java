package io.vocalith.cli;

import io.vocalith.cli.VoiceInput.Voice;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.identify.DuplicateVoices;
import io.vocalith.models.identify.Identification;
import io.vocalith.models.identify.RecordedVoice;
import io.vocalith.models.identify.SpeakerIdentifier;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.store.FileSpeakerStore;
import io.vocalith.models.store.Voiceprint;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith enroll}: keeps a voice under a name. */
@Command(
    name = "enroll",
    description = {
      "Keep the voice in recordings under a name. Each needs 3 s of speech.",
      "Ask the speaker first: a voice is biometric data in many laws."
    },
    footerHeading = "%n",
    footer = {
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith enroll Ada ada1.wav ada2.wav --consent form-12",
      "  vocalith enroll Ada call.wav --channel 1 --expires 2030-12-31",
    })
final class EnrollCommand extends VocalithCommand {
  private static final double FPIR = 0.01;

  @Parameters(index = "0", paramLabel = "NAME", description = "Who is speaking.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings of this speaker alone; - is standard input.")
  private List<String> files;

  @Option(
      names = "--consent",
      paramLabel = "REF",
      description = "What the speaker's consent is filed under.")
  private String consent;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "Last day on which the voice may be used, as in 2030-12-31.")
  private LocalDate expires;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private CalibrationOption calibration = new CalibrationOption();

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    Model found = model.find(this, Architecture.ECAPA_TDNN, "enroll");
    VoiceInput input = VoiceInput.of(this, audio, found, files);
    List<Voice> voices = input.read(SpeechPolicy.ENROLMENT);
    if (voices.isEmpty()) {
      return ExitCode.INPUT;
    }
    try (FileSpeakerStore speakers = store.open(this)) {
      SpeakerIdentifier identifier = new SpeakerIdentifier(speakers, calibration.read(), FPIR);
      for (Voice voice : voices) {
        enroll(speakers, identifier, voice);
      }
    }
    return voices.size() == files.size() ? ExitCode.DONE : ExitCode.INPUT;
  }

  private void enroll(FileSpeakerStore speakers, SpeakerIdentifier identifier, Voice voice)
      throws IOException {
    RecordedVoice recorded = voice.recorded();
    LocalDate today = LocalDate.now();
    Voiceprint print =
        new Voiceprint(
            recorded.embedding().values(),
            recorded.embedding().modelSha256(),
            recorded.sourceSha256(),
            recorded.report().speechSeconds(),
            Instant.now(),
            Optional.ofNullable(consent),
            Optional.ofNullable(expires));
    Identification nearest =
        identifier.identify(recorded.embedding(), recorded.bandwidth(), 1, today);
    DuplicateVoices.warnings(speakers, name, print, nearest, today)
        .forEach(text -> console().message(voice.file() + ": " + text));
    boolean added = speakers.enroll(name, print);
    output()
        .println(
            added
                ? voice.file() + ": enrolled as " + name
                : voice.file() + ": enrolled as " + name + " already");
    output().flush();
  }
}
