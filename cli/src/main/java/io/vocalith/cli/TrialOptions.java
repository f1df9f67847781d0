package io.vocalith.cli;

import io.vocalith.models.eval.speakers.SpeakerNames;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.speaker.AdaptiveSNorm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the scores of a trial list come from, for every command that takes one. */
final class TrialOptions {
  @Option(
      names = "--audio-root",
      paramLabel = "DIR",
      description = "Recordings lie below DIR under the names of the list.")
  Path audioRoot;

  @Option(
      names = "--wav-scp",
      paramLabel = "FILE",
      description = "Recordings by lines 'name path'.")
  Path wavScp;

  @Option(
      names = "--embeddings",
      paramLabel = "SCP",
      description = "Embeddings from Kaldi archives instead of recordings.")
  Path embeddings;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description = "Scores by lines 'enroll test score' instead of recordings.")
  Path scores;

  @Option(
      names = "--spk2utt",
      paramLabel = "FILE",
      description = "The list's first column names models; these are their utterances.")
  private Path spk2utt;

  @Option(
      names = "--utt2spk",
      paramLabel = "FILE",
      description = "Speakers of the utterances (default: by the folders of their paths).")
  private Path utt2spk;

  @Option(
      names = "--norm",
      paramLabel = "NORM",
      description = "Normalise scores: as (adaptive S-norm); needs --cohort.")
  private String norm;

  @Option(
      names = "--cohort",
      paramLabel = "FILE",
      description = "Other speakers: lines 'utterance [speaker]'; averaged by speaker.")
  Path cohort;

  @Option(
      names = "--top-n",
      paramLabel = "N",
      description = "Highest cohort scores that count (default: 300).")
  int top = AdaptiveSNorm.DEFAULT_TOP;

  @Option(names = "--skip-bad", description = "Go on without what fails; exit code 1 tells.")
  boolean skipBad;

  /**
   * Checks the options against each other.
   *
   * @throws UsageException saying what is missing or too much
   */
  void check() {
    long sources =
        List.of(audioRoot != null, wavScp != null, embeddings != null, scores != null).stream()
            .filter(given -> given)
            .count();
    if (sources != 1) {
      throw new UsageException(
          "expected one of --audio-root, --wav-scp, --embeddings and --scores, found " + sources);
    }
    if (norm != null && !norm.equals("as")) {
      throw new UsageException("--norm: expected as, found " + norm);
    }
    if (norm != null && (cohort == null || scores != null)) {
      throw new UsageException("--norm as: expected --cohort, and recordings or embeddings");
    }
  }

  /** Whether adaptive S-norm was asked for. */
  boolean normalized() {
    return norm != null;
  }

  /** Utterances of the models of the first column; empty if it names utterances. */
  Map<String, List<String>> models() throws IOException {
    return spk2utt == null ? Map.of() : UtteranceLists.models(spk2utt);
  }

  /** Who is heard in an utterance. */
  SpeakerNames speakers() throws IOException {
    return utt2spk == null ? SpeakerNames.byFolder() : SpeakerNames.read(utt2spk);
  }
}
