package io.vocalith.models.ctc;

import io.vocalith.audio.AudioClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Long recordings made of short ones. */
final class LongRecordings {
  static final int RATE = 16_000;

  private LongRecordings() {}

  /** All recordings with one of these endings in a folder and its subfolders, at 16 kHz. */
  static List<AudioClip> in(Path folder, String... endings) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith))
              .sorted()
              .toList();
    }
    List<AudioClip> clips = new ArrayList<>();
    for (Path file : files) {
      clips.add(AudioClip.of(file).resampled(RATE));
    }
    return clips;
  }

  /**
   * Clips in random order, each at its own level, over a floor of noise, until so many seconds are
   * full.
   *
   * @param pause seconds between two clips at most
   */
  static AudioClip concatenated(List<AudioClip> clips, double seconds, double pause, long seed) {
    Random random = new Random(seed);
    float[] samples = new float[(int) (seconds * RATE)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (3e-4 * random.nextGaussian());
    }
    int at = 0;
    while (at < samples.length) {
      float[] clip = clips.get(random.nextInt(clips.size())).samples();
      float gain = 0.2f + 0.8f * random.nextFloat();
      for (int i = 0; i < clip.length && at + i < samples.length; i++) {
        samples[at + i] += gain * clip[i];
      }
      at += clip.length + (int) (pause * random.nextDouble() * RATE);
    }
    return AudioClip.of(samples, RATE);
  }
}
