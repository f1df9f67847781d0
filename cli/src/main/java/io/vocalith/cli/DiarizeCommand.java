package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.annotation.Annotation;
import io.vocalith.models.annotation.AnnotationFormat;
import io.vocalith.models.annotation.Segment;
import io.vocalith.models.annotation.Tier;
import io.vocalith.models.diarize.Diarization;
import io.vocalith.models.diarize.Diarizer;
import io.vocalith.models.diarize.DiarizerOptions;
import io.vocalith.models.diarize.Rttm;
import io.vocalith.models.diarize.Turn;
import io.vocalith.models.speaker.Disclaimer;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith diarize}: who spoke when. */
@Command(
    name = "diarize",
    description = "Divide a recording among its speakers.",
    footerHeading = "%n",
    footer = {
      "The number of speakers is guessed from --threshold; where it is known, say so. The distances",
      "shown tell where a threshold belongs: in the gap between one voice and two.",
      Disclaimer.TEXT,
      "",
      "Examples:",
      "  vocalith diarize meeting.wav > meeting.rttm",
      "  vocalith diarize meeting.wav --html meeting.html",
      "  vocalith diarize call.wav --speakers 2 --format textgrid -o call.TextGrid",
    })
final class DiarizeCommand extends VocalithCommand {
  static final String SCHEMA = "diarization/1";

  /** The shapes of output of this command. */
  enum Shape {
    /** NIST's Rich Transcription Time Marked lines. */
    RTTM,
    /** One JSON document. */
    JSON,
    /** Praat's TextGrid, a tier per speaker. */
    TEXTGRID;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "FILE", description = "A recording; - is standard input.")
  private String file;

  @Option(names = "--speakers", paramLabel = "N", description = "Number of speakers, if known.")
  private Integer speakers;

  @Option(
      names = "--threshold",
      paramLabel = "D",
      description = "Mean cosine distance under which clusters are one speaker (default: 0.55).")
  private double threshold = DiarizerOptions.DEFAULTS.threshold();

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();
  @Mixin private ReportOption report = new ReportOption();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: rttm).")
  private Shape shape = Shape.RTTM;

  @Override
  protected int run() throws IOException, InterruptedException {
    audio.options();
    DiarizerOptions options = DiarizerOptions.DEFAULTS.withThreshold(threshold);
    options = speakers == null ? options : options.withSpeakers(speakers);
    Model found = model.find(this, Architecture.ECAPA_TDNN, "diarize");
    SpeakerEncoder encoder = SpeakerEncoder.of(found).withThreads(common.threads());
    try (ReportOption.Page page = report.open(this, SCHEMA, found)) {
      AudioClip clip = audio.read(file, console());
      Diarization answer = new Diarizer(encoder, options).diarize(clip);
      notice(file + ": " + answer.report().summary());
      answer.warnings().forEach(text -> notice(file + ": " + text));
      notice(distances(answer));
      write(clip, answer, found);
      page.add(file, report.view(clip), body -> json(body, answer));
    }
    return ExitCode.DONE;
  }

  private void write(AudioClip clip, Diarization answer, Model found) throws IOException {
    switch (shape) {
      case RTTM -> output().print(Rttm.write(name(), answer.turns()));
      case TEXTGRID -> output().print(AnnotationFormat.TEXTGRID.write(annotation(clip, answer)));
      case JSON -> {
        try (JsonRecords json = JsonRecords.of(output(), Format.JSON, false, found)) {
          json.write(SCHEMA, body -> json(body, answer));
        }
      }
    }
  }

  private static String distances(Diarization answer) {
    StringBuilder text = new StringBuilder("distances between passages:");
    for (int i = 0; i < answer.distances().size(); i++) {
      text.append(
          String.format(
              Locale.ROOT,
              " %d %% %.2f",
              Diarization.PERCENTILES.get(i),
              answer.distances().get(i)));
    }
    return text + "; " + answer.speakers() + " speakers";
  }

  private String name() {
    Path path = Path.of(file.equals("-") ? "stdin" : file).getFileName();
    return path.toString().replaceFirst("\\.[^.]*$", "");
  }

  /** A tier per speaker, in the order in which they first speak. */
  private Annotation annotation(AudioClip clip, Diarization answer) {
    List<Tier> tiers = new ArrayList<>();
    for (String speaker : answer.turns().stream().map(Turn::speaker).distinct().toList()) {
      List<Segment> segments =
          answer.turns().stream()
              .filter(turn -> turn.speaker().equals(speaker))
              .map(turn -> new Segment(turn.start(), Math.min(turn.end(), clip.seconds()), speaker))
              .toList();
      tiers.add(new Tier(speaker, segments));
    }
    return new Annotation(name(), clip.length(), clip.sampleRate(), tiers);
  }

  private void json(JsonGenerator json, Diarization answer) throws IOException {
    SignalJson.write(json, file, answer.report());
    json.writeNumberField("speakers", answer.speakers());
    json.writeArrayFieldStart("turns");
    for (Turn turn : answer.turns()) {
      json.writeStartObject();
      json.writeNumberField("start", turn.start());
      json.writeNumberField("end", turn.end());
      json.writeStringField("speaker", turn.speaker());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("threshold", answer.threshold());
    json.writeObjectFieldStart("distance_percentiles");
    for (int i = 0; i < answer.distances().size(); i++) {
      json.writeNumberField(
          String.valueOf(Diarization.PERCENTILES.get(i)), answer.distances().get(i));
    }
    json.writeEndObject();
    json.writeStringField(Disclaimer.FIELD, Disclaimer.TEXT);
    JsonRecords.strings(json, "warnings", answer.warnings());
  }
}
