package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.models.ModelCard;
import io.vocalith.models.Models;
import io.vocalith.models.registry.CachedModel;
import io.vocalith.models.registry.ModelCache;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Names every model that can be used. */
@Command(
    name = "list",
    description = "Name the models that come with Vocalith, that were pulled, or can be.",
    footerHeading = "%nExamples:%n",
    footer = {"  vocalith list", "  vocalith list --format jsonl"})
final class ListCommand extends VocalithCommand {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin private CacheOption cache;

  /** Whether a model comes with the program, lies in the cache, or has yet to be pulled. */
  private enum State {
    INCLUDED,
    PULLED,
    PUBLISHED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A model; {@code file} is null unless it was pulled. */
  private record Row(String name, State state, String title, String sha256, CachedModel file) {
    Row pulledAs(CachedModel found) {
      return new Row(name, State.PULLED, title, found.sha256(), found);
    }

    String text() {
      String where =
          switch (state) {
            case INCLUDED -> title;
            case PULLED -> file.weights().toString();
            case PUBLISHED -> title + "; 'vocalith pull " + name + "' fetches it";
          };
      return String.format(Locale.ROOT, "%-16s %-10s %s%n", name, state, where);
    }

    void json(JsonGenerator json) throws IOException {
      json.writeStringField("name", name);
      json.writeStringField("state", state.toString());
      json.writeStringField("title", title);
      json.writeStringField("sha256", sha256);
      if (file != null) {
        json.writeStringField("path", file.weights().toString());
        json.writeNumberField("bytes", file.bytes());
      }
    }
  }

  @Override
  protected int run() throws IOException {
    List<Row> rows = List.copyOf(rows(cache.cache()).values());
    if (format == Format.TEXT) {
      for (Row row : rows) {
        output().print(row.text());
      }
      return ExitCode.DONE;
    }
    try (JsonRecords records = JsonRecords.of(output(), format, true, null)) {
      for (Row row : rows) {
        records.write("model/1", row::json);
      }
    }
    return ExitCode.DONE;
  }

  private static Map<String, Row> rows(ModelCache cache) throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (ModelCard card : Models.known()) {
      State state = card.checkpoint().isEmpty() ? State.PUBLISHED : State.INCLUDED;
      rows.put(card.name(), new Row(card.name(), state, card.title(), card.sha256(), null));
    }
    for (CachedModel found : cache.list()) {
      Row other = new Row(found.name(), State.PULLED, "", found.sha256(), found);
      rows.merge(found.name(), other, (known, same) -> known.pulledAs(found));
    }
    return rows;
  }
}
