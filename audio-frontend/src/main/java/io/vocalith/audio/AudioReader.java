package io.vocalith.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds the format of a recording by its first bytes and hands it to the reader of that format. */
final class AudioReader {
  private AudioReader() {}

  static AudioClip read(ByteReader in, AudioOptions options) throws IOException {
    byte[] head = in.peek(64);
    if (head.length == 0) {
      throw in.failure("is empty");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (isWav(text)) {
      return WavReader.read(in, options);
    }
    throw in.failure("is no recording of a known format: it begins with " + shown(head));
  }

  private static boolean isWav(String head) {
    if (head.length() < 12 || !head.startsWith("WAVE", 8)) {
      return false;
    }
    return switch (head.substring(0, 4)) {
      case "RIFF", "RIFX", "RF64", "BW64" -> true;
      default -> false;
    };
  }

  /** The first bytes as text where they are text, else in hexadecimal. */
  private static String shown(byte[] head) {
    int count = Math.min(8, head.length);
    StringBuilder text = new StringBuilder("\"");
    StringBuilder hex = new StringBuilder();
    boolean printable = true;
    for (int i = 0; i < count; i++) {
      printable &= head[i] >= ' ' && head[i] < 0x7F;
      text.append((char) head[i]);
      hex.append(Character.forDigit(head[i] >> 4 & 15, 16));
      hex.append(Character.forDigit(head[i] & 15, 16)).append(' ');
    }
    return printable ? text.append('"').toString() : "the bytes " + hex.toString().strip();
  }
}
