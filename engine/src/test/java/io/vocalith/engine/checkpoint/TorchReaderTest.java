package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors out of a pickle, and nothing else. */
class TorchReaderTest {
  private static final int[] NONE = {};

  @Test
  void offsetAndStridesAreHonoured() throws IOException {
    Checkpoint checkpoint =
        new TorchFile()
            .raw('}', '(')
            .text("plain")
            .tensor("FloatStorage", "0", 12, 2, new int[] {2, 3}, new int[] {3, 1})
            .text("transposed")
            .tensor("FloatStorage", "0", 12, 0, new int[] {3, 4}, new int[] {1, 3})
            .text("strided")
            .tensor("FloatStorage", "0", 12, 1, new int[] {2, 1, 2}, new int[] {6, 99, 2})
            .text("scalar")
            .tensor("FloatStorage", "0", 12, 11, NONE, NONE)
            .text("empty")
            .tensor("FloatStorage", "0", 12, 12, new int[] {0, 5}, new int[] {5, 1})
            .raw('u', '.')
            .floats("0", 12)
            .open();
    assertEquals(CheckpointFormat.PYTORCH, checkpoint.format());
    assertArrayEquals(new float[] {2, 3, 4, 5, 6, 7}, checkpoint.read("plain").floats());
    assertArrayEquals(
        new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, checkpoint.read("transposed").floats());
    assertArrayEquals(new float[] {1, 3, 7, 9}, checkpoint.read("strided").floats());
    assertArrayEquals(new float[] {11}, checkpoint.read("scalar").floats());
    assertEquals(List.of(), checkpoint.info("scalar").shape());
    assertArrayEquals(NONE, new int[checkpoint.read("empty").floats().length]);
  }

  @Test
  void dictionariesInDictionariesJoinTheirNames() throws IOException {
    Checkpoint checkpoint =
        new TorchFile()
            .raw('}', '(')
            .text("epoch")
            .number(3)
            .text("model")
            .global("collections", "OrderedDict")
            .raw(')', 'R', '(')
            .text("w")
            .tensor("HalfStorage", "7", 2, 0, new int[] {2}, new int[] {1})
            .raw('u', '}')
            .text("_metadata")
            .raw('}', 's', 'b')
            .raw('u', '.')
            .entry("data/7", new byte[] {0, 0x3C, 0, (byte) 0xC0})
            .entry("byteorder", "little".getBytes(StandardCharsets.US_ASCII))
            .open();
    assertEquals(
        List.of(new TensorInfo("model.w", DataType.FLOAT16, List.of(2), 4)), checkpoint.tensors());
    assertArrayEquals(new float[] {1, -2}, checkpoint.read("model.w").floats());
    assertEquals(
        List.of(new SkippedEntry("epoch", "a value that is no tensor")), checkpoint.skipped());
  }

  @Test
  void parametersAreTheirTensors() throws IOException {
    Checkpoint checkpoint =
        new TorchFile()
            .raw('}')
            .text("w")
            .global("torch._utils", "_rebuild_parameter")
            .raw('(')
            .tensor("FloatStorage", "0", 2, 0, new int[] {2}, new int[] {1})
            .raw(0x88)
            .global("collections", "OrderedDict")
            .raw(')', 'R', 't', 'R', 's', '.')
            .floats("0", 2)
            .open();
    assertArrayEquals(new float[] {0, 1}, checkpoint.read("w").floats());
  }

  @ParameterizedTest
  @CsvSource({
    "os,system",
    "builtins,eval",
    "torch,load",
    "torch,ComplexFloatStorage",
    "torch.storage,UntypedStorage",
    "collections.OrderedDict,x"
  })
  void nothingElseIsEverNamed(String module, String name) throws IOException {
    byte[] file =
        new TorchFile().global(module, name).raw('(').text("id").raw('t', 'R', '.').bytes();
    assertRefused(file, "x: the pickle holds " + module + "." + name + " at offset ");
  }

  @ParameterizedTest
  @CsvSource({"i,0x69", "o,0x6F", "P,0x50", "0,0x30", "2,0x32", "I,0x49", "S,0x53"})
  void operationsThatTensorsDoNotNeedAreRefused(char operation, String code) throws IOException {
    byte[] file = new TorchFile().raw(operation).bytes();
    assertRefused(file, "x: the pickle holds operation " + code + " at offset ");
  }

  @ParameterizedTest
  @CsvSource({
    // offset, rows, columns, stride of rows, stride of columns
    "1,2,3,3,1",
    "0,3,3,3,1",
    "0,2,3,-3,1",
    "-1,1,1,1,1",
    "0,2,2,2147483647,2147483647",
    "6,1,1,1,1",
    "0,100000,100000,0,0",
    "0,2,-1,1,1",
  })
  void tensorsOutsideOfTheirStorageAreRefused(int offset, int rows, int columns, int r, int c)
      throws IOException {
    byte[] file =
        new TorchFile()
            .raw('}')
            .text("w")
            .tensor("FloatStorage", "0", 6, offset, new int[] {rows, columns}, new int[] {r, c})
            .raw('s', '.')
            .floats("0", 6)
            .bytes();
    assertRefused(file, "x: tensor w: expected offset " + offset + ", shape [" + rows);
  }

