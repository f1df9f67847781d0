package io.vocalith.models.diarize;

import io.vocalith.audio.AudioClip;
import io.vocalith.models.listen.SpeechDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Conversations put together from recordings of single speakers, with the truth about them: a turn
 * is what the speech detector finds in each recording by itself. Its own error is measured on
 * TIMIT's labels; here it is the division among speakers that is measured, and what mixing does to
 * it.
 */
final class Conversations {
  static final int RATE = 16_000;

  /** A conversation. */
  record Conversation(String name, float[] samples, List<Turn> truth, int speakers) {}

  private final Map<String, List<float[]>> voices = new TreeMap<>();

  /** Reads one folder per speaker. */
  static Conversations ofFolders(Path folder) throws IOException {
    Conversations conversations = new Conversations();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".flac")).sorted().toList()) {
        conversations.add(file.getParent().getFileName().toString(), file);
      }
    }
    return conversations;
  }

  void add(String speaker, Path file) throws IOException {
    voices
        .computeIfAbsent(speaker, s -> new ArrayList<>())
        .add(AudioClip.of(file).resampled(RATE).samples());
  }

  List<String> speakers() {
    return List.copyOf(voices.keySet());
  }

  /**
   * Some speakers in turn, each recording cut to at most eight seconds, with pauses of up to a
   * second, now and then the start of a turn over the end of the one before, and faint noise.
   */
  Conversation make(List<String> pool, int count, int turns, boolean overlap, long seed) {
    Random random = new Random(seed);
    List<String> cast = new ArrayList<>(pool);
    java.util.Collections.shuffle(cast, random);
    cast = cast.subList(0, count);
    float[] mix = new float[0];
    List<Turn> truth = new ArrayList<>();
    int end = 0;
    for (int n = 0; n < turns; n++) {
      // Everybody speaks once, then whoever comes.
      String speaker = n < count ? cast.get(n) : cast.get(random.nextInt(count));
      List<float[]> recordings = voices.get(speaker);
      float[] whole = recordings.get(random.nextInt(recordings.size()));
      float[] part = Arrays.copyOf(whole, Math.min(whole.length, (2 + random.nextInt(7)) * RATE));
      int pause = random.nextInt(RATE);
      int start =
          overlap && n > 0 && random.nextInt(4) == 0
              ? Math.max(0, end - random.nextInt(RATE))
              : end + pause;
      mix = Arrays.copyOf(mix, Math.max(mix.length, start + part.length + RATE / 2));
      for (int i = 0; i < part.length; i++) {
        mix[start + i] += part[i];
      }
      truth.addAll(turns(part, start, speaker));
      end = start + part.length;
    }
    for (int i = 0; i < mix.length; i++) {
      mix[i] += (float) (1e-4 * random.nextGaussian());
    }
    return new Conversation(count + " speakers, seed " + seed, mix, truth, count);
  }

  private static List<Turn> turns(float[] part, int start, String speaker) {
    double offset = (double) start / RATE;
    return SpeechDetector.detect(part, RATE).stretches().stream()
        .map(s -> new Turn(offset + s.start(), offset + s.end(), speaker))
        .toList();
  }
}
