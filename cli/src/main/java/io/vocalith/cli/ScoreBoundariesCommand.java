package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.align.AlignedSpeech;
import io.vocalith.models.align.BoundaryScorer;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.ctc.TimedPhone;
import io.vocalith.models.eval.phones.LabelledUtterance;
import io.vocalith.models.eval.phones.PhnFile;
import io.vocalith.models.eval.phones.TimitSet;
import io.vocalith.models.eval.phones.TimitTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith score-boundaries}: how good times and confidences are. */
@Command(
    name = "score-boundaries",
    description = "Measure the times and confidences of phones on TIMIT.",
    footerHeading = "%n",
    footer = {
      "Phones are the 39 classes, closures joined to their stops; inner boundaries only. Errors",
      "are of the aligned transcription; precision, recall, F1 and R-value of free decoding at",
      "20 ms; a decoded phone is correct where it matches after folding.",
      "",
      "Example:",
      "  vocalith score-boundaries --model ctcmodel --set core TIMIT",
    })
final class ScoreBoundariesCommand extends VocalithCommand {
  static final String SCHEMA = "boundaries/1";
  private static final int FEW_SPEAKERS = 20;

  @Parameters(paramLabel = "CORPUS", description = "A TIMIT tree.")
  private Path corpus;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "Part of TIMIT: core, full, full+sa, dev or all (default: all).")
  private String set = TimitSet.ALL.title();

  @Option(names = "--skip-bad", description = "Go on without what fails; exit code 1 tells.")
  private boolean skipBad;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  private record Heard(
      List<PhnFile.Segment> truth, int rate, AlignedSpeech aligned, List<TimedPhone> decoded) {}

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    TimitSet part = TimitSet.named(set);
    List<LabelledUtterance> utterances = TimitTree.find(corpus, part);
    Model found = model.find(this, Architecture.CTCMODEL, "score boundaries");
    PhonemeRecognizer recognizer = PhonemeRecognizer.of(found).withTimes(0);
    BoundaryScorer scorer = new BoundaryScorer(found.card());
    ItemBatch batch = new ItemBatch(this, skipBad);
    batch.run(
        utterances,
        LabelledUtterance::id,
        "utterances",
        utterance -> hear(recognizer, scorer, utterance),
        (utterance, heard) ->
            scorer.add(heard.truth(), heard.rate(), heard.aligned(), heard.decoded()));
    if (scorer.errors().count() == 0) {
      throw new IOException("no utterance could be scored");
    }
    long speakers = utterances.stream().map(LabelledUtterance::speaker).distinct().count();
    write(scorer, found, utterances.size() - batch.skipped().size(), speakers);
    return batch.exitCode();
  }

  private Heard hear(
      PhonemeRecognizer recognizer, BoundaryScorer scorer, LabelledUtterance utterance)
      throws IOException {
    List<PhnFile.Segment> truth = PhnFile.read(TimitTree.labelFile(utterance.audio()));
    AudioClip clip = audio.read(utterance.audio().toString(), console());
    return new Heard(
        truth,
        clip.sampleRate(),
        scorer.align(recognizer.logProbabilities(clip), truth, clip.seconds()),
        recognizer.transcribe(clip).timed());
  }

  private void write(BoundaryScorer scorer, Model found, int utterances, long speakers)
      throws IOException {
    Map<String, Double> figures = figures(scorer);
    if (format != Format.TEXT) {
      try (JsonRecords records = JsonRecords.of(output(), format, false, found)) {
        records.write(
            SCHEMA,
            json -> {
              json.writeStringField("set", set);
              json.writeNumberField("utterances", utterances);
              json.writeNumberField("speakers", speakers);
              json.writeBooleanField("indicative", speakers < FEW_SPEAKERS);
              for (Map.Entry<String, Double> figure : figures.entrySet()) {
                if (figure.getValue().isNaN()) {
                  json.writeNullField(figure.getKey());
                } else {
                  json.writeNumberField(figure.getKey(), figure.getValue());
                }
              }
            });
      }
      return;
    }
    output()
        .println(
            "model "
                + found.card().name()
                + ", set "
                + set
                + ": "
                + utterances
                + " utterances of "
                + speakers
                + " speakers"
                + (speakers < FEW_SPEAKERS ? " (indicative: too few speakers)" : ""));
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      double value = figure.getValue();
      String shown = Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
      output().println("%-28s %s".formatted(figure.getKey(), shown));
    }
  }

  /** Every figure by its name; times in seconds, shares from 0 to 1. */
  private static Map<String, Double> figures(BoundaryScorer scorer) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("boundaries", (double) scorer.errors().count());
    figures.put("medianError", scorer.errors().median());
    figures.put("meanError", scorer.errors().mean());
    figures.put("bias", scorer.errors().bias());
    for (int milliseconds : new int[] {10, 20, 25, 50}) {
      figures.put(
          "within" + milliseconds + "ms", scorer.errors().shareWithin(milliseconds / 1000.0));
    }
    figures.put("intervalCoverage", scorer.errors().coverage());
    figures.put("precision", scorer.detection().precision());
    figures.put("recall", scorer.detection().recall());
    figures.put("f1", scorer.detection().f1());
    figures.put("rValue", scorer.detection().rValue());
    figures.put("phones", (double) scorer.confidence().count());
    figures.put("accuracy", scorer.confidence().accuracy());
    figures.put("expectedCalibrationError", scorer.confidence().calibrationError());
    figures.put("areaUnderCurve", scorer.confidence().areaUnderCurve());
    return figures;
  }
}
