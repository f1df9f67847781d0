package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.models.NetworkShape.CtcModel;
import io.vocalith.models.NetworkShape.EcapaTdnn;
import io.vocalith.models.NetworkShape.Flavour;
import io.vocalith.models.NetworkShape.LstmLayout;
import io.vocalith.models.TensorUse.Use;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightSourceTest {

  @ParameterizedTest
  @CsvSource({"a,FUSED", "b,FLAT", "c,SEPARATE"})
  void sizesOfTheBiLstmAreDerivedFromEachLayout(String layout, LstmLayout expected)
      throws IOException {
    assertEquals(
        new CtcModel(39, 16, 2, 62, expected),
        NetworkShape.of(checkpoint("ctc/ctc_small_layout_" + layout + ".ckpt")));
  }

  @Test
  void flatAndSeparateLayoutsHoldTheSameNumbers() throws IOException {
    WeightSource flat = source("ctc/ctc_small_layout_b.ckpt");
    WeightSource separate = source("ctc/ctc_small_layout_c.ckpt");
    for (int i = 0; i < 4; i++) {
      LstmWeights expected = separate.lstm(i / 2, i % 2 == 1);
      LstmWeights found = flat.lstm(i / 2, i % 2 == 1);
      assertEquals(i < 2 ? 39 : 32, found.inputSize());
      assertArrayEquals(expected.wIh(), found.wIh());
      assertArrayEquals(expected.wHh(), found.wHh());
      assertArrayEquals(expected.bias(), found.bias());
    }
  }

  @Test
  void fusedLayoutHoldsTheSameNumbersRoundedToHalfPrecision() throws IOException {
    WeightSource fused = source("ctc/ctc_small_layout_a.ckpt");
    WeightSource separate = source("ctc/ctc_small_layout_c.ckpt");
    for (int i = 0; i < 4; i++) {
      LstmWeights expected = separate.lstm(i / 2, i % 2 == 1);
      LstmWeights found = fused.lstm(i / 2, i % 2 == 1);
      assertHalf(expected.wIh(), found.wIh());
      assertHalf(expected.wHh(), found.wHh());
      assertHalf(expected.bias(), found.bias());
    }
    assertArrayEquals(separate.read("embedding.weight"), fused.read("embedding.weight"));
  }

  @Test
  void sizesOfEcapaAreDerivedFromItsShapes() throws IOException {
    EcapaTdnn expected =
        new EcapaTdnn(Flavour.MINDSPORE, 80, 64, 3, 5, 3, 8, 16, 192, 16, false, 24);
    assertEquals(expected, source("ecapa/ecapa_small.ckpt").network());
    assertEquals(expected, source("ecapa/ecapa_small_bare.ckpt").network());
    assertEquals(
        new EcapaTdnn(Flavour.SPEECHBRAIN, 80, 64, 3, 5, 3, 8, 16, 192, 16, true, 24),
        source("speechbrain/embedding_model.ckpt").network());
  }

  @Test
  void trainingAndBareNamesGiveTheSameWeights() throws IOException {
    WeightSource training = source("ecapa/ecapa_small.ckpt");
    WeightSource bare = source("ecapa/ecapa_small_bare.ckpt");
    int compared = 0;
    for (TensorUse use : bare.uses()) {
      assertEquals(Use.USED, use.use(), use.toString());
      assertArrayEquals(bare.read(use.reason()), training.read(use.reason()), use.reason());
      compared++;
    }
    assertEquals(200, compared);
  }

  @Test
  void everyTensorOfATrainingCheckpointHasItsUse() throws IOException {
    WeightSource source = source("ecapa/ecapa_small.ckpt");
    assertEquals(Map.of(Use.USED, 200L, Use.TRAINING_STATE, 282L), counts(source));
    assertEquals(List.of(), source.warnings());
    assertEquals(
        Map.of(Use.USED, 200L, Use.TRAINING_STATE, 31L),
        counts(source("speechbrain/embedding_model.ckpt")));
    WeightSource fused = source("ctc/ctc_small_layout_a.ckpt");
    assertEquals(Map.of(Use.USED, 10L, Use.TRAINING_STATE, 14L), counts(fused));
  }

  @ParameterizedTest
  @CsvSource({"mean_var_norm_emb.ckpt", "mean_var_norm_emb_0.5.ckpt"})
  void meanOfEmbeddingsIsReadFromTheNewAndTheOldForm(String file) throws IOException {
    float[] mean = EmbeddingMean.read(checkpoint("speechbrain/" + file), 24);
    assertEquals(24, mean.length);
  }

  private static Map<Use, Long> counts(WeightSource source) {
    return source.uses().stream()
        .collect(Collectors.groupingBy(TensorUse::use, Collectors.counting()));
  }

  /** Equal but for rounding to 11 significant bits. */
  private static void assertHalf(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      double bound = Math.max(Math.abs(expected[i]) * 0x1p-11, 0x1p-25);
      assertTrue(Math.abs(expected[i] - (double) found[i]) <= bound, expected[i] + " " + found[i]);
    }
  }

  private static WeightSource source(String name) throws IOException {
    return WeightSource.of(checkpoint(name));
  }

  private static Checkpoint checkpoint(String name) throws IOException {
    try (InputStream in = WeightSourceTest.class.getResourceAsStream("/golden/" + name)) {
      return Checkpoint.of(in.readAllBytes(), name);
    }
  }
}
