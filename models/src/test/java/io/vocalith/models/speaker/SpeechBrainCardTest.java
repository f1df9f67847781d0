package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Golden;
import io.vocalith.models.Model;
import io.vocalith.models.ModelCard;
import io.vocalith.models.ModelCardException;
import io.vocalith.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SpeechBrain checkpoint and its normalisation by a card of ours. */
class SpeechBrainCardTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String name :
        new String[] {
          "embedding_model.ckpt", "mean_var_norm_emb.ckpt", "mean_var_norm_emb_0.5.ckpt"
        }) {
      Path source = Path.of("src/test/resources/golden/speechbrain", name);
      Files.copy(source, folder.resolve(name));
    }
  }

  private Model model(String more) throws IOException {
    String card =
        """
        card: 1
        name: speechbrain
        architecture: ecapa_tdnn
        features: {kind: fbank}
        checkpoint: embedding_model.ckpt
        """;
    Path file = Files.writeString(folder.resolve("card.yaml"), card + more);
    return Models.ofUser().find(file.toString());
  }

  private static float[] embed(Model model) throws IOException {
    Matrix x = Golden.matrix("speechbrain/47_x.npy");
    return SpeakerEncoder.of(model).embed(x, Parallel.NONE).values();
  }

  /** Old releases keep further keys in the file; the mean is the same. */
  @ParameterizedTest
  @ValueSource(strings = {"mean_var_norm_emb.ckpt", "mean_var_norm_emb_0.5.ckpt"})
  void subtractsTheMeanAsSpeechBrainDoes(String file) throws IOException {
    double[] expected = Golden.values("speechbrain/47_embedding_normalised.npy");
    float[] found = embed(model("embeddingMean: " + file + "\n"));
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertEquals(expected.length, found.length);
    double product = 0;
    double norms = 0;
    double other = 0;
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 2e-5 * largest, "value " + i);
      product += expected[i] * found[i];
      norms += expected[i] * expected[i];
      other += (double) found[i] * found[i];
    }
    assertTrue(1 - product / Math.sqrt(norms * other) <= 1e-9);
  }

  @Test
  void embeddingsWithAndWithoutMeanDoNotCompare() throws IOException {
    Model plain = model("");
    Model centred = model("embeddingMean: mean_var_norm_emb.ckpt\n");
    assertNotEquals(plain.sha256(), centred.sha256());
    assertEquals(plain.sha256(), model("").sha256());
    Embedding one = Embedding.of(embed(plain), plain.sha256());
    Embedding two = Embedding.of(embed(centred), centred.sha256());
    assertThrows(IllegalArgumentException.class, () -> one.cosine(two));
    assertArrayEquals(one.values(), embed(plain));
  }

  @Test
  void aFileWithoutMeanAndAMeanOfPhonesAreRefused() {
    String missing =
        assertThrows(IOException.class, () -> model("embeddingMean: embedding_model.ckpt\n"))
            .getMessage();
    assertTrue(missing.contains("glob_mean"), missing);
    String phones =
        assertThrows(
                ModelCardException.class,
                () ->
                    ModelCard.parse(
                        """
                        card: 1
                        name: phones
                        architecture: ctcmodel
                        features: {kind: mfcc}
                        labels: [aa]
                        blank: 1
                        embeddingMean: mean.ckpt
                        """,
                        "phones.yaml"))
            .getMessage();
    assertTrue(phones.contains("embeddingMean: ctcmodel has no embeddings"), phones);
  }
}
