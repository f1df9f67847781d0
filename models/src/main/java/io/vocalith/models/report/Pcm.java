package io.vocalith.models.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Sound as every browser plays it. */
final class Pcm {
  static final int HEADER = 44;

  private Pcm() {}

  /** A WAV file of 16-bit samples, one channel; what is beyond full scale is cut off. */
  static byte[] wav(float[] samples, int rate) {
    int bytes = Math.multiplyExact(2, samples.length);
    ByteBuffer file = ByteBuffer.allocate(Math.addExact(HEADER, bytes));
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    file.putShort((short) 2).putShort((short) 16);
    file.put(ascii("data")).putInt(bytes);
    for (float sample : samples) {
      long level = Math.round(32768.0 * sample);
      file.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, level)));
    }
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
