package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.vocalith.engine.checkpoint.proto.Checkpoint.Value;
import io.vocalith.engine.checkpoint.proto.MapTensorProto;
import io.vocalith.engine.checkpoint.proto.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of the format, in files put together by protobuf's own writer. */
class MindSporeReaderTest {
  @TempDir Path folder;

  @Test
  void slicesCutBetweenValuesOrAtBytesAreJoined() throws IOException {
    byte[] all = floats(1, 2, 3, 4, 5, 6);
    for (int cut : new int[] {8, 10}) {
      byte[] file =
          join(
              value("w", "Float32", Arrays.copyOf(all, cut), 2, 3),
              value("w", "Float32", Arrays.copyOfRange(all, cut, 24), 2, 3),
              value("b", "Float32", floats(7), 1));
      assertArrayEquals(
          new float[] {1, 2, 3, 4, 5, 6}, Checkpoint.of(file, "x").read("w").floats());
    }
  }

  @Test
  void laterOfTwoTensorsOfOneNameWinsInThePlaceOfTheFirst() throws IOException {
    Checkpoint checkpoint =
        Checkpoint.of(
            join(
                value("w", "Float32", floats(1), 1),
                value("b", "Float32", floats(2), 1),
                value("w", "Float32", floats(3, 4), 2)),
            "x");
    assertEquals(
        List.of(
            new TensorInfo("w", DataType.FLOAT32, List.of(2), 8),
            new TensorInfo("b", DataType.FLOAT32, List.of(1), 4)),
        checkpoint.tensors());
    assertArrayEquals(new float[] {3, 4}, checkpoint.read("w").floats());
  }

  @Test
  void scalarsHaveTheDimensionZeroOrNone() throws IOException {
    Checkpoint checkpoint =
        Checkpoint.of(
            join(
                value("old", "Float32", floats(16384), 0),
                value("new", "Float32", floats(2)),
                value("one", "Float32", floats(3), 1),
                value("empty", "Float32", new byte[0], 0)),
            "x");
    assertEquals(
        List.of(List.of(), List.of(), List.of(1), List.of(0)),
        checkpoint.tensors().stream().map(TensorInfo::shape).toList());
    assertArrayEquals(new float[] {16384}, checkpoint.read("old").floats());
    assertArrayEquals(new float[0], checkpoint.read("empty").floats());
  }

  @Test
  void bothSpellingsOfUnsignedTypesAreRead() throws IOException {
    Checkpoint checkpoint =
        Checkpoint.of(
            join(
                value("new", "UInt8", new byte[] {-1}, 1),
                value("old", "Uint8", new byte[] {-2}, 1)),
            "x");
    assertArrayEquals(new float[] {255}, checkpoint.read("new").floats());
    assertArrayEquals(new float[] {254}, checkpoint.read("old").floats());
  }

  @Test
  void brainFloatsOfFourBytesAreFloats() throws IOException {
    Tensor tensor = Checkpoint.of(value("w", "BFloat16", floats(1.5f, -2), 2), "x").read("w");
    assertEquals(DataType.FLOAT32, tensor.type());
    assertArrayEquals(new float[] {1.5f, -2}, tensor.floats());
  }

  @Test
  void dimensionsMayBePackedAndFieldsUnknown() throws IOException {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(tensor);
    out.writeByteArray(1, new byte[] {2, 1});
    out.writeFixed32(8, 5);
    out.writeFixed64(9, 5);
    out.writeUInt64(10, 1L << 60);
    out.writeByteArray(3, floats(8, 9));
    out.writeString(2, "Float32");
    out.flush();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(value);
    out.writeByteArray(2, tensor.toByteArray());
    out.writeString(7, "later versions");
    out.writeString(1, "w");
    out.flush();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(file);
    out.writeByteArray(1, value.toByteArray());
    out.flush();
    Tensor read = Checkpoint.of(file.toByteArray(), "x").read("w");
    assertEquals(List.of(2, 1), read.shape());
    assertArrayEquals(new float[] {8, 9}, read.floats());
  }

