package io.vocalith.cli;

import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.ctc.Decoding;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.eval.phones.Folding;
import io.vocalith.models.eval.phones.LabelledUtterance;
import io.vocalith.models.eval.phones.Manifest;
import io.vocalith.models.eval.phones.PhoneScorer;
import io.vocalith.models.eval.phones.SilenceRule;
import io.vocalith.models.eval.phones.TimitSet;
import io.vocalith.models.eval.phones.TimitTree;
import io.vocalith.models.eval.phones.TrnFile;
import io.vocalith.models.eval.phones.TwoWayDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith score-phones}: how many phones are recognised wrongly. */
@Command(
    name = "score-phones",
    description = "Measure phone error rates on TIMIT, on a manifest, or on two transcripts.",
    footerHeading = "%n",
    footer = {
      "CORPUS is a TIMIT tree in any letter case, or a manifest: tab-separated columns audio,",
      "phones or phn, speaker, id under a line of their names, or JSON Lines of these fields.",
      "",
      "Examples:",
      "  vocalith score-phones --model ctcmodel --set full+sa TIMIT",
      "  vocalith score-phones --set core --fold 39 --sil optional TIMIT",
      "  vocalith score-phones manifest.tsv --per-utterance alignments.txt",
      "  vocalith score-phones --ref ref.trn --hyp hyp.trn",
    })
final class ScorePhonesCommand extends VocalithCommand {
  @Parameters(arity = "0..1", paramLabel = "CORPUS", description = "A TIMIT tree or a manifest.")
  private Path corpus;

  @Option(names = "--ref", paramLabel = "TRN", description = "Score a transcript of this truth...")
  private Path ref;

  @Option(names = "--hyp", paramLabel = "TRN", description = "... instead of running a model.")
  private Path hyp;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "Part of TIMIT: core, full, full+sa, dev or all (default: all).")
  private String set;

  @Option(names = "--fold", paramLabel = "N", description = "Labels: 61, 48 or 39 (default: 39).")
  private String fold = "39";

  @Option(
      names = "--sil",
      paramLabel = "RULE",
      description = "Silence: ${COMPLETION-CANDIDATES} (default: count).")
  private SilenceRule sil = SilenceRule.COUNT;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Prefixes of the beam search (default: 5, as the reference).")
  private int beam = Decoding.REFERENCE_BEAM;

  @Option(
      names = "--per-utterance",
      paramLabel = "FILE",
      description = "Write the alignment of every utterance to FILE.")
  private Path perUtterance;

  @Option(names = "--skip-bad", description = "Go on without what fails; exit code 1 tells.")
  private boolean skipBad;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Override
  protected int run() throws IOException, InterruptedException {
    boolean transcripts = ref != null || hyp != null;
    if (transcripts == (corpus != null) || (ref == null) != (hyp == null)) {
      throw new UsageException("expected a TIMIT tree or a manifest, or --ref and --hyp");
    }
    if (transcripts && set != null) {
      throw new UsageException("--set: chooses parts of a TIMIT tree, not of transcripts");
    }
    Folding folding =
        List.of(Folding.values()).stream()
            .filter(f -> f.title().equals(fold))
            .findFirst()
            .orElseThrow(() -> new UsageException("--fold: expected 61, 48 or 39, found " + fold));
    ItemBatch batch = new ItemBatch(this, skipBad);
    try (AlignmentFile alignments = AlignmentFile.to(perUtterance)) {
      PhoneRun run =
          transcripts
              ? transcripts(folding, batch, alignments)
              : corpus(folding, batch, alignments);
      if (run.scores().stream().allMatch(s -> s.scorer().utterances() == 0)) {
        throw new IOException("no utterance could be scored");
      }
      new PhoneReport(run, folding, sil).write(output(), format);
    }
    return batch.exitCode();
  }

  private PhoneRun corpus(Folding folding, ItemBatch batch, AlignmentFile alignments)
      throws IOException, InterruptedException {
    audio.options();
    TimitSet part = TimitSet.named(set == null ? TimitSet.ALL.title() : set);
    boolean tree = Files.isDirectory(corpus);
    if (!tree && set != null) {
      throw new UsageException("--set: chooses parts of a TIMIT tree, not of a manifest");
    }
    List<LabelledUtterance> utterances =
        tree ? TimitTree.find(corpus, part) : Manifest.read(corpus);
    Model found = model.find(this, Architecture.CTCMODEL, "score phones");
    found.card().labels().forEach(folding::fold); // a label nobody can score is found at once
    TwoWayDecoder decoder = new TwoWayDecoder(PhonemeRecognizer.of(found), beam);
    PhoneScorer bestPath = new PhoneScorer(folding, sil);
    PhoneScorer prefixes = new PhoneScorer(folding, sil);
    double[] seconds = new double[1];
    long start = System.nanoTime();
    batch.run(
        utterances,
        LabelledUtterance::id,
        "utterances",
        u ->
            new Heard(
                u.labels().read(), decoder.decode(audio.read(u.audio().toString(), console()))),
        (u, heard) -> {
          alignments.write(
              u.id(), "best path", bestPath.add(u.speaker(), heard.labels(), heard.bestPath()));
          alignments.write(
              u.id(), "beam " + beam, prefixes.add(u.speaker(), heard.labels(), heard.prefixes()));
          seconds[0] += heard.decoded().seconds();
        });
    double wall = (System.nanoTime() - start) / 1e9;
    return new PhoneRun(
        tree ? "set " + part.title() + completeness(part, utterances.size()) : corpus.toString(),
        Optional.of(found),
        List.of(
            new PhoneRun.Scored("best path", bestPath),
            new PhoneRun.Scored("beam " + beam, prefixes)),
        Optional.of(new PhoneRun.Time(seconds[0], wall, common.threads())),
        batch.skipped());
  }

  private static String completeness(TimitSet part, int found) {
    return part.utterances().isPresent() && part.utterances().getAsInt() != found
        ? " (incomplete: " + found + " of " + part.utterances().getAsInt() + " utterances)"
        : "";
  }

  private PhoneRun transcripts(Folding folding, ItemBatch batch, AlignmentFile alignments)
      throws IOException {
    Map<String, List<String>> truth = TrnFile.read(ref);
    Map<String, List<String>> found = TrnFile.read(hyp);
    PhoneScorer scorer = new PhoneScorer(folding, sil);
    List<String> ids = new ArrayList<>(truth.keySet());
    found.keySet().stream().filter(id -> !truth.containsKey(id)).forEach(ids::add);
    for (String id : ids) {
      try {
        if (!truth.containsKey(id) || !found.containsKey(id)) {
          throw new IOException(
              "expected the utterance " + id + " in " + (found.containsKey(id) ? ref : hyp));
        }
        String speaker = TrnFile.speaker(id);
        alignments.write(id, "hypothesis", scorer.add(speaker, truth.get(id), found.get(id)));
      } catch (IOException | IllegalArgumentException e) {
        batch.skip(id, e);
      }
    }
    return new PhoneRun(
        hyp + " against " + ref + "; speaker: what stands before the first - or _",
        Optional.empty(),
        List.of(new PhoneRun.Scored("hypothesis", scorer)),
        Optional.empty(),
        batch.skipped());
  }

  private record Heard(List<String> labels, TwoWayDecoder.Decoded decoded) {
    List<String> bestPath() {
      return decoded.bestPath();
    }

    List<String> prefixes() {
      return decoded.prefixSearch();
    }
  }
}
