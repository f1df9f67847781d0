package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.models.Model;
import io.vocalith.models.annotation.Annotation;
import io.vocalith.models.annotation.AnnotationFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code --format} and {@code --into}: phones in time, one after the other or a file each. */
final class PhoneOutput {
  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  PhoneFormat format = PhoneFormat.TEXT;

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      description = "Write a file for each recording into FOLDER, in the same subfolders.")
  private Path into;

  @Option(
      names = "--force",
      description = "Make results in FOLDER anew that are there already, instead of keeping them.")
  private boolean force;

  /** What there is to say of one recording. */
  interface Result {
    /** The recording as it was named. */
    String file();

    /** What may have made the result worse. */
    List<String> warnings();

    /** Lines of text; the file stands before each where there are several. */
    String text(boolean several);

    /** The tiers. */
    Annotation annotation();

    /** The fields of its JSON document. */
    void json(JsonGenerator json) throws IOException;
  }

  /** Writes somewhere else than the command line says. */
  void into(Path folder, PhoneFormat shape) {
    into = folder;
    format = shape;
  }

  /**
   * The recordings whose files are not in the folder yet, so that a run that was interrupted goes
   * on with what is left.
   *
   * @throws UsageException if two would be written to the same file
   */
  RecordingFiles unfinished(VocalithCommand command, RecordingFiles recordings) {
    if (force && into == null) {
      throw new UsageException("--force: expected a folder for the results with it, found none");
    }
    if (force || into == null) {
      return recordings;
    }
    Map<String, Path> results = recordings.results(into, format.ending());
    RecordingFiles left = recordings.where(file -> !Files.exists(results.get(file)));
    int kept = recordings.files().size() - left.files().size();
    if (kept > 0) {
      command.notice(
          "kept %d of %d results, which were in %s already; --force makes them anew"
              .formatted(kept, recordings.files().size(), into));
    }
    return left;
  }

  /** The recordings in the order in which they are to be written. */
  List<String> order(RecordingFiles recordings) {
    return into == null && format == PhoneFormat.CTM
        ? recordings.filesByName()
        : recordings.files();
  }

  /**
   * Begins the output.
   *
   * @throws UsageException if the format holds one recording and there are several, or two would be
   *     written to the same file
   */
  Writer open(VocalithCommand command, RecordingFiles recordings, String schema, Model model)
      throws IOException {
    boolean several = recordings.files().size() > 1;
    if (several && into == null && !format.holdsSeveral()) {
      throw new UsageException(
          "--format "
              + format
              + ": expected one recording, or --into FOLDER for several, found "
              + recordings.files().size());
    }
    return new Writer(command, recordings, schema, model, several);
  }

  /** Takes results one by one. */
  final class Writer implements Closeable {
    private final VocalithCommand command;
    private final String schema;
    private final Model model;
    private final boolean several;
    private final Map<String, Path> files; // where each goes; null for one output
    private final JsonRecords json;

    private Writer(
        VocalithCommand command,
        RecordingFiles recordings,
        String schema,
        Model model,
        boolean several) {
      this.command = command;
      this.schema = schema;
      this.model = model;
      this.several = several && into == null;
      this.files = into == null ? null : recordings.results(into, format.ending());
      this.json = JsonRecords.of(command.output(), format.document(), this.several, model);
    }

    void write(Result result) throws IOException {
      result.warnings().forEach(text -> command.notice(result.file() + ": " + text));
      if (files == null) {
        write(result, command.output(), json);
        return;
      }
      Path file = files.get(result.file());
      Files.createDirectories(file.toAbsolutePath().getParent());
      // Under its own name there is a whole file or none, whenever the command is interrupted.
      Path part = file.resolveSibling("." + file.getFileName() + ".part");
      try (Output output = new Output(command.console(), part);
          JsonRecords single = JsonRecords.of(output, format.document(), false, model)) {
        write(result, output, single);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(Result result, Output output, JsonRecords records) throws IOException {
      if (format == PhoneFormat.JSON || format == PhoneFormat.JSONL) {
        records.write(schema, result::json);
        return;
      }
      AnnotationFormat shape = format.annotation().orElse(null);
      output.print(shape == null ? result.text(several) : shape.write(result.annotation()));
      output.flush();
    }

    @Override
    public void close() throws IOException {
      if (files == null) {
        json.close();
      }
    }
  }
}
