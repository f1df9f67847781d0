package io.vocalith.cli;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.engine.checkpoint.CheckpointFormat;
import io.vocalith.engine.checkpoint.CheckpointWriter;
import io.vocalith.models.Inspection;
import io.vocalith.models.TensorUse.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith convert}: a checkpoint into another container, without its training state. */
@Command(
    name = "convert",
    description = {
      "Copy the inference tensors of a checkpoint to .ckpt or safetensors.",
      "Bit for bit and under their names; prints the SHA-256 of the copy."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith convert training.ckpt weights.ckpt",
      "  vocalith convert ecapatdnn.ckpt ecapatdnn.safetensors",
      "  vocalith convert embedding_model.ckpt speechbrain.safetensors",
    })
final class ConvertCommand extends VocalithCommand {
  private static final String SCHEMA = "conversion/1";

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = "MindSpore .ckpt, safetensors or PyTorch zip, told by content.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The new file; its ending, .ckpt or .safetensors, says the format.")
  private Path out;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of what is printed: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException {
    CheckpointFormat container = container();
    Inspection inspection = Inspection.of(Checkpoint.open(in));
    List<String> names = inspection.inferenceTensors();
    if (names.isEmpty()) {
      throw new CheckpointException(
          in.toString(), "expected weights, found nothing but training state");
    }
    String sha256 = CheckpointWriter.write(out, container, inspection.checkpoint(), names);
    notice(
        "%s: %d of %d tensors, %d of %d bytes of values"
            .formatted(
                out,
                names.size(),
                inspection.uses().size(),
                inspection.bytes(Use.USED, Use.UNUSED),
                inspection.bytes(Use.values())));
    if (format == Format.TEXT) {
      output().println(sha256 + "  " + out);
      return ExitCode.DONE;
    }
    try (JsonRecords json = JsonRecords.of(output(), format, false, null)) {
      json.write(
          SCHEMA,
          body -> {
            body.writeStringField("input", in.toString());
            body.writeStringField("output", out.toString());
            body.writeStringField("sha256", sha256);
            body.writeNumberField("tensors", names.size());
            body.writeNumberField("dropped", inspection.uses().size() - names.size());
            body.writeNumberField("bytes", Files.size(out));
          });
    }
    return ExitCode.DONE;
  }

  private CheckpointFormat container() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw new UsageException("OUT: expected a file in a folder that exists, found " + out);
    }
    if (name.endsWith(".ckpt")) {
      return CheckpointFormat.MINDSPORE;
    }
    if (name.endsWith(".safetensors")) {
      return CheckpointFormat.SAFETENSORS;
    }
    throw new UsageException(
        "OUT: expected a name that ends in .ckpt or .safetensors, found " + out);
  }
}