  @Test
  void storagesMustHaveTheStatedLength() throws IOException {
    for (int stated : new int[] {5, 7, -1, Integer.MAX_VALUE}) {
      byte[] file =
          new TorchFile()
              .raw('}')
              .text("w")
              .tensor("FloatStorage", "0", stated, 0, new int[] {1}, new int[] {1})
              .raw('s', '.')
              .floats("0", 6)
              .bytes();
      assertRefused(
          file, "x: tensor w: expected a storage of " + stated + " values of Float32, found 24");
    }
  }

  @Test
  void sharedStorageMayNotMultiplyTheFile() throws IOException {
    TorchFile file = new TorchFile().raw('}', '(');
    for (int i = 0; i < 100; i++) {
      file.text("w" + i).tensor("FloatStorage", "0", 5000, 0, new int[] {5000}, new int[] {1});
    }
    assertRefused(
        file.raw('u', '.').floats("0", 5000).bytes(),
        "x: tensor w3: expected tensors of at most twice the file's ");
  }

  @Test
  void dictionariesThatHoldThemselvesEnd() throws IOException {
    byte[] file = new TorchFile().raw('}', 'q', 0).text("me").raw('h', 0, 's', '.').bytes();
    assertRefused(file, "x: expected dictionaries of at most 8 levels and 65536 items, found more");
  }

  @Test
  void everythingElseThatIsWrongIsOneSentence() throws IOException {
    assertRefused(new TorchFile().raw('}').bytes(), "x: the pickle is truncated or damaged");
    assertRefused(new TorchFile().raw('.').bytes(), "x: the pickle is truncated or damaged");
    assertRefused(new TorchFile().raw('t').bytes(), "x: the pickle is truncated or damaged");
    assertRefused(new TorchFile().raw('h', 9).bytes(), "x: the pickle holds memo 9, which was");
    assertRefused(new TorchFile().raw(']', '.').bytes(), "x: expected a dictionary of tensors in");
    assertRefused(
        new TorchFile().raw('X', 0xFF, 0xFF, 0xFF, 0x7F).bytes(),
        "x: truncated: a text in the pickle states 2147483647 bytes, there are 0");
    assertRefused(
        new TorchFile().raw('}', ']').raw('N', 's').bytes(), "x: the pickle holds a key that");
    assertRefused(
        new TorchFile().raw(0x80, 4).bytes(), "x: expected protocol 2 of pickle, found 4");
    assertRefused(
        new TorchFile().raw('}', '.').entry("byteorder", new byte[] {'b', 'i', 'g'}).bytes(),
        "x: entry model/byteorder: expected the byte order little, found big");
    assertRefused(
        new TorchFile().raw('}', '.').deflated().bytes(),
        "x: entry model/data.pkl is compressed, expected it stored");
    assertRefused(
        new TorchFile()
            .raw('}')
            .text("w")
            .tensor("FloatStorage", "1", 1, 0, new int[] {1}, new int[] {1})
            .raw('s', '.')
            .bytes(),
        "x: expected an entry model/data/1 in the zip file, found none");
  }

  @Test
  void endlessOperationsAreCutOff() throws IOException {
    byte[] many = new byte[1_100_000];
    java.util.Arrays.fill(many, (byte) ')');
    byte[] file = new TorchFile().ascii(new String(many, StandardCharsets.ISO_8859_1)).bytes();
    assertRefused(file, "x: expected at most 1000000 operations in the pickle at offset ");
  }

  @Test
  void zipFilesMustBeWholeAndPyTorchs() throws IOException {
    byte[] file = new TorchFile().raw('}', '.').bytes();
    for (int length = 4; length < file.length; length++) {
      assertRefused(
          java.util.Arrays.copyOf(file, length), "x: truncated: expected the end of a zip");
    }
    byte[] other =
        new String(file, StandardCharsets.ISO_8859_1)
            .replace("data.pkl", "data.txt")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(other, "x: expected a PyTorch zip file with an entry ROOT/data.pkl, found none");
  }

  /** A comment that holds the mark of the zip's end does not end it. */
  @Test
  void commentsOfTheArchiveAreNoEnd() throws IOException {
    byte[] file = new TorchFile().raw('}', '.').bytes();
    byte[] comment = "PK\5\6 is what it ends with, and more".getBytes(StandardCharsets.US_ASCII);
    byte[] longer = java.util.Arrays.copyOf(file, file.length + comment.length);
    System.arraycopy(comment, 0, longer, file.length, comment.length);
    longer[file.length - 2] = (byte) comment.length;
    assertEquals(List.of(), Checkpoint.of(longer, "x").tensors());
  }

  private static void assertRefused(byte[] file, String start) {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.of(file, "x"));
    assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }
}
