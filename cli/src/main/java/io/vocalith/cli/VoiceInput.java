package io.vocalith.cli;

import io.vocalith.models.Model;
import io.vocalith.models.identify.RecordedVoice;
import io.vocalith.models.listen.SpeechPolicy;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The voices of recordings, for commands that need all of them: one that fails ends the command.
 */
final class VoiceInput {
  /** A voice and the file it was read from. */
  record Voice(String file, RecordedVoice recorded) {}

  private final VocalithCommand command;
  private final AudioInputOptions audio;
  private final SpeakerEncoder encoder;
  private final List<String> files;

  private VoiceInput(
      VocalithCommand command,
      AudioInputOptions audio,
      SpeakerEncoder encoder,
      List<String> files) {
    this.command = command;
    this.audio = audio;
    this.encoder = encoder;
    this.files = files;
  }

  /** The voices of files, as a model hears them. */
  static VoiceInput of(
      VocalithCommand command, AudioInputOptions audio, Model model, List<String> files)
      throws IOException {
    return new VoiceInput(
        command, audio, SpeakerEncoder.of(model, Workload.kernels(model, files)), files);
  }

  /**
   * Reads voices and tells the user what was heard.
   *
   * @return as many as files, or fewer where some failed, which has been said
   */
  List<Voice> read(SpeechPolicy policy) throws IOException, InterruptedException {
    List<Voice> voices = new ArrayList<>();
    command
        .batch(files)
        .run(
            file ->
                new Voice(
                    file, RecordedVoice.of(audio.read(file, command.console()), encoder, policy)),
            voices::add);
    for (Voice voice : voices) {
      command.notice(voice.file() + ": " + voice.recorded().report().summary());
      voice.recorded().warnings().forEach(text -> command.notice(voice.file() + ": " + text));
    }
    return voices;
  }

  /** All warnings, each with its file. */
  static List<String> warnings(List<Voice> voices) {
    return voices.stream()
        .flatMap(v -> v.recorded().warnings().stream().map(text -> v.file() + ": " + text))
        .toList();
  }
}
