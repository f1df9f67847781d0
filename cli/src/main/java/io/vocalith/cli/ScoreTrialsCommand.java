package io.vocalith.cli;

import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.eval.speakers.DetectionScores;
import io.vocalith.models.eval.speakers.MindSporeExclusions;
import io.vocalith.models.eval.speakers.MindSporeProtocol;
import io.vocalith.models.eval.speakers.ScoredTrials;
import io.vocalith.models.eval.speakers.SpeakerNames;
import io.vocalith.models.eval.speakers.Trial;
import io.vocalith.models.eval.speakers.TrialList;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.eval.speakers.VerificationReport;
import io.vocalith.models.eval.speakers.VerificationReport.EqualErrorRate;
import io.vocalith.models.plot.DetPlot;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.speaker.EmbeddedRecording;
import io.vocalith.models.speaker.Embedding;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith score-trials}: how well voices are told apart. */
@Command(
    name = "score-trials",
    description = "Measure speaker verification on a trial list.",
    footerHeading = "\n",
    footer = {
      "TRIALS holds lines '1|0 enroll test' (VoxCeleb) or 'enroll test target|nontarget' (Kaldi).",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith score-trials --model ecapa_tdnn --audio-root voxceleb1/wav veri_test2.txt",
      "  vocalith score-trials --wav-scp wav.scp --norm as --cohort cohort.txt trials",
      "  vocalith score-trials --scores scores.txt --llr --plot det.svg trials",
      "  vocalith score-trials --purge",
    })
final class ScoreTrialsCommand extends VocalithCommand {
  /** Whose protocol is followed. */
  enum Protocol {
    /** The definitions of the field. */
    FIELD,
    /** The reference's three stages, oddities included. */
    MINDSPORE
  }

  @Parameters(arity = "0..1", paramLabel = "TRIALS", description = "The trial list.")
  private Path trials;

