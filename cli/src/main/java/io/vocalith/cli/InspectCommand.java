package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.SkippedEntry;
import io.vocalith.models.Inspection;
import io.vocalith.models.Models;
import io.vocalith.models.TensorUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith inspect}: what is in a checkpoint, and what loading does with it. */
@Command(
    name = "inspect",
    description = {
      "List the tensors of checkpoints, and what loading does with each.",
      "A tensor is a weight, known training state or unused. Values are not read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith inspect phones-en",
      "  vocalith inspect ecapatdnn.ckpt",
      "  vocalith inspect --format json embedding_model.ckpt",
    })
final class InspectCommand extends VocalithCommand {
  private static final String SCHEMA = "inspection/1";

  @Parameters(
      arity = "1..*",
      paramLabel = "CHECKPOINT",
      description = {
        "Files of MindSpore (.ckpt), safetensors or PyTorch (zip), told apart by content,",
        "or names of models."
      })
  private List<String> checkpoints;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Override
  protected int run() throws IOException, InterruptedException {
    try (JsonRecords json = JsonRecords.of(output(), format, checkpoints.size() > 1, null)) {
      return batch(checkpoints)
          .run(
              InspectCommand::inspect,
              inspection -> {
                if (format == Format.TEXT) {
                  output().print(text(inspection));
                  output().flush();
                } else {
                  json.write(SCHEMA, body -> json(body, inspection));
                }
              });
    }
  }

  private static Inspection inspect(String called) throws IOException {
    Path file = Path.of(called);
    Checkpoint checkpoint =
        Files.exists(file) ? Checkpoint.open(file) : Models.ofUser().find(called).checkpoint();
    return Inspection.of(checkpoint);
  }

  private static String text(Inspection inspection) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s, %d tensors, %d bytes%n"
            .formatted(
                inspection.checkpoint().origin(),
                lowerCase(inspection.checkpoint().format()),
                inspection.uses().size(),
                inspection.bytes(TensorUse.Use.values())));
    text.append(network(inspection)).append('\n');
    int width = 0;
    for (TensorUse use : inspection.uses()) {
      width = Math.max(width, use.tensor().name().length());
    }
    String row = "  %-" + Math.max(1, width) + "s  %-8s  %-20s  %s%n";
    for (TensorUse use : inspection.uses()) {
      text.append(
          row.formatted(
              printable(use.tensor().name()),
              use.tensor().type(),
              use.tensor().shape(),
              fate(use)));
    }
    for (SkippedEntry entry : inspection.checkpoint().skipped()) {
      text.append("  %s: skipped, %s%n".formatted(printable(entry.name()), entry.reason()));
    }
    return text.toString();
  }

  private static String network(Inspection inspection) {
    if (inspection.network().isEmpty()) {
      return "cannot be loaded: " + inspection.problem();
    }
    List<String> sizes = new ArrayList<>();
    inspection.network().get().sizes().forEach((name, size) -> sizes.add(name + " " + size));
    return inspection.network().get().architecture() + ": " + String.join(", ", sizes);
  }

  private static String fate(TensorUse use) {
    return switch (use.use()) {
      case USED -> "weight " + use.reason();
      case TRAINING_STATE -> "training state: " + use.reason();
      case UNUSED -> "unused: " + use.reason();
    };
  }

  private static void json(JsonGenerator json, Inspection inspection) throws IOException {
    json.writeStringField("checkpoint", inspection.checkpoint().origin());
    json.writeStringField("format", lowerCase(inspection.checkpoint().format()));
    if (inspection.network().isPresent()) {
      json.writeObjectFieldStart("network");
      json.writeStringField("architecture", inspection.network().get().architecture().toString());
      for (Map.Entry<String, Object> size : inspection.network().get().sizes().entrySet()) {
        json.writeObjectField(size.getKey(), size.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeStringField("problem", inspection.problem());
    }
    json.writeArrayFieldStart("tensors");
    for (TensorUse use : inspection.uses()) {
      json.writeStartObject();
      json.writeStringField("name", use.tensor().name());
      json.writeStringField("type", use.tensor().type().toString());
      json.writeFieldName("shape");
      json.writeArray(
          use.tensor().shape().stream().mapToInt(Integer::intValue).toArray(),
          0,
          use.tensor().shape().size());
      json.writeNumberField("bytes", use.tensor().bytes());
      json.writeStringField("use", lowerCase(use.use()));
      json.writeStringField("reason", use.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("skipped");
    for (SkippedEntry entry : inspection.checkpoint().skipped()) {
      json.writeStartObject();
      json.writeStringField("name", entry.name());
      json.writeStringField("reason", entry.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Names come from the file: control characters in them would reach the terminal. */
  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
