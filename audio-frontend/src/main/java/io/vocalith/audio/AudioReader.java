package io.vocalith.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Finds the format of a recording by its first bytes and hands it to the reader of that format. */
final class AudioReader {
  /** Enough for the name of the codec in the first page of an Ogg stream. */
  private static final int HEAD = 64;

  private static final int ID3_HEADER = 10;

  private AudioReader() {}

  static AudioClip read(ByteReader in, AudioOptions options) throws IOException {
    String head = head(in);
    if (head.startsWith("ID3") && head.length() >= ID3_HEADER) {
      in.skip(ID3_HEADER + tagSize(head));
      head = head(in);
    }
    if (head.isEmpty()) {
      throw in.failure("is empty");
    }
    if (isWav(head)) {
      return WavReader.read(in, options);
    }
    if (head.startsWith(SphereHeader.MAGIC)) {
      return SphereReader.read(in, options);
    }
    if (head.startsWith(FlacReader.MAGIC)) {
      return FlacReader.read(in, options);
    }
    ForeignFormat foreign = ForeignFormat.of(head);
    if (foreign != null) {
      return plugIn(in, options, foreign);
    }
    throw in.failure("is no recording of a known format: it begins with " + shown(head));
  }

  private static AudioClip plugIn(ByteReader in, AudioOptions options, ForeignFormat foreign)
      throws IOException {
    try {
      return PlugInReader.read(in, options, foreign);
    } catch (NoClassDefFoundError e) {
      throw new AudioFormatException(
          in.origin(), -1, "is " + foreign.title() + ", which needs the module java.desktop", e);
    }
  }

  private static String head(ByteReader in) throws IOException {
    return new String(in.peek(HEAD), StandardCharsets.ISO_8859_1);
  }

  /** Size of an ID3v2 tag, which some programs put before any format: seven bits a byte. */
  private static int tagSize(String head) {
    int size = 0;
    for (int i = 6; i < ID3_HEADER; i++) {
      size = (size << 7) | (head.charAt(i) & 0x7F);
    }
    return size;
  }

  private static boolean isWav(String head) {
    if (!head.startsWith("WAVE", 8)) {
      return false;
    }
    return switch (head.substring(0, 4)) {
      case "RIFF", "RIFX", "RF64", "BW64" -> true;
      default -> false;
    };
  }

  /** The first bytes as text where they are text, else in hexadecimal. */
  private static String shown(String head) {
    StringBuilder text = new StringBuilder("\"");
    StringBuilder hex = new StringBuilder("the bytes");
    boolean printable = true;
    for (int i = 0; i < Math.min(8, head.length()); i++) {
      char c = head.charAt(i);
      printable &= c >= ' ' && c <= '~';
      text.append(c);
      hex.append(' ').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
    }
    return printable ? text.append('"').toString() : hex.toString();
  }
}