  @Mixin private TrialOptions options = new TrialOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}: the field's definitions or the reference's stages.")
  private Protocol protocol = Protocol.FIELD;

  @Option(
      names = "--eer",
      paramLabel = "HOW",
      description = "Equal error rate: ${COMPLETION-CANDIDATES} (default: linear).")
  private EqualErrorRate eer = EqualErrorRate.LINEAR;

  @Option(names = "--llr", description = "The scores are natural log-likelihood ratios.")
  private boolean llr;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Turn scores into likelihood ratios; see vocalith calibrate.")
  private Path calibration;

  @Option(names = "--plot", paramLabel = "SVG", description = "Draw DET curve and histogram.")
  private Path plot;

  @Option(
      names = "--write-scores",
      paramLabel = "FILE",
      description = "Write lines 'enroll test score target|nontarget'.")
  private Path written;

  @Option(names = "--purge", description = "First remove all embeddings that are kept.")
  private boolean purge;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException, InterruptedException {
    if (purge) {
      notice(
          model.embeddings().purge() + " embeddings removed from " + model.embeddings().folder());
      if (trials == null) {
        return ExitCode.DONE;
      }
    }
    if (trials == null) {
      throw new UsageException("expected a trial list");
    }
    options.check();
    audio.options();
    TrialList list = TrialList.read(trials);
    Optional<Model> found =
        options.scores != null
            ? Optional.empty()
            : Optional.of(model.find(this, Architecture.ECAPA_TDNN, "score trials"));
    ItemBatch batch = new ItemBatch(this, options.skipBad);
    TrialReport report = new TrialReport(trials, list, found, batch);
    if (protocol == Protocol.MINDSPORE) {
      report.write(output(), format, reference(list.trials(), found, batch));
    } else {
      field(list, found, batch, report);
    }
    return batch.exitCode();
  }

  private void field(TrialList list, Optional<Model> found, ItemBatch batch, TrialReport report)
      throws IOException, InterruptedException {
    TrialScoring scoring =
        new TrialScoring(this, options, found, audio.options(), model.embeddings(), batch);
    TrialScoring.Result result = scoring.score(list.trials());
    double[] scores = calibrated(result, found);
    DetectionScores detection = detection(result.trials(), scores);
    boolean ratios = llr || calibration != null;
    SpeakerNames names = options.speakers();
    VerificationReport figures;
    try {
      ScoredTrials scored = names.scored(result.trials(), scores, scoring.models());
      figures = VerificationReport.of(scored, ratios, eer);
    } catch (IllegalArgumentException e) {
      notice(e.getMessage() + "; --utt2spk would say, and give intervals");
      figures = VerificationReport.of(detection, ratios, eer);
    }
    if (plot != null) {
      Files.writeString(plot, DetPlot.svg(detection, trials.getFileName().toString()));
    }
    if (written != null) {
      writeScores(result.trials(), scores);
    }
    String kind =
        calibration != null
            ? "calibrated log-likelihood ratio"
            : llr ? "log-likelihood ratio" : options.scores != null ? "as given" : "cosine";
    report.write(output(), format, figures, kind, result.normalization(), names.rule());
  }

  private double[] calibrated(TrialScoring.Result result, Optional<Model> found)
      throws IOException {
    double[] scores = result.values();
    if (calibration == null) {
      return scores;
    }
    Calibration line = CalibrationFile.read(calibration);
    for (int i = 0; i < scores.length; i++) {
      if (found.isPresent()) {
        CalibrationKey key =
            new CalibrationKey(
                found.orElseThrow().sha256(), result.normalization(), result.bandwidths().get(i));
        List<String> differences = line.key().differences(key);
        if (!differences.isEmpty()) {
          Trial trial = result.trials().get(i);
          throw new IOException(
              trials + ", line " + trial.line() + ": " + String.join(", ", differences));
        }
      }
      scores[i] = line.logLikelihoodRatio(scores[i]);
    }
    return scores;
  }

  private DetectionScores detection(List<Trial> kept, double[] scores) throws IOException {
    double[][] classes = new double[2][];
    for (int target = 0; target < 2; target++) {
      boolean wanted = target == 1;
      classes[target] =
          IntStream.range(0, scores.length)
              .filter(i -> kept.get(i).target() == wanted)
              .mapToDouble(i -> scores[i])
              .toArray();
    }
    try {
      return DetectionScores.of(classes[1], classes[0]);
    } catch (IllegalArgumentException e) {
      throw new IOException(trials + ": " + e.getMessage(), e);
    }
  }

  private void writeScores(List<Trial> kept, double[] scores) throws IOException {
    try (Writer writer = Files.newBufferedWriter(written)) {
      for (int i = 0; i < scores.length; i++) {
        Trial trial = kept.get(i);
        String truth = trial.target() ? "target" : "nontarget";
        writer.write(
            String.format(
                Locale.ROOT, "%s %s %s %s\n", trial.enroll(), trial.test(), scores[i], truth));
      }
    }
  }

  private MindSporeProtocol reference(List<Trial> list, Optional<Model> found, ItemBatch batch)
      throws IOException, InterruptedException {
    if (options.scores != null || options.embeddings != null) {
      throw new UsageException("--protocol mindspore: expected recordings, whose durations count");
    }
    Voices voices = new Voices(options, found.orElseThrow(), audio.options(), model.embeddings());
    Set<String> enrolled = new LinkedHashSet<>();
    list.forEach(trial -> enrolled.add(trial.enroll()));
    Map<String, EmbeddedRecording> embedded = voices.of(enrolled, batch);
    List<Trial> usable =
        list.stream().filter(trial -> embedded.containsKey(trial.enroll())).toList();
    Map<String, Embedding> ordered = new LinkedHashMap<>();
    for (String name : MindSporeExclusions.embedded(usable, u -> embedded.get(u).seconds())) {
      ordered.put(name, embedded.get(name).embedding());
    }
    List<Embedding> cohort =
        options.cohort == null
            ? List.of()
            : voices.of(UtteranceLists.cohort(options.cohort).keySet(), batch).values().stream()
                .map(EmbeddedRecording::embedding)
                .toList();
    return MindSporeProtocol.of(list, ordered, cohort);
  }
}
