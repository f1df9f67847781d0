package io.vocalith.cli;

import io.vocalith.audio.AudioClip;
import io.vocalith.audio.AudioOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How recordings are read, for every command that reads some. */
final class AudioInputOptions {
  @Option(
      names = "--channel",
      paramLabel = "N|mix",
      description = "Channel to use, from 1, or the mean of all (default: mix, with a notice).")
  private String channel;

  @Option(
      names = "--insist",
      description = "Read recordings that contradict their own header or checksum.")
  private boolean insist;

  /**
   * Reads one recording.
   *
   * @param file a path, or {@code -} for standard input
   */
  AudioClip read(String file, Console console) throws IOException {
    AudioOptions options = options();
    if (file.equals("-")) {
      return AudioClip.of(console.in(), "standard input", options);
    }
    try {
      return AudioClip.of(Path.of(file), options);
    } catch (InvalidPathException e) {
      throw new IOException(file + ": not a file name here");
    }
  }

  /**
   * The options as the reader takes them.
   *
   * @throws UsageException if the channel is neither a number from 1 nor {@code mix}
   */
  AudioOptions options() {
    AudioOptions options = AudioOptions.DEFAULTS.withAcceptDamaged(insist);
    if (channel == null) {
      return options;
    }
    if (channel.equals("mix")) {
      return options.withChannel(AudioOptions.MIX);
    }
    try {
      int number = Integer.parseInt(channel);
      if (number >= 1 && number <= AudioOptions.MAX_CHANNELS) {
        return options.withChannel(number);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(
        "--channel: expected mix or a number from 1 to %d, found %s"
            .formatted(AudioOptions.MAX_CHANNELS, channel));
  }
}
