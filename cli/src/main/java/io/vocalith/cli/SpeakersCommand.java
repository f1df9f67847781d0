package io.vocalith.cli;

import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.store.FileSpeakerStore;
import io.vocalith.models.store.IntegrityReport;
import io.vocalith.models.store.SpeakerExport;
import io.vocalith.models.store.StoredSpeaker;
import io.vocalith.models.store.Voiceprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code vocalith speakers}: what is done with known speakers besides enrolling them. */
@Command(
    name = "speakers",
    description = "List, show, rename, merge, remove, export, import or check known speakers.",
    footerHeading = "%n",
    footer = {
      "  list                  all speakers",
      "  show NAME             one speaker's recordings",
      "  rename NAME NEW       give another name",
      "  merge NAME INTO       move all recordings to another speaker",
      "  remove NAME           destroy the key to a speaker's voice; backups of the key file keep it",
      "  export [NAME...]      all speakers or some, as JSON lines, not encrypted",
      "  import FILE           take up what export wrote",
      "  verify-integrity      read everything and say what is wrong",
      "",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith speakers list",
      "  vocalith speakers export -o speakers.jsonl",
    })
final class SpeakersCommand extends VocalithCommand {
  /** What to do. */
  enum Action {
    LIST(0),
    SHOW(1),
    RENAME(2),
    MERGE(2),
    REMOVE(1),
    EXPORT(-1),
    IMPORT(1),
    VERIFY_INTEGRITY(0);

    private final int arguments;

    Action(int arguments) {
      this.arguments = arguments;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "One of ${COMPLETION-CANDIDATES}.")
  private Action action;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", description = "See below.")
  private List<String> names = List.of();

  @Mixin private StoreOption store = new StoreOption();

  @Override
  protected int run() throws IOException {
    if (action.arguments >= 0 && names.size() != action.arguments) {
      throw new UsageException(
          action + ": expected " + action.arguments + " arguments, found " + names.size());
    }
    return switch (action) {
      case LIST -> list();
      case SHOW -> show();
      case RENAME, MERGE, REMOVE -> change();
      case EXPORT -> export();
      case IMPORT -> take();
      case VERIFY_INTEGRITY -> verify();
    };
  }

  private int list() throws IOException {
    try (FileSpeakerStore speakers = store.openForReading(this)) {
      for (StoredSpeaker speaker : speakers.speakers()) {
        double seconds =
            speaker.voiceprints().stream().mapToDouble(Voiceprint::speechSeconds).sum();
        output()
            .println(
                String.format(
                    Locale.ROOT,
                    "%s\t%s\t%.1f s",
                    speaker.name(),
                    count(speaker.voiceprints().size(), "recording"),
                    seconds));
      }
    }
    return ExitCode.DONE;
  }

  private int show() throws IOException {
    try (FileSpeakerStore speakers = store.openForReading(this)) {
      StoredSpeaker speaker = find(speakers, names.get(0));
      output().println(speaker.name());
      for (Voiceprint print : speaker.voiceprints()) {
        output()
            .println(
                String.format(
                    Locale.ROOT,
                    "  enrolled %s, %.1f s of speech, %d dimensions of model %.12s, recording %.12s,"
                        + " consent %s, expires %s",
                    print.enrolled(),
                    print.speechSeconds(),
                    print.vector().length,
                    print.modelSha256(),
                    print.sourceSha256(),
                    print.consent().orElse("-"),
                    print.expires().map(Object::toString).orElse("never")));
      }
    }
    return ExitCode.DONE;
  }

  private int change() throws IOException {
    try (FileSpeakerStore speakers = store.open(this)) {
      String name = find(speakers, names.get(0)).name();
      switch (action) {
        case RENAME -> speakers.rename(name, names.get(1));
        case MERGE -> speakers.merge(name, names.get(1));
        default -> speakers.remove(name);
      }
    }
    return ExitCode.DONE;
  }

  private int export() throws IOException {
    try (FileSpeakerStore speakers = store.openForReading(this)) {
      List<StoredSpeaker> chosen =
          names.isEmpty()
              ? speakers.speakers()
              : names.stream().map(name -> find(speakers, name)).toList();
      SpeakerExport.write(chosen, output().asStream());
    }
    return ExitCode.DONE;
  }

  private int take() throws IOException {
    List<StoredSpeaker> exported = SpeakerExport.read(Path.of(names.get(0)));
    try (FileSpeakerStore speakers = store.open(this)) {
      int added = speakers.enrollAll(exported);
      String taken = count(added, "recording") + " of " + count(exported.size(), "speaker");
      output().println(taken + " taken up");
    }
    return ExitCode.DONE;
  }

  private int verify() throws IOException {
    try (FileSpeakerStore speakers = store.openForReading(this)) {
      IntegrityReport report = speakers.integrity();
      String counts =
          String.join(
              ", ",
              count(report.speakers(), "speaker"),
              count(report.voiceprints(), "recording"),
              count(report.records(), "record"),
              count(report.removedSpeakers(), "removed speaker"));
      output().println(counts + ": " + (report.sound() ? "sound" : "damaged"));
      return report.sound() ? ExitCode.DONE : ExitCode.INPUT;
    }
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static StoredSpeaker find(FileSpeakerStore speakers, String name) {
    return speakers
        .find(name)
        .orElseThrow(() -> new UsageException("there is no speaker '" + name + "'"));
  }
}