  @Test
  void whatIsNoTensorIsListedAndSkipped() throws IOException {
    Value map =
        Value.newBuilder()
            .setTag("table")
            .setMaptensor(
                MapTensorProto.newBuilder()
                    .addTensor(tensor("int32", new byte[4], 1))
                    .addTensor(tensor("float32", floats(1), 1)))
            .build();
    Checkpoint checkpoint =
        Checkpoint.of(
            join(
                file(map),
                value("random_op", "random_op", new byte[] {1, 2, 3}, 0),
                value("w", "Float32", floats(1), 1)),
            "x");
    assertEquals(List.of("w"), checkpoint.tensors().stream().map(TensorInfo::name).toList());
    assertEquals(
        List.of(
            new SkippedEntry("table", "a hash table of embeddings (map tensor)"),
            new SkippedEntry("random_op", "the state of a random generator")),
        checkpoint.skipped());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Int4", "Complex64", "Complex128", "Float8E4M3FN"})
  void typesThatCannotBeReadAreRefusedByName(String type) {
    assertRefused(
        value("w", type, new byte[8], 1),
        "x: tensor w at offset 0 has the type " + type + ", expected one of Float16, BFloat16, ");
  }

  @ParameterizedTest
  @CsvSource({"0xD8,'AES-GCM, or AES before MindSpore 1.7'", "0xD9,AES-CBC", "0xDA,SM4-CBC"})
  void encryptedFilesAreNamedByTheirCipher(String magic, String cipher) {
    byte[] file = new byte[64];
    file[0] = Integer.decode(magic).byteValue();
    file[1] = 0x5E;
    file[2] = 0x3A;
    file[3] = 0x7F;
    assertRefused(file, "x: the checkpoint is encrypted (" + cipher + ") from offset 0, expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1 | tensor w at offset 0 has the shape [-1] of Float32, expected a possible number of bytes, found 4
          9223372036854775807 | tensor w at offset 0 has the shape [9223372036854775807] of Float32, expected a possible number of bytes, found 4
          2 | tensor w at offset 0 has the shape [2] of Float32, expected 8 bytes, found 4
          """)
  void absurdDimensionsAreRefused(long dimension, String problem) {
    assertRefused(value("w", "Float32", floats(1), dimension), "x: " + problem);
  }

  @Test
  void foreignFilesAreRefusedAtTheirFirstStrangeByte() {
    assertRefused(
        "RIFF....WAVEfmt".getBytes(StandardCharsets.US_ASCII),
        "x: expected a MindSpore checkpoint, safetensors or a PyTorch zip file, found the bytes 52"
            + " 49 46 46 2e 2e 2e 2e 57 at offset 0");
    assertRefused(
        new byte[] {(byte) 0x80, 2, 'c'}, "x: expected a checkpoint, found a bare pickle");
    assertRefused(
        join(value("w", "Float32", floats(1), 1), new byte[] {0x12, 0}),
        "x: expected a value (byte 0x0A) at offset 24, found 0x12");
    assertRefused(new byte[] {0x0A, 2, 0x0A, 0}, "x: tensor  at offset 0: expected a type");
    assertRefused(new byte[] {0x0A, 0}, "x: expected a name in the value at offset 0, found none");
  }

  @Test
  void namesCannotBreakTheSentence() {
    assertRefused(
        value("w\n\u001B[31m", "Float32", floats(1), 2), "x: tensor w??[31m at offset 0 has");
  }

  @Test
  void foldersAndMissingFilesAreSentences() {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.open(folder));
    assertEquals(folder + ": expected a checkpoint file, found a folder", refusal.getMessage());
    Path missing = folder.resolve("none.ckpt");
    refusal = assertThrows(CheckpointException.class, () -> Checkpoint.open(missing));
    assertEquals(missing + ": there is no such file", refusal.getMessage());
  }

  @Test
  void aFileThatShrinksAfterIndexingIsRefused() throws IOException {
    Path file = folder.resolve("w.ckpt");
    java.nio.file.Files.write(file, value("w", "Float32", new byte[4000], 1000));
    Checkpoint checkpoint = Checkpoint.open(file);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(100);
    }
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> checkpoint.read("w"));
    assertEquals(
        file + ": truncated: expected 4000 bytes at offset 24, found the end of the file at 100",
        refusal.getMessage());
  }

  @Test
  void aTensorThatIsNotThereIsNamed() throws IOException {
    Checkpoint checkpoint = Checkpoint.of(value("w", "Float32", floats(1), 1), "x");
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> checkpoint.read("v"));
    assertEquals("x: expected a tensor named v, found none", refusal.getMessage());
  }

  /** A sparse file: 3 GiB of moments, then the weights. */
  @Test
  void filesOverTwoGibibytesAreIndexedAndReadBehindThem() throws IOException {
    Path file = folder.resolve("large.ckpt");
    long slice = 512L << 20;
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i < 6; i++) {
        byte[] header = headerOf("moment1.w", slice, 6 * slice / 4);
        access.write(header);
        access.seek(access.getFilePointer() + slice);
      }
      access.write(value("w", "Float32", floats(1, 2), 2));
    }
    Checkpoint checkpoint = Checkpoint.open(file);
    assertTrue(java.nio.file.Files.size(file) > 3L << 30);
    assertEquals(3L << 30, checkpoint.info("moment1.w").bytes());
    assertArrayEquals(new float[] {1, 2}, checkpoint.read("w").floats());
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> checkpoint.read("moment1.w"));
    assertEquals(
        file + ": tensor moment1.w has 3221225472 bytes, expected less than 2 GiB",
        refusal.getMessage());
  }

  @Test
  void indexingAndReadingTouchNoOtherTensor() throws IOException {
    byte[] moments = new byte[1 << 22];
    byte[] file =
        join(
            value("moment1.w", "Float32", moments, 1 << 20),
            value("w", "Float32", floats(1, 2), 2),
            value("moment2.w", "Float32", moments, 1 << 20));
    CountingSource source = new CountingSource(file);
    CheckpointIndex index = new MindSporeReader(source).read();
    assertEquals(3, index.tensors().size());
    assertTrue(source.bytes < 20_000, source.bytes + " bytes read for the index");
    source.bytes = 0;
    index.tensors().get("w").read(source);
    assertEquals(8, source.bytes);
  }

  @Test
  void aChecksumMustBeThatOfTheWholeFile() throws IOException {
    byte[] good = value("w", "Float32", floats(1, 2), 2);
    assertArrayEquals(new float[] {1, 2}, Checkpoint.of(withCrc(good, 0), "x").read("w").floats());
    assertRefused(withCrc(good, 1), "x: expected the CRC-32 ");
    assertRefused(withCrc(good, 1L << 32), "x: expected the CRC-32 ");
  }

  private static byte[] withCrc(byte[] file, long error) {
    CRC32 crc = new CRC32();
    crc.update(file);
    byte[] trailer =
        ByteBuffer.allocate(17)
            .put("crc_num".getBytes(StandardCharsets.US_ASCII))
            .putShort((short) 0)
            .putLong(crc.getValue() + error)
            .array();
    return join(file, trailer);
  }

  private static void assertRefused(byte[] file, String start) {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.of(file, "x"));
    assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }

  private static byte[] value(String name, String type, byte[] content, long... dimensions) {
    return file(
        Value.newBuilder().setTag(name).setTensor(tensor(type, content, dimensions)).build());
  }

  private static TensorProto tensor(String type, byte[] content, long... dimensions) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setTensorType(type).setTensorContent(ByteString.copyFrom(content));
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    return tensor.build();
  }

  private static byte[] file(Value value) {
    return io.vocalith.engine.checkpoint.proto.Checkpoint.newBuilder()
        .addValue(value)
        .build()
        .toByteArray();
  }

  /** A value up to its content. */
  private static byte[] headerOf(String name, long bytes, long dimension) throws IOException {
    int tensor =
        CodedOutputStream.computeInt64Size(1, dimension)
            + CodedOutputStream.computeStringSize(2, "Float32")
            + 1
            + CodedOutputStream.computeUInt64SizeNoTag(bytes);
    int value =
        CodedOutputStream.computeStringSize(1, name)
            + 1
            + CodedOutputStream.computeUInt64SizeNoTag(tensor + bytes)
            + tensor;
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(header);
    out.writeTag(1, 2);
    out.writeUInt64NoTag(value + bytes);
    out.writeString(1, name);
    out.writeTag(2, 2);
    out.writeUInt64NoTag(tensor + bytes);
    out.writeInt64(1, dimension);
    out.writeString(2, "Float32");
    out.writeTag(3, 2);
    out.writeUInt64NoTag(bytes);
    out.flush();
    return header.toByteArray();
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** Counts what is read of a file. */
  private static final class CountingSource extends ByteSource {
    private final byte[] file;
    private long bytes;

    CountingSource(byte[] file) {
      super("counted", file.length);
      this.file = file;
    }

    @Override
    void fill(long offset, ByteBuffer into) {
      bytes += into.remaining();
      into.put(file, (int) offset, into.remaining());
    }

    @Override
    public void close() {}
  }
}
