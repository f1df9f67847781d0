package io.vocalith.audio;

/** Formats this package leaves to plug-ins of {@code javax.sound.sampled}. */
enum ForeignFormat {
  VORBIS("Ogg Vorbis", "com.googlecode.soundlibs:vorbisspi"),
  OPUS("Ogg Opus", "io.github.jseproject:jse-spi-opus"),
  OGG("Ogg", "io.github.jseproject:jse-spi-speex"),
  MP3("MPEG audio (MP3)", "com.googlecode.soundlibs:mp3spi"),
  AAC("AAC", "com.tianscar.javasound:javasound-aac"),
  M4A("MPEG-4 audio (M4A)", "com.tianscar.javasound:javasound-aac"),
  AIFF("AIFF", "the java.desktop module"),
  AU("AU", "the java.desktop module");

  private final String title;
  private final String plugIn;

  ForeignFormat(String title, String plugIn) {
    this.title = title;
    this.plugIn = plugIn;
  }

  String title() {
    return title;
  }

  /** What can read it: the Maven coordinates of one plug-in, or a part of the JDK. */
  String plugIn() {
    return plugIn;
  }

  /** The format that begins so, or null. */
  static ForeignFormat of(String head) {
    if (head.startsWith("OggS")) {
      return head.contains("\u0001vorbis") ? VORBIS : head.contains("OpusHead") ? OPUS : OGG;
    }
    if (head.startsWith("ftyp", 4)) {
      return M4A;
    }
    if (head.startsWith("FORM") && (head.startsWith("AIFF", 8) || head.startsWith("AIFC", 8))) {
      return AIFF;
    }
    if (head.startsWith(".snd")) {
      return AU;
    }
    if (head.length() < 4 || head.charAt(0) != 0xFF || (head.charAt(1) & 0xE0) != 0xE0) {
      return null;
    }
    // Eleven bits of synchronisation, then version, and a layer that only AAC has as 0.
    return (head.charAt(1) & 0x06) == 0 ? (head.charAt(1) & 0xF0) == 0xF0 ? AAC : null : MP3;
  }
}
