package io.vocalith.benchmarks;

import io.vocalith.audio.Fbank;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** Filter bank features of ten seconds of audio against kaldi-native-fbank. */
final class FrontEndDuels {
  private static final int TEN_SECONDS = 160_000;

  private FrontEndDuels() {}

  static void run(Arena arena) throws Exception {
    String work = "fbank 80 mel, 10 s";
    if (!arena.wanted(work)) {
      return;
    }
    float[] samples = new float[TEN_SECONDS];
    Random random = new Random(6);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.1 * random.nextGaussian());
    }
    Fbank fbank = new Fbank();
    Path file = Npy.write(arena.scratch("samples.npy"), samples, samples.length);
    Optional<PythonPeer> peer = arena.python("fbank_kaldi.py", file.toString());
    if (peer.isPresent()) {
      try (PythonPeer kaldi = peer.get()) {
        arena.duel(
            new Duel(work, 1, 1.0, 0.5),
            new Contestant("vocalith", () -> fbank.extract(samples)),
            kaldi.contestant());
      }
    }
  }
}
