package io.vocalith.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The text header of a NIST SPHERE file: lines of a name, a type and a value. */
final class SphereHeader {
  /** What the file begins with; the length of the header follows in eight bytes. */
  static final String MAGIC = "NIST_1A\n";

  private static final int FIXED = 16;
  private static final int LONGEST = 1 << 20;

  private final ByteReader in;
  private final Map<String, String> fields = new HashMap<>();

  private SphereHeader(ByteReader in) {
    this.in = in;
  }

  /** Reads the whole header: as many bytes as it says it has. */
  static SphereHeader read(ByteReader in) throws IOException {
    SphereHeader header = new SphereHeader(in);
    String start = ascii(in.take(FIXED, "its SPHERE header"));
    long length = header.number("header length", start.substring(MAGIC.length()).strip());
    if (!start.endsWith("\n") || length < FIXED || length > LONGEST) {
      throw in.failure("the SPHERE header length must be 16 to " + LONGEST + ", not " + length);
    }
    String text = ascii(in.take((int) length - FIXED, "its SPHERE header"));
    int from = 0;
    while (true) {
      int end = text.indexOf('\n', from);
      if (end < 0) {
        throw in.failure("the SPHERE header has no end_head");
      }
      String line = text.substring(from, end).strip();
      if (line.equals("end_head")) {
        return header;
      }
      header.field(line);
      from = end + 1;
    }
  }

  /** A line {@code name -type value}; the value may hold spaces. Anything else is a comment. */
  private void field(String line) {
    int name = line.indexOf(' ');
    int type = line.indexOf(' ', name + 1);
    if (name > 0 && type > name + 1 && line.charAt(name + 1) == '-') {
      fields.put(line.substring(0, name), line.substring(type + 1).strip());
    }
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String text(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  /**
   * An integer field.
   *
   * @throws AudioFormatException if it is there and no integer
   */
  long number(String name, long otherwise) throws AudioFormatException {
    String value = fields.get(name);
    return value == null ? otherwise : number(name, value);
  }

  private long number(String name, String value) throws AudioFormatException {
    String digits = value.endsWith(".0") ? value.substring(0, value.length() - 2) : value;
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new AudioFormatException(
          in.origin(), in.offset(), "the SPHERE " + name + " is no integer: " + quoted(value), e);
    }
  }

  /** The text of a field as messages may show it: short, and without control characters. */
  String quoted(String name, String otherwise) {
    return quoted(text(name, otherwise));
  }

  private static String quoted(String value) {
    String start = value.length() > 40 ? value.substring(0, 40) + "..." : value;
    StringBuilder clean = new StringBuilder("\"");
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      clean.append(c < ' ' || c > '~' ? '?' : c);
    }
    return clean.append('"').toString();
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
