package io.vocalith.benchmarks;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.PrefixSearchDecoder;
import io.vocalith.engine.ctc.PrefixSearchOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * Prefix beam search over 600 frames of 62 classes against the reference's search in Python and
 * against flashlight-text.
 */
final class DecoderDuels {
  private static final int FRAMES = 600;
  private static final int CLASSES = 62;
  private static final int BLANK = 61;

  private DecoderDuels() {}

  static void run(Arena arena) throws Exception {
    float[] scores = logProbabilities(new Random(5));
    Matrix matrix = Matrix.of(FRAMES, CLASSES, scores);
    Path file = Npy.write(arena.scratch("scores.npy"), scores, FRAMES, CLASSES);
    for (int beam : new int[] {5, 100}) {
      String work = "prefix beam search, beam " + beam;
      PrefixSearchDecoder decoder =
          new PrefixSearchDecoder(PrefixSearchOptions.textbook(BLANK, beam));
      Contestant ours = new Contestant("vocalith", () -> decoder.decode(matrix));
      against(arena, "decoder_flashlight.py", file, new Duel(work, 1, 1.0, 0.5), ours, beam);
      Duel far = new Duel(work + ", reference", 1, 1.0 / 500, 1.0 / 2000);
      against(arena, "decoder_reference.py", file, far, ours, beam);
    }
  }

  private static void against(
      Arena arena, String script, Path scores, Duel duel, Contestant ours, int beam)
      throws Exception {
    if (!arena.wanted(duel.work())) {
      return;
    }
    Optional<PythonPeer> peer = arena.python(script, scores.toString(), Integer.toString(beam));
    if (peer.isPresent()) {
      try (PythonPeer python = peer.get()) {
        arena.duel(duel, ours, python.contestant());
      }
    }
  }

  /**
   * Scores as a trained network gives them: blank nearly everywhere, every tenth frame or so a
   * label with one or two rivals, and little for the rest.
   */
  private static float[] logProbabilities(Random random) {
    float[] scores = new float[FRAMES * CLASSES];
    for (int t = 0; t < FRAMES; t++) {
      double[] logits = new double[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        logits[c] = 1.5 * random.nextGaussian();
      }
      logits[BLANK] += 9;
      if (t % 10 < 2) {
        logits[random.nextInt(BLANK)] += 10 + random.nextGaussian();
        logits[random.nextInt(BLANK)] += 8 + random.nextGaussian();
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      for (int c = 0; c < CLASSES; c++) {
        scores[t * CLASSES + c] = (float) (logits[c] - Math.log(sum));
      }
    }
    return scores;
  }
}
