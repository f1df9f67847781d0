package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.Model;
import io.vocalith.models.report.HtmlReport;
import io.vocalith.models.report.Posteriorgram;
import io.vocalith.models.report.ReportView;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --html}: the result again as a page, a section for each recording. */
final class ReportOption {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = {
        "Also write a page to look at and listen to, with everything in one file;",
        "it holds ten minutes of sound."
      })
  private Path file;

  /** Whether a page is wanted, which needs times. */
  boolean wanted() {
    return file != null;
  }

  /** What the page shows of a recording; empty where no page is wanted. */
  Optional<ReportView> view(AudioClip clip) {
    return file == null ? Optional.empty() : Optional.of(new ReportView(clip, Optional.empty()));
  }

  /** The same with scores, which are asked for only if they will be shown. */
  Optional<ReportView> view(AudioClip clip, Supplier<Posteriorgram> scores) {
    return clip.seconds() > HtmlReport.MOST_SECONDS
        ? view(clip)
        : view(clip).map(view -> new ReportView(clip, Optional.of(scores.get())));
  }

  /**
   * Begins the page; without the option there is none, and nothing is written.
   *
   * @throws UsageException if the file can never be written, or is the one of {@code -o}
   */
  Page open(VocalithCommand command, String schema, Model model) {
    if (file == null) {
      return new Page(command, null, schema, model);
    }
    Path other = command.common.output;
    boolean same = other != null && other.toAbsolutePath().equals(file.toAbsolutePath());
    if (file.toString().equals("-") || same) {
      throw new UsageException("--html: expected a file of its own, found " + file);
    }
    return new Page(command, new Output(command.console(), "--html", file), schema, model);
  }

  /** Takes results one by one. */
  static final class Page implements Closeable {
    private final VocalithCommand command;
    private final Output output; // null for no page
    private final HtmlReport report;
    private final String schema;
    private final Model model;

    private Page(VocalithCommand command, Output output, String schema, Model model) {
      this.command = command;
      this.output = output;
      this.report = output == null ? null : new HtmlReport(output);
      this.schema = schema;
      this.model = model;
    }

    /** Adds a recording, which {@link #view} has prepared, and its JSON document. */
    void add(String file, Optional<ReportView> view, JsonRecords.Body body) throws IOException {
      if (output == null) {
        return;
      }
      if (!report.add(view.orElseThrow(), JsonRecords.document(schema, model, false, body))) {
        command.notice(
            "%s: not shown in the page, which holds %.0f seconds of sound"
                .formatted(file, HtmlReport.MOST_SECONDS));
      }
      output.flush();
    }

    @Override
    public void close() throws IOException {
      if (output != null) {
        report.close();
        output.close();
      }
    }
  }
}
