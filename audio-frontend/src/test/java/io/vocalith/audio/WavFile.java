package io.vocalith.audio;

import java.util.ArrayList;
import java.util.List;

/** Writes WAV files of every kind, right ones and wrong ones, for tests. */
final class WavFile {
  private String riff = "RIFF";
  private boolean big;
  private int tag = 1;
  private int channels = 1;
  private int rate = 16000;
  private int bits = 16;
  private int container = 2;
  private int align = -1;
  private long byteRate = -1;
  private int validBits = -1;
  private long dataSize = -1;
  private byte[] data = {};
  private final List<byte[]> before = new ArrayList<>();

  /** 16-bit mono at 16 kHz. */
  static byte[] of(short... samples) {
    return new WavFile().pcm(16, 2, longs(samples)).toArray();
  }

  private static long[] longs(short[] samples) {
    long[] wide = new long[samples.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = samples[i];
    }
    return wide;
  }

  WavFile riff(String id) {
    riff = id;
    big = id.equals("RIFX");
    return this;
  }

  WavFile channels(int count) {
    channels = count;
    return this;
  }

  WavFile rate(int hertz) {
    rate = hertz;
    return this;
  }

  WavFile align(int bytes) {
    align = bytes;
    return this;
  }

  WavFile byteRate(long bytes) {
    byteRate = bytes;
    return this;
  }

  /** The extensible form with this many valid bits. */
  WavFile extensible(int valid) {
    validBits = valid;
    return this;
  }

  /** The size the data chunk states instead of its own. */
  WavFile dataSize(long stated) {
    dataSize = stated;
    return this;
  }

  /** A chunk before {@code fmt}, padded when odd. */
  WavFile chunk(String id, byte[] content) {
    before.add(
        numbers().text(id).u32(content.length).bytes(content).zeros(content.length & 1).toArray());
    return this;
  }

  /** Integers as they are to stand in their containers; in one byte 128 higher. */
  WavFile pcm(int bits, int container, long... samples) {
    Bytes out = numbers();
    for (long sample : samples) {
      out.number(container == 1 ? sample + 128 : sample, container);
    }
    return coded(1, bits, container, out.toArray());
  }

  WavFile floats(float... samples) {
    Bytes out = numbers();
    for (float sample : samples) {
      out.u32(Float.floatToRawIntBits(sample));
    }
    return coded(3, 32, 4, out.toArray());
  }

  WavFile doubles(double... samples) {
    Bytes out = numbers();
    for (double sample : samples) {
      out.number(Double.doubleToRawLongBits(sample), 8);
    }
    return coded(3, 64, 8, out.toArray());
  }

  WavFile coded(int formatTag, int sampleBits, int containerBytes, byte... stored) {
    tag = formatTag;
    bits = sampleBits;
    container = containerBytes;
    data = stored;
    return this;
  }

  byte[] toArray() {
    boolean wide = riff.equals("RF64") || riff.equals("BW64");
    long stated = dataSize >= 0 ? dataSize : wide ? 0xFFFFFFFFL : data.length;
    Bytes body = numbers().text("WAVE");
    if (wide) {
      body.text("ds64").u32(28).number(-1, 8).number(data.length, 8).number(12345, 8).u32(0);
    }
    before.forEach(body::bytes);
    body.bytes(format()).text("data").u32(stated).bytes(data).zeros(data.length & 1);
    return numbers().text(riff).u32(wide ? -1 : body.size()).bytes(body.toArray()).toArray();
  }

  private byte[] format() {
    int frame = align >= 0 ? align : channels * container;
    long second = byteRate >= 0 ? byteRate : (long) rate * channels * container;
    Bytes out = numbers().text("fmt ").u32(validBits >= 0 ? 40 : 16);
    out.u16(validBits >= 0 ? 0xFFFE : tag).u16(channels).u32(rate).u32(second).u16(frame);
    out.u16(validBits >= 0 && tag == 1 ? 8 * container : bits);
    if (validBits >= 0) {
      out.u16(22).u16(validBits).u32(0).u32(tag).u16(0).u16(0x10);
      out.bytes((byte) 0x80, (byte) 0, (byte) 0, (byte) 0xAA, (byte) 0, (byte) 0x38);
      out.bytes((byte) 0x9B, (byte) 0x71);
    }
    return out.toArray();
  }

  private Bytes numbers() {
    return big ? Bytes.big() : Bytes.little();
  }
}
