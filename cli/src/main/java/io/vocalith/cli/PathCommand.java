package io.vocalith.cli;

import io.vocalith.models.registry.CachedModel;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says where pulled models are. */
@Command(
    name = "path",
    description = "Print the file of a pulled model, or the folder of all of them.",
    footerHeading = "%nExamples:%n",
    footer = {"  vocalith path", "  vocalith path ctcmodel"})
final class PathCommand extends VocalithCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of a pulled model.")
  private String name;

  @Mixin private CacheOption cache;

  @Override
  protected int run() throws IOException {
    if (name == null) {
      output().println(cache.cache().folder().toString());
      return ExitCode.DONE;
    }
    Optional<CachedModel> model = cache.cache().find(name);
    if (model.isEmpty()) {
      console().message("no model named " + name + " was pulled");
      return ExitCode.INPUT;
    }
    output().println(model.get().weights().toString());
    return ExitCode.DONE;
  }
}
