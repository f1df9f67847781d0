package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.models.listen.SignalReport;
import java.io.IOException;

/** What was heard in a recording, as JSON. */
final class SignalJson {
  private SignalJson() {}

  /** Writes the fields of an object that is open. */
  static void write(JsonGenerator json, String file, SignalReport report) throws IOException {
    json.writeStringField("audio", file);
    json.writeNumberField("duration", report.seconds());
    json.writeNumberField("speech_seconds", report.speechSeconds());
    json.writeNumberField("clipped", report.clipped());
    json.writeNumberField("bandwidth_hz", report.bandwidthHertz());
    json.writeBooleanField("narrowband", report.narrowband());
    json.writeNumberField("level_dbfs", report.levelDbfs());
    if (report.snrDecibels().isPresent()) {
      json.writeNumberField("snr_db", report.snrDecibels().getAsDouble());
    } else {
      json.writeNullField("snr_db");
    }
  }
}
