package io.vocalith.audio;

/** Writes NIST SPHERE files for tests. */
final class SphereFile {
  private final StringBuilder fields = new StringBuilder();
  private int headerLength = 1024;

  SphereFile() {
    rate(16000);
  }

  /** Nothing but what is added. */
  static SphereFile bare() {
    SphereFile file = new SphereFile();
    file.fields.setLength(0);
    return file;
  }

  SphereFile rate(int hertz) {
    return field("sample_rate", hertz);
  }

  SphereFile field(String name, long value) {
    return line(name + " -i " + value);
  }

  SphereFile field(String name, String value) {
    return line(name + " -s" + value.length() + " " + value);
  }

  SphereFile line(String line) {
    fields.append(line).append('\n');
    return this;
  }

  SphereFile headerLength(int bytes) {
    headerLength = bytes;
    return this;
  }

  byte[] with(byte... data) {
    Bytes out = Bytes.little().text("NIST_1A\n").text("%7d\n".formatted(headerLength));
    out.text(fields.toString()).text("end_head\n");
    return out.zeros(headerLength - out.size()).bytes(data).toArray();
  }
}
