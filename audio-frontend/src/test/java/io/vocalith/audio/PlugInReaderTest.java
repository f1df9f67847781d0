package io.vocalith.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With one plug-in on the class path, that of Ogg Vorbis, and those the JDK brings along. */
class PlugInReaderTest {
  private static byte[] tone() throws IOException {
    try (InputStream in = PlugInReaderTest.class.getResourceAsStream("/recordings/tone.ogg")) {
      return in.readAllBytes();
    }
  }

  private static String refusal(byte[] recording) {
    return assertThrows(AudioFormatException.class, () -> AudioClip.of(recording, "x"))
        .getMessage();
  }

  @Test
  void vorbisThroughItsPlugIn() throws IOException {
    AudioClip clip = AudioClip.of(tone(), "x");
    assertEquals(16000, clip.sampleRate());
    assertEquals("Ogg Vorbis", clip.info().container());
    assertEquals(4, clip.seconds(), 0.1);
    double sine = 0;
    double cosine = 0;
    float[] samples = clip.samples();
    for (int i = 1000; i < 5000; i++) {
      sine += samples[i] * Math.sin(2 * Math.PI * 440 * i / 16000) / 2000;
      cosine += samples[i] * Math.cos(2 * Math.PI * 440 * i / 16000) / 2000;
    }
    assertEquals(0.5, Math.hypot(sine, cosine), 0.02, "amplitude of the 440 Hz tone");
  }

  @Test
  void aBrokenStreamIsNoMoreThanASentence() throws IOException {
    byte[] broken = Arrays.copyOf(tone(), 60);
    assertTrue(refusal(broken).startsWith("x"), refusal(broken));
    byte[] damaged = tone();
    Arrays.fill(damaged, 80, 2000, (byte) 0);
    assertTrue(refusal(damaged).startsWith("x"), refusal(damaged));
  }

  @ParameterizedTest
  @CsvSource({
    "'OggS..........................OpusHead', Ogg Opus, io.github.jseproject:jse-spi-opus",
    "'....ftypM4A ', MPEG-4 audio (M4A), com.tianscar.javasound:javasound-aac",
  })
  void aMissingPlugInIsNamed(String head, String format, String plugIn) {
    byte[] recording = Bytes.little().text(head).zeros(500).toArray();
    assertEquals(
        "x: is %s, which no javax.sound.sampled plug-in on the class path reads; one that does: %s"
            .formatted(format, plugIn),
        refusal(recording));
  }

  @Test
  void mp3AndAacAreKnownByTheirFirstBits() {
    assertTrue(refusal(frames(0xFF, 0xFB)).startsWith("x: is MPEG audio (MP3), which no"));
    assertTrue(refusal(frames(0xFF, 0xF1)).startsWith("x: is AAC, which no"));
    byte[] tagged = Bytes.big().text("ID3").zeros(7).bytes(frames(0xFF, 0xFB)).toArray();
    assertTrue(refusal(tagged).startsWith("x: is MPEG audio (MP3), which no"));
    assertTrue(refusal(frames(0xFF, 0xE1)).contains("no recording of a known format"));
  }

  private static byte[] frames(int first, int second) {
    return Bytes.little().bytes((byte) first, (byte) second).zeros(400).toArray();
  }

  /** The JDK's own plug-ins give the samples as they are stored. */
  @Test
  void auAndAiff() throws IOException {
    Bytes au = Bytes.big().text(".snd").u32(24).u32(6).u32(3).u32(8000).u32(1);
    byte[] stored = Bytes.big().u16(1).u16(-2).u16(-32768).toArray();
    AudioClip clip = AudioClip.of(au.bytes(stored).toArray(), "x");
    assertArrayEquals(new float[] {1 / 32768f, -2 / 32768f, -1}, clip.samples());
    assertEquals(List.of(), clip.warnings());
    Bytes aiff = Bytes.big().text("FORM").u32(52).text("AIFFCOMM").u32(18).u16(1).u32(2).u16(24);
    aiff.u16(0x400B).u32(0xFA000000L).u32(0).text("SSND").u32(14).u32(0).u32(0);
    clip = AudioClip.of(aiff.number(-5, 3).number(8388607, 3).toArray(), "x");
    assertArrayEquals(new float[] {-5 / 8388608f, 8388607 / 8388608f}, clip.samples());
    assertEquals(8000, clip.sampleRate());
  }
}
