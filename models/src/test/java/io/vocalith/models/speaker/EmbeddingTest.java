package io.vocalith.models.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private static final String MODEL = "0123456789abcdef".repeat(4);
  private static final String OTHER = "fedcba9876543210".repeat(4);

  @Test
  void cosineIsThatOfTheAngleWhateverTheLengths() {
    Embedding east = Embedding.of(new float[] {3, 0}, MODEL);
    assertEquals(0, east.cosine(Embedding.of(new float[] {0, 7}, MODEL)));
    assertEquals(1, east.cosine(Embedding.of(new float[] {1e-20f, 0}, MODEL)));
    assertEquals(-1, east.cosine(Embedding.of(new float[] {-5, 0}, MODEL)));
    assertEquals(0.6, east.cosine(Embedding.of(new float[] {3, 4}, MODEL)), 1e-15);
  }

  @Test
  void cosineStaysWithinItsRange() {
    Random random = new Random(5);
    for (int round = 0; round < 1000; round++) {
      float[] vector = vector(random, 192);
      assertTrue(Embedding.of(vector, MODEL).cosine(Embedding.of(vector, MODEL)) <= 1);
    }
  }

  @Test
  void otherModelsVoicesCannotBeCompared() {
    Embedding one = Embedding.of(new float[] {1, 2}, MODEL);
    Embedding two = Embedding.of(new float[] {1, 2}, OTHER);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> one.cosine(two));
    assertEquals(
        "expected two embeddings of one model, found 2 values of model 0123456789ab"
            + " and 2 of model fedcba987654",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Embedding.mean(List.of(one, two)));
    assertNotEquals(one, two);
  }

  @Test
  void bytesComeBackEqual() {
    Random random = new Random(6);
    for (int dimension : new int[] {1, 2, 192, 1000}) {
      Embedding embedding = Embedding.of(vector(random, dimension), MODEL);
      byte[] bytes = embedding.toBytes();
      assertEquals('V', bytes[0]);
      assertEquals('E', bytes[3]);
      assertEquals(1, bytes[4]);
      assertEquals(44 + 4 * dimension + 4, bytes.length);
      assertEquals(embedding, Embedding.fromBytes(bytes));
    }
  }

  /** Every damaged byte is noticed: by the checksum, or before it by what stands there. */
  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = Embedding.of(vector(new Random(7), 8), MODEL).toBytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      assertThrows(IllegalArgumentException.class, () -> Embedding.fromBytes(damaged), "byte " + i);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThrows(IllegalArgumentException.class, () -> Embedding.fromBytes(cut));
    }
  }

  @Test
  void nothingThatIsNoVoiceBecomesOne() {
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[0], MODEL));
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[5], MODEL));
    float[] notANumber = {1, Float.NaN};
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(notANumber, MODEL));
    assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[] {1}, "abc"));
  }

  @Test
  void theMeanWeighsRecordingsAlikeWhateverTheirLengths() {
    Embedding mean =
        Embedding.mean(
            List.of(
                Embedding.of(new float[] {100, 0}, MODEL),
                Embedding.of(new float[] {0, 1}, MODEL)));
    float half = (float) Math.sqrt(0.5);
    assertArrayEquals(new float[] {half, half}, mean.values(), 1e-7f);
    Embedding east = Embedding.of(new float[] {1, 0}, MODEL);
    Embedding west = Embedding.of(new float[] {-1, 0}, MODEL);
    assertThrows(IllegalArgumentException.class, () -> Embedding.mean(List.of(east, west)));
  }

  @Test
  void theArrayIsTheEmbeddingsOwn() {
    float[] values = {1, 2};
    Embedding embedding = Embedding.of(values, MODEL);
    values[0] = 9;
    embedding.values()[1] = 9;
    assertArrayEquals(new float[] {1, 2}, embedding.values());
  }

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
