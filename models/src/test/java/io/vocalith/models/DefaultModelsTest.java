package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.models.ctc.Decoding;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.ctc.Transcript;
import io.vocalith.models.registry.Digests;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two bundled models on recordings, from the file to the answer, against MindSpore's. */
class DefaultModelsTest {
  /** max |MindSpore float32 - float64| of the logits, as the golden set's notes give it. */
  private static final double D = 2.6e-5;

  private static final List<String> RECORDINGS =
      List.of(
          "direct_current",
          "full_scale_noise",
          "impulse",
          "short",
          "speech_a",
          "speech_b",
          "tone_after_silence",
          "zeros");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "direct_current",
        "full_scale_noise",
        "impulse",
        "speech_a",
        "speech_b",
        "tone_after_silence",
        "zeros"
      })
  void logitsAreThoseOfMindSpore(String recording) throws Exception {
    double[] expected = Golden.values("defaults/" + recording + "_logits_float64.npy");
    Matrix logits = PhonemeRecognizer.load().logits(clip(recording));
    assertEquals(62, logits.columns());
    assertWithin(expected, logits.values(), 3 * D);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "direct_current",
        "full_scale_noise",
        "impulse",
        "short",
        "speech_a",
        "speech_b",
        "tone_after_silence",
        "zeros"
      })
  void embeddingsAreThoseOfMindSpore(String recording) throws Exception {
    double[] expected = Golden.values("defaults/" + recording + "_embedding.npy");
    Embedding embedding = SpeakerEncoder.load().embed(clip(recording));
    double largest = 0;
    float[] reference = new float[expected.length];
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      reference[i] = (float) expected[i];
    }
    assertWithin(expected, embedding.values(), 2e-5 * largest);
    assertEquals(1, embedding.cosine(Embedding.of(reference, embedding.modelSha256())), 1e-9);
  }

  @Test
  void aRecordingTooShortForOneRowOfFeaturesIsRefusedWithTheNumbers() throws Exception {
    AudioClip clip = clip("short");
    PhonemeRecognizer recognizer = PhonemeRecognizer.load();
    String message =
        assertThrows(IllegalArgumentException.class, () -> recognizer.transcribe(clip))
            .getMessage();
    assertTrue(message.contains("330"), message);
    assertTrue(message.contains("samples"), message);
  }

  /** Kernels, threads, batches and what a workspace held before leave no trace in the result. */
  @Test
  void phonesAreTheSameBitsHoweverTheyAreComputed() throws Exception {
    List<AudioClip> clips = clips("speech_a", "impulse", "speech_b", "zeros", "speech_b");
    Model model = Models.ofUser().find("phones-en");
    List<float[]> expected = new ArrayList<>();
    for (AudioClip clip : clips) {
      expected.add(PhonemeRecognizer.of(model).logits(clip).values());
    }
    PhonemeRecognizer vector = PhonemeRecognizer.of(model);
    PhonemeRecognizer scalar =
        PhonemeRecognizer.of(model, KernelProvider.select("scalar").kernels());
    for (PhonemeRecognizer one :
        List.of(vector, scalar, vector.withThreads(2), scalar.withThreads(3))) {
      for (int i = 0; i < clips.size(); i++) {
        assertArrayEquals(expected.get(i), one.logits(clips.get(i)).values());
      }
    }
    List<Transcript> alone = new ArrayList<>();
    for (AudioClip clip : clips) {
      alone.add(vector.transcribe(clip));
    }
    assertEquals(alone, vector.transcribe(clips));
    assertEquals(alone, vector.withThreads(3).transcribe(clips));
  }

  @Test
  void voicesAreTheSameBitsHoweverTheyAreComputed() throws Exception {
    List<AudioClip> clips = clips(RECORDINGS.toArray(String[]::new));
    Model model = Models.ofUser().find("voice-en");
    List<Embedding> expected = new ArrayList<>();
    for (AudioClip clip : clips) {
      expected.add(SpeakerEncoder.of(model).embed(clip));
    }
    SpeakerEncoder encoder = SpeakerEncoder.of(model);
    SpeakerEncoder scalar = SpeakerEncoder.of(model, KernelProvider.select("scalar").kernels());
    for (int i = 0; i < clips.size(); i++) {
      assertEquals(expected.get(i), encoder.withThreads(2).embed(clips.get(i)));
      assertEquals(expected.get(i), scalar.embed(clips.get(i)));
    }
    assertEquals(expected, encoder.embed(clips));
    assertEquals(expected, encoder.withThreads(2).embed(clips));
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      assertEquals(expected, encoder.withExecutor(executor, 3).embed(clips));
      assertEquals(expected.get(4), encoder.withExecutor(executor, 3).embed(clips.get(4)));
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void theDecodersAgreeOnClearSpeech() throws Exception {
    PhonemeRecognizer recognizer = PhonemeRecognizer.load();
    AudioClip clip = clip("speech_a");
    Transcript best = recognizer.transcribe(clip);
    Transcript beam = recognizer.withDecoding(new Decoding(8, 3, false)).transcribe(clip);
    assertEquals(3, beam.answers().size());
    double first = beam.answers().get(0).logProbability();
    assertTrue(first >= beam.answers().get(1).logProbability());
    // All paths of the sequence weigh at least as much as the best one of them.
    assertTrue(first >= best.answers().get(0).logProbability());
    assertEquals("h#", best.phones().get(0));
    assertEquals(clip.seconds(), best.seconds());
  }

  @Test
  void theCardsStateTheDigestsOfTheFiles() throws Exception {
    for (String name : List.of("phones-en", "voice-en")) {
      Model model = Models.ofUser().find(name);
      try (InputStream in =
          getClass().getResourceAsStream("/META-INF/vocalith/models/" + name + ".ckpt")) {
        assertEquals(Digests.of(in.readAllBytes()), model.sha256());
      }
      assertEquals("Apache-2.0", model.card().license());
      assertTrue(model.card().notes().size() >= 2, name);
    }
  }

  private static void assertWithin(double[] expected, float[] found, double tolerance) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      int at = i;
      assertEquals(expected[i], found[i], tolerance, () -> "value " + at);
    }
  }

  private static List<AudioClip> clips(String... recordings) throws Exception {
    List<AudioClip> clips = new ArrayList<>();
    for (String recording : recordings) {
      clips.add(clip(recording));
    }
    return clips;
  }

  private static AudioClip clip(String recording) throws Exception {
    String name = "/golden/wav/" + recording + ".wav";
    try (InputStream in = DefaultModelsTest.class.getResourceAsStream(name)) {
      return AudioClip.of(in, recording);
    }
  }
}
