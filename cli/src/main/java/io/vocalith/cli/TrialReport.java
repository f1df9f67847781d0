package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.models.Model;
import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.speakers.Figure;
import io.vocalith.models.eval.speakers.MindSporeProtocol;
import io.vocalith.models.eval.speakers.TrialList;
import io.vocalith.models.eval.speakers.VerificationReport;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.Disclaimer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words and the JSON around the figures of a trial list. */
final class TrialReport {
  static final String SCHEMA = "score-trials/1";
  static final String PROTOCOL_SCHEMA = "score-trials-mindspore/1";

  private final Path file;
  private final TrialList list;
  private final Optional<Model> model;
  private final ItemBatch batch;

  TrialReport(Path file, TrialList list, Optional<Model> model, ItemBatch batch) {
    this.file = file;
    this.list = list;
    this.model = model;
    this.batch = batch;
  }

  void write(
      Output output,
      Format format,
      VerificationReport report,
      String kind,
      String normalization,
      String speakerRule)
      throws IOException {
    if (format != Format.TEXT) {
      try (JsonRecords json = JsonRecords.of(output, format, false, model.orElse(null))) {
        json.write(SCHEMA, body -> json(body, report, kind, normalization, speakerRule));
      }
      return;
    }
    StringBuilder text = head();
    line(
        text,
        "%d targets, %d non-targets, %s speakers (%s)",
        report.targets(),
        report.nontargets(),
        report.speakers().isPresent() ? report.speakers().getAsInt() : "unknown",
        speakerRule);
    boolean plain = normalization.equals(CalibrationKey.NO_NORMALIZATION);
    line(text, "score: %s%s", kind, plain ? "" : ", " + normalization);
    text.append('\n');
    report.figures().forEach(figure -> text.append(row(figure)));
    text.append('\n');
    line(text, "interval: %s", report.intervals());
    output.print(text.toString());
  }

  void write(Output output, Format format, MindSporeProtocol result) throws IOException {
    if (format != Format.TEXT) {
      try (JsonRecords json = JsonRecords.of(output, format, false, model.orElse(null))) {
        json.write(PROTOCOL_SCHEMA, body -> json(body, result));
      }
      return;
    }
    StringBuilder text = head();
    line(text, "%d trials scored, %d left out", result.trials(), result.excluded());
    text.append('\n');
    line(text, "EER, stage 1   %8.4f %%   cosine", 100 * result.plain());
    line(text, "EER, stage 2   %8.4f %%   cosine after the running mean", 100 * result.centred());
    result
        .normalized()
        .ifPresent(eer -> line(text, "EER, stage 3   %8.4f %%   S-norm of stage 2", 100 * eer));
    text.append('\n');
    line(
        text,
        "The reference's own procedures, oddities included (0.5 for separated scores in stages 1"
            + " and 2); compare with its figures only.");
    output.print(text.toString());
  }

  private StringBuilder head() {
    StringBuilder text = new StringBuilder();
    line(text, "%s, %s format", file, list.format().name().toLowerCase(Locale.ROOT));
    model.ifPresent(m -> line(text, "model %s, %s", m.card().name(), m.sha256().substring(0, 12)));
    if (!batch.skipped().isEmpty()) {
      line(text, "%d skipped: %s", batch.skipped().size(), String.join(", ", batch.skipped()));
    }
    return text;
  }

  private static String row(Figure figure) {
    if (figure.value().isEmpty()) {
      return String.format(Locale.ROOT, "%-12s %s\n", figure.name(), figure.definition());
    }
    boolean rate = figure.name().equals("EER");
    String value =
        rate
            ? String.format(Locale.ROOT, "%9.3f %%", 100 * figure.value().getAsDouble())
            : String.format(Locale.ROOT, "%9.4f  ", figure.value().getAsDouble());
    String interval = figure.interval().map(i -> interval(i, rate)).orElse("");
    return String.format(
        Locale.ROOT, "%-12s %s  %-20s%s\n", figure.name(), value, interval, figure.definition());
  }

  private static String interval(Interval interval, boolean rate) {
    return rate
        ? String.format(Locale.ROOT, "%.3f to %.3f", 100 * interval.low(), 100 * interval.high())
        : String.format(Locale.ROOT, "%.4f to %.4f", interval.low(), interval.high());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void json(
      JsonGenerator json,
      VerificationReport report,
      String kind,
      String normalization,
      String speakerRule)
      throws IOException {
    jsonHead(json);
    json.writeStringField("score", kind);
    json.writeStringField("normalization", normalization);
    json.writeStringField("speakerRule", speakerRule);
    json.writeNumberField("targets", report.targets());
    json.writeNumberField("nontargets", report.nontargets());
    if (report.speakers().isPresent()) {
      json.writeNumberField("speakers", report.speakers().getAsInt());
    }
    json.writeStringField("intervals", report.intervals());
    json.writeArrayFieldStart("figures");
    for (Figure figure : report.figures()) {
      json.writeStartObject();
      json.writeStringField("name", figure.name());
      json.writeStringField("definition", figure.definition());
      if (figure.value().isPresent()) {
        json.writeNumberField("value", figure.value().getAsDouble());
      }
      if (figure.interval().isPresent()) {
        Interval interval = figure.interval().orElseThrow();
        json.writeArrayFieldStart("interval");
        json.writeNumber(interval.low());
        json.writeNumber(interval.high());
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void json(JsonGenerator json, MindSporeProtocol result) throws IOException {
    jsonHead(json);
    json.writeNumberField("scored", result.trials());
    json.writeNumberField("leftOut", result.excluded());
    json.writeNumberField("eerStage1", result.plain());
    json.writeNumberField("eerStage2", result.centred());
    if (result.normalized().isPresent()) {
      json.writeNumberField("eerStage3", result.normalized().orElseThrow());
    }
  }

  private void jsonHead(JsonGenerator json) throws IOException {
    json.writeStringField("trials", file.toString());
    json.writeStringField("format", list.format().name().toLowerCase(Locale.ROOT));
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    JsonRecords.strings(json, "skipped", List.copyOf(batch.skipped()));
  }
}
