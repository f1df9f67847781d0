package io.vocalith.models.selftest;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Model;
import io.vocalith.models.Models;
import io.vocalith.models.StageObserver;
import io.vocalith.models.WeightSource;
import io.vocalith.models.ctc.CtcNetwork;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.speaker.EcapaTdnn;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference's results replayed: two small networks with random weights, stage by stage, and the
 * two bundled models on a recording, all computed by MindSpore 2.10 (the logits by its weights in
 * double precision).
 */
public final class SelfTest {
  /** ctcmodel's frames in the small set are padded to this. */
  private static final int SMALL_PADDING = 80;

  private final Kernels kernels;
  private final List<Stage> stages = new ArrayList<>();

  private SelfTest(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * One comparison.
   *
   * @param network what was run
   * @param name the stage of it
   * @param difference largest difference from the reference, in {@code unit}
   * @param tolerance what it may be
   * @param unit what the difference is measured in
   */
  public record Stage(
      String network, String name, double difference, double tolerance, String unit) {
    /** Whether the difference is within the tolerance; not if it is no number. */
    public boolean passed() {
      return difference <= tolerance;
    }
  }

  /**
   * Runs all comparisons on these kernels.
   *
   * @throws IOException if the bundled models are not on the class path
   */
  public static List<Stage> run(Kernels kernels) throws IOException {
    SelfTest test = new SelfTest(kernels);
    test.smallCtcModel();
    test.smallEcapaTdnn();
    test.phones();
    test.voices();
    return List.copyOf(test.stages);
  }

  private void smallCtcModel() throws IOException {
    CtcNetwork network = CtcNetwork.of(weights("ctc_small_layout_a.ckpt"), kernels);
    Matrix x = ReferenceArray.read("ctc_small_x").matrix();
    ReferenceArray expected = ReferenceArray.read("ctc_small_logits_layout_a_padded_float64");
    Matrix logits = network.logits(x, SMALL_PADDING, Parallel.NONE, StageObserver.NONE);
    // Three times the distance of MindSpore's own float32 from double precision.
    absolute("ctcmodel, small", "logits, padded", expected, logits.values(), 3 * 2.07e-7);
  }

  private void smallEcapaTdnn() throws IOException {
    EcapaTdnn network = EcapaTdnn.of(weights("ecapa_small_bare.ckpt"), kernels);
    Matrix x = ReferenceArray.read("ecapa_small_x").matrix();
    network.embed(x, Parallel.NONE, this::compareEcapa);
  }

  private void compareEcapa(String stage, Matrix found) {
    try {
      ReferenceArray expected = ReferenceArray.read("ecapa_small_" + stage);
      boolean overTime = found.rows() > 1;
      double tolerance = stage.equals("embedding") ? 2e-5 : 5e-6;
      relative(
          "ecapa_tdnn, small",
          stage,
          overTime ? expected.transposed() : expected,
          found.values(),
          tolerance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void phones() throws IOException {
    Model model = Models.ofUser().find(Models.DEFAULT_PHONES);
    AudioClip clip = clip();
    Matrix features = model.card().features().extract(clip);
    relative(
        "phones-en",
        "features",
        ReferenceArray.read("speech_b_features39"),
        features.values(),
        1e-6);
    Matrix logits = PhonemeRecognizer.of(model, kernels).logits(clip);
    ReferenceArray expected = ReferenceArray.read("speech_b_logits_float64");
    absolute("phones-en", "logits", expected, logits.values(), 3 * 2.6e-5);
  }

  private void voices() throws IOException {
    Model model = Models.ofUser().find(Models.DEFAULT_VOICES);
    AudioClip clip = clip();
    Matrix features = model.card().features().extract(clip);
    ReferenceArray decibels = ReferenceArray.read("speech_b_features80");
    absolute("voice-en", "features, dB", decibels, features.values(), 5e-3);
    float[] found = SpeakerEncoder.of(model, kernels).embed(clip).values();
    ReferenceArray expected = ReferenceArray.read("speech_b_embedding");
    relative("voice-en", "embedding", expected, found, 2e-5);
    stages.add(
        new Stage(
            "voice-en", "cosine distance", cosineDistance(expected.values(), found), 1e-9, ""));
  }

  private void absolute(
      String network, String stage, ReferenceArray expected, float[] found, double tolerance) {
    stages.add(new Stage(network, stage, expected.difference(found), tolerance, "absolute"));
  }

  private void relative(
      String network, String stage, ReferenceArray expected, float[] found, double tolerance) {
    double difference = expected.difference(found) / expected.peak();
    stages.add(new Stage(network, stage, difference, tolerance, "of the largest value"));
  }

  private static double cosineDistance(double[] expected, float[] found) {
    double dot = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < found.length; i++) {
      dot += expected[i] * found[i];
      left += expected[i] * expected[i];
      right += (double) found[i] * found[i];
    }
    return Math.abs(1 - dot / Math.sqrt(left * right));
  }

  private static AudioClip clip() throws IOException {
    return AudioClip.of(ReferenceArray.resource("speech_b.wav"), "speech_b.wav");
  }

  private static WeightSource weights(String name) throws IOException {
    return WeightSource.of(Checkpoint.of(ReferenceArray.resource(name), name));
  }
}
