package io.vocalith.cli;

import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.eval.speakers.CalibrationTrainer;
import io.vocalith.models.eval.speakers.ScoredTrials;
import io.vocalith.models.eval.speakers.Trial;
import io.vocalith.models.eval.speakers.TrialList;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.Calibration;
import io.vocalith.models.speaker.CalibrationFile;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Disclaimer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith calibrate}: from scores to likelihood ratios. */
@Command(
    name = "calibrate",
    description = "Make a calibration, which turns scores into likelihood ratios, from trials.",
    footerHeading = "%n",
    footer = {
      "Needs 20 speakers or more and scores that no threshold separates. The calibration holds for",
      "one model, one score normalisation and one bandwidth, which is written into it.",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith calibrate --audio-root wav --out room.json trials.txt",
      "  vocalith verify --calibration room.json --prior 0.5 one.wav other.wav",
    })
final class CalibrateCommand extends VocalithCommand {
  @Parameters(paramLabel = "TRIALS", description = "The trial list.")
  private Path trials;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the calibration goes.")
  private Path out;

  @Option(
      names = "--bandwidth",
      paramLabel = "BAND",
      description = "${COMPLETION-CANDIDATES}: what scores or embeddings were made from.")
  private Bandwidth bandwidth;

  @Mixin private TrialOptions options = new TrialOptions();
  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Override
  protected int run() throws IOException, InterruptedException {
    options.check();
    audio.options();
    boolean recordings = options.audioRoot != null || options.wavScp != null;
    if (!recordings && (!model.given() || bandwidth == null)) {
      throw new UsageException(
          "--scores and --embeddings: expected --model and --bandwidth, which the calibration is"
              + " for");
    }
    TrialList list = TrialList.read(trials);
    Model found = model.find(this, Architecture.ECAPA_TDNN, "calibrate");
    ItemBatch batch = new ItemBatch(this, options.skipBad);
    TrialScoring scoring =
        new TrialScoring(
            this, options, Optional.of(found), audio.options(), model.embeddings(), batch);
    TrialScoring.Result result = scoring.score(list.trials());
    Bandwidth band = recordings ? commonBandwidth(result.bandwidths()) : bandwidth;
    ScoredTrials scored = ofBandwidth(result, band, recordings, scoring);
    Calibration calibration;
    try {
      calibration =
          CalibrationTrainer.fit(
              scored, new CalibrationKey(found.sha256(), result.normalization(), band));
    } catch (IllegalArgumentException e) {
      throw new IOException(trials + ": " + e.getMessage(), e);
    }
    CalibrationFile.write(calibration, out);
    say(calibration);
    return batch.exitCode();
  }

  private static Bandwidth commonBandwidth(List<Bandwidth> bandwidths) {
    return Collections.frequency(bandwidths, Bandwidth.WIDE) * 2 >= bandwidths.size()
        ? Bandwidth.WIDE
        : Bandwidth.NARROW;
  }

  /** Trials of another bandwidth than most are left out, and said. */
  private ScoredTrials ofBandwidth(
      TrialScoring.Result result, Bandwidth band, boolean measured, TrialScoring scoring)
      throws IOException {
    List<Integer> kept =
        IntStream.range(0, result.trials().size())
            .filter(i -> !measured || result.bandwidths().get(i) == band)
            .boxed()
            .toList();
    int others = result.trials().size() - kept.size();
    if (others > 0) {
      notice(others + " trials are left out, as they are not " + band.label() + "band like most");
    }
    List<Trial> trialsKept = kept.stream().map(result.trials()::get).toList();
    double[] scores = kept.stream().mapToDouble(result.scores()::get).toArray();
    try {
      return options.speakers().scored(trialsKept, scores, scoring.models());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage() + " (--utt2spk says who speaks)", e);
    }
  }

  private void say(Calibration calibration) throws IOException {
    Calibration.Data data = calibration.data();
    output()
        .print(
            String.format(
                Locale.ROOT,
                """
                LLR = %.4f * score %+.4f
                for model %s, score normalisation %s, %sband recordings
                %d speakers, %d targets, %d non-targets
                Cllr %.4f bits on speakers the fit had not seen (5 folds; %d trials between folds left out)
                """,
                calibration.slope(),
                calibration.offset(),
                calibration.key().modelSha256().substring(0, 12),
                calibration.key().normalization(),
                calibration.key().bandwidth().label(),
                data.speakers(),
                data.targets(),
                data.nontargets(),
                data.cllr(),
                data.crossFoldTrials()));
  }
}
