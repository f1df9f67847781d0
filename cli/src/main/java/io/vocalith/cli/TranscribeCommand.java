package io.vocalith.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import io.vocalith.models.Architecture;
import io.vocalith.models.Model;
import io.vocalith.models.ctc.Decoding;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.ctc.Transcript;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vocalith transcribe}: recordings to phones. */
@Command(
    name = "transcribe",
    description = "Write down the phones spoken in recordings.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vocalith transcribe speech.wav",
      "  vocalith transcribe --format jsonl *.wav > phones.jsonl",
      "  vocalith transcribe --beam 20 --n-best 3 speech.wav",
      "  sox speech.mp3 -t wav - | vocalith transcribe -",
      "  vocalith transcribe --model ctcmodel timit/*.WAV",
    })
final class TranscribeCommand extends VocalithCommand {
  static final String SCHEMA = "transcript/1";

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings; - is standard input.")
  private List<String> files;

  @Mixin private ModelOption model = new ModelOption();
  @Mixin private AudioInputOptions audio = new AudioInputOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "Shape of the output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--beam",
      paramLabel = "N",
      description = "Search with N prefixes instead of taking the best path.")
  private int beam;

  @Option(
      names = "--n-best",
      paramLabel = "N",
      description = "Give the N best answers; needs a beam of at least N.")
  private int nBest = 1;

  @Option(
      names = "--reference",
      description = "Decode as ctcmodel's own metric does, which merges repeated phones.")
  private boolean reference;

  @Override
  protected int run() throws IOException, InterruptedException {
    Decoding decoding = new Decoding(beam, nBest, reference);
    audio.options();
    FileBatch batch = batch(files);
    Model found = model.find(this, Architecture.CTCMODEL, "transcribe");
    PhonemeRecognizer recognizer =
        PhonemeRecognizer.of(found).withThreads(batch.threadsPerFile()).withDecoding(decoding);
    try (JsonRecords json = JsonRecords.of(output(), format, files.size() > 1, found)) {
      return batch.run(
          file -> recognise(recognizer, file),
          result -> {
            result.transcript().warnings().forEach(text -> notice(result.file() + ": " + text));
            if (format == Format.TEXT) {
              text(result);
            } else {
              json.write(SCHEMA, body -> json(body, result));
            }
          });
    }
  }

  private Result recognise(PhonemeRecognizer recognizer, String file) throws IOException {
    AudioClip clip = audio.read(file, console());
    return new Result(file, recognizer.transcribe(clip));
  }

  /** One line per answer; the file stands before it where there are several. */
  private void text(Result result) throws IOException {
    String prefix = files.size() > 1 ? result.file() + "\t" : "";
    for (Transcript.Answer answer : result.transcript().answers()) {
      String phones = String.join(" ", answer.phones());
      output()
          .println(
              nBest > 1
                  ? "%s%.3f\t%s".formatted(prefix, answer.logProbability(), phones)
                  : prefix + phones);
    }
    output().flush();
  }

  private void json(JsonGenerator json, Result result) throws IOException {
    Transcript transcript = result.transcript();
    json.writeStringField("audio", result.file());
    json.writeNumberField("duration", transcript.seconds());
    json.writeArrayFieldStart("phones");
    for (String phone : transcript.phones()) {
      json.writeStartObject();
      json.writeStringField("phone", phone);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (nBest > 1) {
      json.writeArrayFieldStart("answers");
      for (Transcript.Answer answer : transcript.answers()) {
        json.writeStartObject();
        json.writeNumberField("logProbability", answer.logProbability());
        JsonRecords.strings(json, "phones", answer.phones());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    JsonRecords.strings(json, "warnings", transcript.warnings());
  }

  private record Result(String file, Transcript transcript) {}
}
