package io.vocalith.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SafetensorsReaderTest {

  @ParameterizedTest
  @EnumSource(names = "STRING", mode = Mode.EXCLUDE)
  void everyTypeIsRead(DataType type) throws IOException {
    int length = 2 * type.bytes();
    Checkpoint checkpoint =
        read(
            "{'t':{'dtype':'%s','shape':[2,1],'data_offsets':[0,%d]}}"
                .formatted(type.safetensorsName(), length),
            new byte[length]);
    assertEquals(List.of(new TensorInfo("t", type, List.of(2, 1), length)), checkpoint.tensors());
    assertArrayEquals(new float[2], checkpoint.read("t").floats());
  }

  @Test
  void scalarsAndEmptyTensorsKeepTheirShape() throws IOException {
    Checkpoint checkpoint =
        read(
            "{'e':{'dtype':'F32','shape':[0,3],'data_offsets':[4,4]},"
                + "'s':{'dtype':'F32','shape':[],'data_offsets':[0,4],'more':[{}]}}",
            new byte[] {0, 0, (byte) 0x80, 0x3F});
    assertEquals(List.of(0, 3), checkpoint.info("e").shape());
    assertEquals(List.of(), checkpoint.info("s").shape());
    assertArrayEquals(new float[] {1}, checkpoint.read("s").floats());
  }

  /** MindSpore's checksum runs over names and values in the order of the names. */
  @Test
  void checksumInTheMetadataIsVerified() throws IOException {
    CRC32 crc = new CRC32();
    crc.update("a".getBytes(StandardCharsets.UTF_8));
    crc.update(new byte[] {3, 4});
    crc.update("b".getBytes(StandardCharsets.UTF_8));
    crc.update(new byte[] {1, 2});
    String tensors =
        ",'b':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}"
            + ",'a':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}}";
    String metadata = "{'__metadata__':{'format':'ms','remove_redundancy':'True','crc_num':'%d'}";
    Checkpoint checkpoint =
        read(metadata.formatted(crc.getValue()) + tensors, new byte[] {1, 2, 3, 4});
    assertArrayEquals(new float[] {3, 4}, checkpoint.read("a").floats());
    assertEquals(List.of("b", "a"), checkpoint.tensors().stream().map(TensorInfo::name).toList());
    assertRefused(
        metadata.formatted(crc.getValue() + 1) + tensors,
        new byte[] {1, 2, 3, 4},
        "x: expected the checksum "
            + (crc.getValue() + 1)
            + " of crc_num, found "
            + crc.getValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'t':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | tensor t has the offsets [0, 8], expected 4 bytes for F32 [1] inside of the 4 that follow the header
          {'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | tensor t has the offsets [4, 8], expected 4 bytes for F32 [1] inside of the 4 that follow the header
          {'t':{'dtype':'F32','shape':[1],'data_offsets':[8,4]}} | tensor t has the offsets [8, 4], expected 4 bytes for F32 [1] inside of the 4 that follow the header
          {'t':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | tensor t: expected at most 32 numbers from 0, found [-1]
          {'t':{'dtype':'F32','shape':[4294967297],'data_offsets':[0,4]}} | tensor t has the impossible shape [4294967297]
          {'t':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | expected END_ARRAY in the header at offset
          {'t':{'dtype':'F8_E4M3','shape':[4],'data_offsets':[0,4]}} | tensor t has the type F8_E4M3, which cannot be read here
          {'t':{'dtype':'F32','shape':[1]}} | tensor t: expected dtype, shape and two data_offsets in the header
          {'t':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}} | expected the end of the file at offset
          {'t':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | tensor t starts at offset
          {'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}} | tensor b starts at offset
          {'t':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'t':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | expected one tensor named t, found two
          {'__metadata__':{'t':'Int4'},'t':{'dtype':'I8','shape':[4],'data_offsets':[0,4]}} | tensor t has the type Int4, which cannot be read here
          {'t':[]} | expected START_OBJECT in the header at offset
          {'t': | expected a header in JSON, found something else at offset
          """)
  void damagedHeadersAreRefused(String header, String problem) {
    assertRefused(header, new byte[4], "x: " + problem);
  }

  @Test
  void lengthOfTheHeaderIsCheckedBeforeItIsRead() {
    byte[] file = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(13).array();
    file[8] = '{';
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> Checkpoint.of(file, "x"));
    assertEquals(
        "x: the header's length at offset 0 is 13, expected 2 to 12", refusal.getMessage());
  }

  private static Checkpoint read(String header, byte[] values) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    file.writeBytes(json);
    file.writeBytes(values);
    return Checkpoint.of(file.toByteArray(), "x");
  }

  private static void assertRefused(String header, byte[] values, String start) {
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> read(header, values));
    assertTrue(refusal.getMessage().startsWith(start), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }
}
