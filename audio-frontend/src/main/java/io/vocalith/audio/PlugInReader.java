package io.vocalith.audio;

import io.vocalith.audio.SampleFormat.Coding;
import java.io.BufferedInputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Recordings that a plug-in of {@code javax.sound.sampled} on the class path decodes. The only
 * class here that touches the {@code java.desktop} module, so that no other recording pays for
 * loading it.
 */
final class PlugInReader {
  private PlugInReader() {}

  static AudioClip read(ByteReader in, AudioOptions options, ForeignFormat format)
      throws IOException {
    try (AudioInputStream coded =
            AudioSystem.getAudioInputStream(new BufferedInputStream(in.asStream()));
        AudioInputStream linear = decoded(coded)) {
      return collect(linear, in, options, format);
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw missing(in, format, e);
    } catch (AudioFormatException e) {
      throw e;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new AudioFormatException(
          in.origin(), in.offset(), "the plug-in for " + format.title() + " failed: " + e, e);
    }
  }

  private static AudioFormatException missing(ByteReader in, ForeignFormat format, Throwable e) {
    String problem =
        "is %s, which no javax.sound.sampled plug-in on the class path reads; one that does: %s"
            .formatted(format.title(), format.plugIn());
    return new AudioFormatException(in.origin(), -1, problem, e);
  }

  /** Compressed sound as 16-bit PCM; anything else as it is stored. */
  private static AudioInputStream decoded(AudioInputStream coded) {
    AudioFormat from = coded.getFormat();
    if (coding(from) != null) {
      return coded;
    }
    int channels = from.getChannels();
    float rate = from.getSampleRate();
    return AudioSystem.getAudioInputStream(
        new AudioFormat(Encoding.PCM_SIGNED, rate, 16, channels, 2 * channels, rate, false), coded);
  }

  private static AudioClip collect(
      AudioInputStream linear, ByteReader in, AudioOptions options, ForeignFormat format)
      throws IOException {
    AudioFormat stored = linear.getFormat();
    ByteReader pcm = ByteReader.of(linear, in.origin());
    long length = linear.getFrameLength();
    ClipBuilder clip =
        new ClipBuilder(pcm, options, (long) stored.getSampleRate(), stored.getChannels(), length);
    int bytes = stored.getFrameSize() / clip.channels();
    clip.unpacks(bytes);
    if (bytes < 1 || bytes > 8) {
      throw in.failure(
          "the plug-in for " + format.title() + " gives samples of " + bytes + " bytes");
    }
    SampleFormat samples = new SampleFormat(coding(stored), bytes, stored.isBigEndian());
    SampleBlocks blocks = new SampleBlocks(pcm, samples, bytes, clip.channels(), Long.MAX_VALUE);
    while (blocks.next()) {
      clip.add(blocks.values(), blocks.frames());
    }
    if (clip.frames() == 0) {
      throw in.failure("the plug-in for " + format.title() + " gives no samples");
    }
    clip.warnIfCut(length);
    return clip.build(format.title(), format.title(), stored.getSampleSizeInBits());
  }

  private static Coding coding(AudioFormat format) {
    Encoding encoding = format.getEncoding();
    if (encoding.equals(Encoding.PCM_SIGNED)) {
      return Coding.SIGNED;
    } else if (encoding.equals(Encoding.PCM_UNSIGNED)) {
      return Coding.OFFSET;
    } else if (encoding.equals(Encoding.PCM_FLOAT)) {
      return Coding.FLOAT;
    } else if (encoding.equals(Encoding.ULAW)) {
      return Coding.MU_LAW;
    }
    return encoding.equals(Encoding.ALAW) ? Coding.A_LAW : null;
  }
}
