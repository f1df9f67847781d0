package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.annotation.Annotation;
import io.vocalith.models.ctc.PhoneNames;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.ctc.TimedPhone;
import io.vocalith.models.ctc.Transcript;
import io.vocalith.models.phones.Notation;
import io.vocalith.models.report.Posteriorgram;
import io.vocalith.models.report.ReportView;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith transcribe}: recordings to phones. */
@Command(
    name = "transcribe",
    description = "Write down the phones spoken in recordings.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith transcribe speech.wav",
      "  vocalith transcribe --format textgrid --labels ipa speech.wav > speech.TextGrid",
      "  vocalith transcribe --format textgrid --into phones/ corpus/",
      "  vocalith transcribe --format jsonl -o interviews.jsonl interviews/",
      "  vocalith transcribe --html speech.html speech.wav",
      "  vocalith transcribe --beam 20 --n-best 3 speech.wav",
      "  sox speech.mp3 -t wav - | vocalith transcribe -",
      "  vocalith transcribe --model ctcmodel timit/*.WAV",
    })
final class TranscribeCommand extends VocalithCommand {
  static final String SCHEMA = "transcript/1";
  private static final int ALTERNATIVES = 3;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings, or folders of them; - is standard input.")
  private List<String> files;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private PhoneOutput shape = new PhoneOutput();
  @Mixin private ReportOption report = new ReportOption();
  @Mixin private DecodingOptions decoding = new DecodingOptions();

  @Option(
      names = "--labels",
      paramLabel = "NAMES",
      description = "What phones are called: ${COMPLETION-CANDIDATES} (default: timit61).")
  private Notation labels = Notation.TIMIT61;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    RecordingFiles recordings = shape.unfinished(this, RecordingFiles.of(files));
    FileBatch batch = batch(shape.order(recordings));
    Model found = model.find(this, Architecture.CTCMODEL, "transcribe");
    PhonemeRecognizer recognizer =
        PhonemeRecognizer.of(found, Workload.kernels(found, recordings.files()))
            .withThreads(batch.threadsPerFile())
            .withDecoding(decoding.decoding(found.card()));
    boolean timeless = shape.format == PhoneFormat.TEXT && !report.wanted();
    PhonemeRecognizer timing = timeless ? recognizer : recognizer.withTimes(ALTERNATIVES);
    try (PhoneOutput.Writer writer = shape.open(this, recordings, SCHEMA, found);
        ReportOption.Page page = report.open(this, SCHEMA, found)) {
      return batch.runInParts(
          (file, share) -> recognise(timing, file, share),
          result -> {
            writer.write(result);
            page.add(result.file, result.view, result::json);
          });
    }
  }

  private Result recognise(PhonemeRecognizer recognizer, String file, DoubleConsumer share)
      throws IOException {
    AudioClip clip = audio.read(file, console());
    Transcript transcript =
        recognizer.transcribe(clip, done -> share.accept(done / clip.seconds()));
    List<TimedPhone> phones = PhoneNames.in(labels, transcript.timed());
    Optional<ReportView> view =
        report.view(
            clip,
            () ->
                Posteriorgram.of(
                    recognizer.logProbabilities(clip), recognizer.model().card(), labels));
    return new Result(file, clip.length(), clip.sampleRate(), transcript, phones, view);
  }

  private String named(List<String> phones) {
    return phones.stream()
        .map(labels::of)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private final class Result implements PhoneOutput.Result {
    private final String file;
    private final int samples;
    private final int rate;
    private final Transcript transcript;
    private final List<TimedPhone> phones;
    private final Optional<ReportView> view;

    Result(
        String file,
        int samples,
        int rate,
        Transcript transcript,
        List<TimedPhone> phones,
        Optional<ReportView> view) {
      this.file = file;
      this.samples = samples;
      this.rate = rate;
      this.transcript = transcript;
      this.phones = phones;
      this.view = view;
    }

    @Override
    public String file() {
      return file;
    }

    @Override
    public List<String> warnings() {
      return transcript.warnings();
    }

    @Override
    public String text(boolean several) {
      StringBuilder text = new StringBuilder();
      for (Transcript.Answer answer : transcript.answers()) {
        text.append(several ? file + "\t" : "");
        text.append(
            decoding.nBest > 1
                ? String.format(Locale.ROOT, "%.3f\t", answer.logProbability())
                : "");
        text.append(named(answer.phones())).append('\n');
      }
      return text.toString();
    }

    @Override
    public Annotation annotation() {
      return new Annotation(
          RecordingFiles.name(file), samples, rate, List.of(PhoneNames.tier(phones)));
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
      json.writeStringField("audio", file);
      json.writeNumberField("duration", transcript.seconds());
      json.writeArrayFieldStart("phones");
      for (TimedPhone phone : phones) {
        phone(json, phone);
      }
      json.writeEndArray();
      if (decoding.nBest > 1) {
        json.writeArrayFieldStart("answers");
        for (Transcript.Answer answer : transcript.answers()) {
          json.writeStartObject();
          json.writeNumberField("logProbability", answer.logProbability());
          JsonRecords.strings(
              json,
              "phones",
              answer.phones().stream().map(labels::of).flatMap(Optional::stream).toList());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      JsonRecords.strings(json, "warnings", transcript.warnings());
    }
  }

  private static void phone(JsonGenerator json, TimedPhone phone) throws IOException {
    json.writeStartObject();
    json.writeStringField("phone", phone.phone());
    json.writeNumberField("start", phone.start());
    json.writeNumberField("end", phone.end());
    json.writeNumberField("confidence", phone.confidence());
    json.writeFieldName("start_ci95");
    json.writeArray(new double[] {phone.earliest(), phone.latest()}, 0, 2);
    json.writeArrayFieldStart("alternatives");
    for (TimedPhone.Alternative other : phone.alternatives()) {
      json.writeStartObject();
      json.writeStringField("phone", other.phone());
      json.writeNumberField("probability", other.probability());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
