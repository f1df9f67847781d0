package io.vocalith.cli;

import io.vocalith.models.Publications;
import io.vocalith.models.registry.CachedModel;
import io.vocalith.models.registry.ModelPuller;
import io.vocalith.models.registry.Publication;
import io.vocalith.models.registry.PullOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a published model into the cache. */
@Command(
    name = "pull",
    description = {
      "Fetch a published model: its name is then enough for --model.",
      "What arrives is checked against the SHA-256 of the model's card. A pull that was cut short"
          + " goes on where it stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith pull ctcmodel",
      "  vocalith pull my-card.yaml",
      "  vocalith pull ecapa_tdnn --from /media/stick/ecapa.ckpt",
    })
final class PullCommand extends VocalithCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = {
        "ctcmodel, ecapa_tdnn, or the file of a card: YAML with source and sha256,",
        "or a Markdown card of MindSpore Hub (.md)."
      })
  private String called;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Take the file from this machine, for example one carried here, and no other.")
  private Path from;

  @Mixin private CacheOption cache;

  @Override
  protected int run() throws IOException {
    Publication model = Publications.find(called);
    ModelPuller puller = new ModelPuller(cache.cache(), PullOptions.DEFAULTS);
    try (DownloadProgress progress = new DownloadProgress(console(), common.quiet)) {
      CachedModel pulled =
          from == null ? puller.pull(model, progress) : puller.pullFrom(from, model, progress);
      progress.close();
      output().println(pulled.weights().toString());
      return ExitCode.DONE;
    }
  }
}
