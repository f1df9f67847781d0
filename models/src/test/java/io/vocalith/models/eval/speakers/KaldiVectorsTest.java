package io.vocalith.models.eval.speakers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.ListFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KaldiVectorsTest {
  @TempDir Path folder;

  /** "one " at 0, its vector at 4; "two " at 26, its vector at 30. */
  @BeforeEach
  void write() throws IOException {
    ByteBuffer archive = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    archive.put("one \0BFV \4".getBytes(StandardCharsets.ISO_8859_1));
    archive.putInt(2).putFloat(1.5f).putFloat(-2);
    archive.put("two \0BDV \4".getBytes(StandardCharsets.ISO_8859_1));
    archive.putInt(1).putDouble(0.25);
    byte[] bytes = new byte[archive.position()];
    archive.flip().get(bytes);
    Files.write(folder.resolve("xv.ark"), bytes);
  }

  private Path scp(String text) throws IOException {
    return Files.writeString(folder.resolve("xv.scp"), text);
  }

  @Test
  void readsFloatsAndDoubles() throws IOException {
    Map<String, float[]> vectors =
        KaldiVectors.read(scp("two xv.ark:26\none " + folder.resolve("xv.ark") + ":4\n"));
    assertEquals(List.of("two", "one"), List.copyOf(vectors.keySet()));
    assertArrayEquals(new float[] {1.5f, -2}, vectors.get("one"));
    assertArrayEquals(new float[] {0.25f}, vectors.get("two"));
  }

  @Test
  void badPlacesAreNamed() throws IOException {
    assertTrue(message("one xv.ark:4\ntwo xv.ark:25\n").contains("line 2: expected a vector at"));
    assertTrue(message("one xv.ark:5000\n").endsWith("the archive ends"));
    assertTrue(message("one none.ark:0\n").contains("line 1: expected a vector at"));
    assertTrue(message("one xv.ark\n").contains("line 1: expected 'key path:offset'"));
    assertTrue(message("one extract xv.ark:4 |\n").contains("expected 'key path:offset'"));
    assertTrue(message("").contains("expected vectors, found an empty file"));
  }

  @Test
  void aHugeLengthIsRefusedBeforeItIsAllocated() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("xv.ark"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(10, Integer.MAX_VALUE);
    Files.write(folder.resolve("xv.ark"), bytes);
    assertTrue(message("one xv.ark:4\n").endsWith("found a length of 2147483647"));
  }

  private String message(String text) throws IOException {
    Path scp = scp(text);
    return assertThrows(ListFormatException.class, () -> KaldiVectors.read(scp)).getMessage();
  }
}
