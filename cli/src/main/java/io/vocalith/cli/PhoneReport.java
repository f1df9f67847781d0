package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.models.eval.Interval;
import io.vocalith.models.eval.SpeakerBootstrap;
import io.vocalith.models.eval.phones.ConfusionTable;
import io.vocalith.models.eval.phones.ErrorCounts;
import io.vocalith.models.eval.phones.Folding;
import io.vocalith.models.eval.phones.PhoneScorer;
import io.vocalith.models.eval.phones.SilenceRule;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The words and the JSON around the phone error rates of a run. */
final class PhoneReport {
  static final String SCHEMA = "score-phones/1";
  private static final int CONFUSIONS = 20;
  private static final String LER =
      "LER (reference): ctcmodel's metric: 61 labels, repeats collapsed on both sides, mean over"
          + " utterances of distance / reference length";
  private static final String PER =
      "PER: (S + D + I) / N of the whole corpus, unit costs, both sides folded before alignment";

  private final PhoneRun run;
  private final Folding folding;
  private final SilenceRule silence;

  PhoneReport(PhoneRun run, Folding folding, SilenceRule silence) {
    this.run = run;
    this.folding = folding;
    this.silence = silence;
  }

  void write(Output output, Format format) throws IOException {
    if (format == Format.TEXT) {
      output.print(text());
      return;
    }
    try (JsonRecords json = JsonRecords.of(output, format, false, run.model().orElse(null))) {
      json.write(SCHEMA, this::json);
    }
  }

  private String text() {
    PhoneScorer first = run.scores().get(0).scorer();
    StringBuilder text = new StringBuilder();
    line(text, "%s", run.corpus());
    run.model()
        .ifPresent(m -> line(text, "model %s, %s", m.card().name(), m.sha256().substring(0, 12)));
    line(text, "%d utterances, %d speakers", first.utterances(), first.speakers().size());
    if (!run.skipped().isEmpty()) {
      line(text, "%d skipped: %s", run.skipped().size(), String.join(", ", run.skipped()));
    }
    line(text, "%s labels, %s", folding.title(), silence.title());
    text.append('\n');
    row(text, "", PhoneRun.Scored::name);
    row(text, "LER (reference)", s -> percent(s.scorer().referenceLabelErrorRate()));
    row(text, "PER", s -> percent(OptionalDouble.of(s.scorer().total().rate())));
    row(text, "  95 % interval", s -> interval(s.scorer().interval()));
    row(text, "  S", s -> String.valueOf(s.scorer().total().substitutions()));
    row(text, "  D", s -> String.valueOf(s.scorer().total().deletions()));
    row(text, "  I", s -> String.valueOf(s.scorer().total().insertions()));
    row(text, "  N", s -> String.valueOf(s.scorer().total().reference()));
    text.append('\n');
    line(text, LER);
    line(text, PER);
    line(text, "%s", interval(first));
    run.time().ifPresent(time -> text.append(time(time)));
    speakers(text, first.speakers());
    confusions(text, first.confusions());
    return text.toString();
  }

  private static String time(PhoneRun.Time time) {
    return String.format(
        Locale.ROOT,
        "audio %.1f s, wall %.1f s, RTF %.4f on %d threads (reading, features, network, both"
            + " decodings)\n",
        time.audioSeconds(),
        time.wallSeconds(),
        time.realTimeFactor(),
        time.threads());
  }

  private void speakers(StringBuilder text, Map<String, ErrorCounts> first) {
    text.append('\n');
    row(text, "PER by speaker", PhoneRun.Scored::name);
    for (String speaker : first.keySet()) {
      row(
          text,
          "  " + speaker,
          s -> {
            ErrorCounts counts = s.scorer().speakers().getOrDefault(speaker, ErrorCounts.NONE);
            return counts.reference() == 0
                ? "-"
                : percent(OptionalDouble.of(counts.rate())) + " of " + counts.reference();
          });
    }
  }

  private void confusions(StringBuilder text, ConfusionTable table) {
    text.append('\n');
    line(
        text,
        "most frequent confusions of %s (%s stands for no label)",
        run.scores().get(0).name(),
        ConfusionTable.NOTHING);
    List<ConfusionTable.Cell> cells = table.confusions();
    for (ConfusionTable.Cell cell : cells.subList(0, Math.min(CONFUSIONS, cells.size()))) {
      line(text, "  %-5s as %-5s %6d", cell.reference(), cell.hypothesis(), cell.count());
    }
  }

  private void row(StringBuilder text, String name, Function<PhoneRun.Scored, String> value) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-18s", name));
    run.scores().forEach(s -> row.append(String.format(Locale.ROOT, "%22s", value.apply(s))));
    text.append(row.toString().stripTrailing()).append('\n');
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private static String percent(OptionalDouble rate) {
    return rate.isEmpty()
        ? "n/a: not 61 labels"
        : String.format(Locale.ROOT, "%.2f %%", 100 * rate.orElseThrow());
  }

  private static String interval(Optional<Interval> interval) {
    return interval
        .map(i -> String.format(Locale.ROOT, "%.2f to %.2f %%", 100 * i.low(), 100 * i.high()))
        .orElse("-");
  }

  private static String interval(PhoneScorer scorer) {
    return scorer.interval().isPresent()
        ? "interval: 95 %, bootstrap over speakers, " + SpeakerBootstrap.DRAWS + " draws"
        : SpeakerBootstrap.TOO_FEW;
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeStringField("corpus", run.corpus());
    json.writeStringField("fold", folding.title());
    json.writeStringField("sil", silence.option());
    JsonRecords.strings(json, "skipped", run.skipped());
    json.writeArrayFieldStart("decodings");
    for (PhoneRun.Scored scored : run.scores()) {
      json.writeStartObject();
      json.writeStringField("name", scored.name());
      decoding(json, scored.scorer());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (run.time().isPresent()) {
      PhoneRun.Time time = run.time().orElseThrow();
      json.writeNumberField("audioSeconds", time.audioSeconds());
      json.writeNumberField("wallSeconds", time.wallSeconds());
      json.writeNumberField("realTimeFactor", time.realTimeFactor());
      json.writeNumberField("threads", time.threads());
    }
  }

  private static void decoding(JsonGenerator json, PhoneScorer scorer) throws IOException {
    json.writeNumberField("utterances", scorer.utterances());
    if (scorer.referenceLabelErrorRate().isPresent()) {
      json.writeNumberField("lerReference", scorer.referenceLabelErrorRate().orElseThrow());
    }
    counts(json, scorer.total());
    if (scorer.interval().isPresent()) {
      Interval interval = scorer.interval().orElseThrow();
      json.writeArrayFieldStart("interval");
      json.writeNumber(interval.low());
      json.writeNumber(interval.high());
      json.writeEndArray();
    }
    json.writeObjectFieldStart("speakers");
    for (Map.Entry<String, ErrorCounts> speaker : scorer.speakers().entrySet()) {
      json.writeObjectFieldStart(speaker.getKey());
      counts(json, speaker.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("confusions");
    for (ConfusionTable.Cell cell : scorer.confusions().confusions()) {
      json.writeStartArray();
      json.writeString(cell.reference());
      json.writeString(cell.hypothesis());
      json.writeNumber(cell.count());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void counts(JsonGenerator json, ErrorCounts counts) throws IOException {
    if (counts.reference() > 0) {
      json.writeNumberField("per", counts.rate());
    }
    json.writeNumberField("substitutions", counts.substitutions());
    json.writeNumberField("deletions", counts.deletions());
    json.writeNumberField("insertions", counts.insertions());
    json.writeNumberField("reference", counts.reference());
  }
}
