package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.models.selftest.SelfTest;
import io.vocalith.models.selftest.SelfTest.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vocalith selftest}: is this machine as exact as it should be. */
@Command(
    name = "selftest",
    description = "Replay the reference's results here and say how far each stage is from them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith selftest",
      "  VOCALITH_OPTS=-Dvocalith.kernels=scalar vocalith selftest",
    })
final class SelftestCommand extends VocalithCommand {
  static final String SCHEMA = "selftest/1";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException {
    KernelProvider provider = KernelProvider.select();
    List<Stage> stages = SelfTest.run(provider.kernels());
    boolean passed = stages.stream().allMatch(Stage::passed);
    if (format == Format.TEXT) {
      text(provider, stages, passed);
    } else {
      try (JsonRecords json = JsonRecords.of(output(), format, false, null)) {
        json.write(SCHEMA, body -> json(body, provider, stages, passed));
      }
    }
    return passed ? ExitCode.DONE : ExitCode.INPUT;
  }

  private void text(KernelProvider provider, List<Stage> stages, boolean passed)
      throws IOException {
    output().println("java       " + java());
    output().println("processor  " + processor());
    output().println("kernels    " + provider.kernels().description());
    output().println("because    " + provider.reason());
    output().println("");
    output().println("network            stage             difference  tolerance");
    for (Stage stage : stages) {
      output()
          .println(
              String.format(
                  Locale.ROOT,
                  "%-18s %-17s %10.1e %10.1e  %s",
                  stage.network(),
                  stage.name(),
                  stage.difference(),
                  stage.tolerance(),
                  stage.passed() ? "ok" : "FAILED"));
    }
    output().println("");
    output().println(passed ? "all stages agree with the reference" : "NOT as the reference");
  }

  private static void json(
      JsonGenerator json, KernelProvider provider, List<Stage> stages, boolean passed)
      throws IOException {
    json.writeStringField("java", java());
    json.writeStringField("processor", processor());
    json.writeObjectFieldStart("kernels");
    json.writeStringField("description", provider.kernels().description());
    json.writeStringField("reason", provider.reason());
    json.writeEndObject();
    json.writeArrayFieldStart("stages");
    for (Stage stage : stages) {
      json.writeStartObject();
      json.writeStringField("network", stage.network());
      json.writeStringField("stage", stage.name());
      // JSON has no infinity: a stage without a number has failed beyond measure.
      double shown = Double.isFinite(stage.difference()) ? stage.difference() : Double.MAX_VALUE;
      json.writeNumberField("difference", shown);
      json.writeNumberField("tolerance", stage.tolerance());
      json.writeBooleanField("passed", stage.passed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("passed", passed);
  }

  private static String java() {
    return Runtime.version() + ", " + System.getProperty("java.vm.name");
  }

  /** The processor's own name where the system tells it. */
  private static String processor() {
    String kind =
        System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", " + kind)
          .findFirst()
          .orElse(kind);
    } catch (IOException e) {
      return kind;
    }
  }
}
