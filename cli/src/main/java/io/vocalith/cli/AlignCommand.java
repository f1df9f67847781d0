package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.ModelCard;
import io.vocalith.models.align.AlignedSpeech;
import io.vocalith.models.align.Script;
import io.vocalith.models.align.SpeechAligner;
import io.vocalith.models.annotation.Annotation;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.eval.TextLines;
import io.vocalith.models.phones.Notation;
import io.vocalith.models.phones.PronouncingDictionary;
import io.vocalith.models.report.Posteriorgram;
import io.vocalith.models.report.ReportView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith align}: known words or phones to times. */
@Command(
    name = "align",
    description = "Find when known words or phones were said, and how well each phone fits.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith align speech.wav --phones \"sh iy hh ae d\"",
      "  vocalith align speech.wav --words \"she had\" --dict cmudict.dict",
      "  vocalith align speech.wav --phones \"sh iy hh ae d\" --html speech.html",
      "  vocalith align corpus/ aligned/ --dict english.dict",
    })
final class AlignCommand extends VocalithCommand {
  static final String SCHEMA = "alignment/1";

  @Parameters(
      index = "0",
      paramLabel = "AUDIO",
      description = {
        "A recording (- is standard input), or a folder of them;",
        "what was said stands beside each in a .lab or .txt file."
      })
  private String audioFile;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OUT",
      description = "Folder for the results, TextGrids where no format is given.")
  private Path out;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private PhoneOutput shape = new PhoneOutput();
  @Mixin private ReportOption report = new ReportOption();

  @Option(names = "--phones", paramLabel = "TEXT", description = "The phones that were said.")
  private String phones;

  @Option(names = "--words", paramLabel = "TEXT", description = "The words that were said.")
  private String words;

  @Option(
      names = "--dict",
      paramLabel = "FILE",
      description = "Pronunciations, as CMUdict or the Montreal Forced Aligner write them.")
  private Path dictionaryFile;

  @Option(
      names = "--classes",
      description = "Take TIMIT phones by the 39 classes, closures joined to their stops.")
  private boolean classes;

  @Option(
      names = "--no-silences",
      description = "No silences at the ends and between words but those in --phones.")
  private boolean noSilences;

  private PronouncingDictionary dictionary;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    if (phones != null && words != null) {
      throw new UsageException("expected --phones or --words, found both");
    }
    if (phones == null && dictionaryFile == null) {
      throw new UsageException("expected --phones, or --dict with the pronunciations of the words");
    }
    if (classes && phones == null) {
      throw new UsageException("--classes: expected --phones with it, found none");
    }
    if (out != null) {
      shape.into(out, shape.format == PhoneFormat.TEXT ? PhoneFormat.TEXTGRID : shape.format);
    }
    RecordingFiles recordings = shape.unfinished(this, RecordingFiles.of(List.of(audioFile)));
    FileBatch batch = batch(shape.order(recordings));
    dictionary = phones == null ? PronouncingDictionary.read(dictionaryFile) : null;
    Model found = model.find(this, Architecture.CTCMODEL, "align");
    PhonemeRecognizer recognizer =
        PhonemeRecognizer.of(found, Workload.kernels(found, recordings.files()))
            .withThreads(batch.threadsPerFile());
    try (PhoneOutput.Writer writer = shape.open(this, recordings, SCHEMA, found);
        ReportOption.Page page = report.open(this, SCHEMA, found)) {
      return batch.run(
          file -> align(recognizer, file),
          result -> {
            writer.write(result);
            page.add(result.file, result.view, result::json);
          });
    }
  }

  private Result align(PhonemeRecognizer recognizer, String file) throws IOException {
    ModelCard card = recognizer.model().card();
    Script script = script(card, file);
    AudioClip clip = audio.read(file, console());
    Matrix scores = recognizer.logProbabilities(clip);
    AlignedSpeech aligned = new SpeechAligner(card).align(scores, script, clip.seconds());
    Optional<ReportView> view =
        report.view(clip, () -> Posteriorgram.of(scores, card, Notation.TIMIT61));
    return new Result(file, clip, aligned, view);
  }

  private Script script(ModelCard card, String file) throws IOException {
    if (phones != null) {
      List<String> labels = List.of(TextLines.columns(phones));
      return classes
          ? Script.ofClasses(card, labels, !noSilences)
          : Script.ofPhones(card, labels, !noSilences);
    }
    String text = words == null ? beside(file) : words;
    return Script.ofWords(card, PronouncingDictionary.words(text), dictionary, !noSilences);
  }

  /** The text beside a recording; TIMIT's begins with two sample numbers, which are no words. */
  private static String beside(String file) throws IOException {
    Path path = RecordingFiles.path(file);
    List<String> tried = new ArrayList<>();
    for (String ending : List.of(".lab", ".txt", ".LAB", ".TXT")) {
      String name = RecordingFiles.name(file) + ending;
      Path text = path == null ? null : path.resolveSibling(name);
      if (text != null && Files.isRegularFile(text)) {
        StringBuilder lines = new StringBuilder();
        TextLines.read(text, (number, line) -> lines.append(line).append(' '));
        return lines.toString().replaceFirst("^\\d+ \\d+ (?=\\D)", "");
      }
      tried.add(name);
    }
    throw new IOException(
        file
            + ": expected its words in --words or beside it in "
            + tried.get(0)
            + " or "
            + tried.get(1)
            + ", found neither");
  }

  private record Result(
      String file, AudioClip clip, AlignedSpeech aligned, Optional<ReportView> view)
      implements PhoneOutput.Result {
    @Override
    public List<String> warnings() {
      return clip.warnings();
    }

    /** Lines of start, end, phone, word and goodness with tabs between. */
    @Override
    public String text(boolean several) {
      StringBuilder text = new StringBuilder();
      for (AlignedSpeech.Phone phone : aligned.phones()) {
        text.append(several ? file + "\t" : "");
        text.append(
            String.format(
                Locale.ROOT,
                "%.4f\t%.4f\t%s\t%s\t%.3f\n",
                phone.start(),
                phone.end(),
                phone.phone(),
                phone.word() < 0 ? "" : aligned.words().get(phone.word()).word(),
                phone.goodness()));
      }
      return text.toString();
    }

    @Override
    public Annotation annotation() {
      return new Annotation(
          RecordingFiles.name(file), clip.length(), clip.sampleRate(), aligned.tiers());
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
      json.writeStringField("audio", file);
      json.writeNumberField("duration", clip.seconds());
      json.writeNumberField("logProbability", aligned.logProbability());
      json.writeNumberField("pathLogProbability", aligned.pathLogProbability());
      json.writeArrayFieldStart("words");
      for (AlignedSpeech.Word word : aligned.words()) {
        json.writeStartObject();
        json.writeStringField("word", word.word());
        json.writeNumberField("start", word.start());
        json.writeNumberField("end", word.end());
        json.writeNumberField("confidence", word.confidence());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("phones");
      for (AlignedSpeech.Phone phone : aligned.phones()) {
        phone(json, phone);
      }
      json.writeEndArray();
      JsonRecords.strings(json, "warnings", clip.warnings());
    }

    private static void phone(JsonGenerator json, AlignedSpeech.Phone phone) throws IOException {
      json.writeStartObject();
      json.writeStringField("phone", phone.phone());
      json.writeStringField("spoken", phone.spoken());
      if (phone.word() >= 0) {
        json.writeNumberField("word", phone.word());
      }
      json.writeNumberField("start", phone.start());
      json.writeNumberField("end", phone.end());
      json.writeFieldName("start_ci95");
      json.writeArray(new double[] {phone.earliest(), phone.latest()}, 0, 2);
      json.writeNumberField("goodness", phone.goodness());
      json.writeNumberField("confidence", phone.confidence());
      json.writeEndObject();
    }
  }
}
