package io.vocalith.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes pulled models. */
@Command(
    name = "rm",
    description = "Delete pulled models and what unfinished pulls of them left.",
    footerHeading = "%nExamples:%n",
    footer = {"  vocalith rm ctcmodel"})
final class RemoveCommand extends VocalithCommand {
  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Name of a pulled model.")
  private List<String> names;

  @Mixin private CacheOption cache;

  @Override
  protected int run() throws IOException {
    int code = ExitCode.DONE;
    for (String name : names) {
      if (!cache.cache().remove(name)) {
        console().message("no model named " + name + " was pulled");
        code = ExitCode.INPUT;
      }
    }
    return code;
  }
}
