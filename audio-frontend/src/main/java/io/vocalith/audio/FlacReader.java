package io.vocalith.audio;

import java.io.EOFException;
import java.io.IOException;

/**
 * FLAC (RFC 9639), decoded exactly: every frame is checked by its CRC-8 and CRC-16, a complete file
 * by the MD5 of its samples. Frames are decoded one at a time.
 */
final class FlacReader {
  static final String MAGIC = "fLaC";

  private final AudioOptions options;
  private final FlacStreamInfo info;
  private final ClipBuilder clip;
  private final BitReader bits;
  private final FlacSubframe subframe;
  private final FlacDigest md5;
  private long[][] block;

  private FlacReader(ByteReader in, AudioOptions options) throws IOException {
    this.options = options;
    info = FlacStreamInfo.read(in);
    clip =
        new ClipBuilder(
            in,
            options,
            info.sampleRate(),
            info.channels(),
            info.frames() == 0 ? -1 : info.frames());
    clip.unpacks((info.bits() + 7) / 8);
    bits = new BitReader(in);
    subframe = new FlacSubframe(bits);
    block = new long[info.channels()][0];
    md5 = info.md5().isEmpty() ? null : new FlacDigest(info.bits());
  }

  static AudioClip read(ByteReader in, AudioOptions options) throws IOException {
    return new FlacReader(in, options).read();
  }

  private AudioClip read() throws IOException {
    boolean cut = false;
    try {
      while (bits.has(8) && (info.frames() == 0 || clip.frames() < info.frames())) {
        if (info.frames() == 0 && !FlacFrame.follows(bits)) {
          clip.warn("what follows the last FLAC frame was ignored");
          break;
        }
        readFrame();
      }
    } catch (EOFException end) {
      cut = true;
    } catch (AudioFormatException damage) {
      if (!options.acceptDamaged()) {
        throw damage;
      }
      clip.warn("reading stopped at damage: " + damage.getMessage());
      cut = true;
    }
    finish(cut);
    return clip.build("FLAC", "FLAC", info.bits());
  }

  private void finish(boolean cut) throws IOException {
    clip.warnIfCut(info.frames());
    if (clip.frames() < info.frames()) {
      return;
    }
    if (cut) {
      clip.warn("the file is cut inside its last frame, which was dropped");
    } else if (md5 != null && !md5.hex().equals(info.md5())) {
      damage("the MD5 of the samples is not the one STREAMINFO states");
    }
  }

  private void damage(String problem) throws AudioFormatException {
    if (!options.acceptDamaged()) {
      throw bits.failure(problem);
    }
    clip.warn(problem);
  }

  private void readFrame() throws IOException {
    bits.startChecksums();
    FlacFrame frame = FlacFrame.read(bits, info);
    int n = frame.blockSize();
    if (block[0].length < n) {
      block = new long[info.channels()][n];
    }
    for (int c = 0; c < info.channels(); c++) {
      boolean side =
          c == 0 ? frame.assignment() == FlacFrame.SIDE_RIGHT : isSideSecond(frame.assignment());
      subframe.read(block[c], n, side ? info.bits() + 1 : info.bits());
    }
    bits.align();
    int computed = bits.crc16();
    int found = (int) bits.bits(16);
    if (found != computed) {
      damage("a FLAC frame has CRC-16 0x%04X where 0x%04X is stored".formatted(computed, found));
    }
    decouple(frame);
    emit(n);
  }

  private static boolean isSideSecond(int assignment) {
    return assignment == FlacFrame.LEFT_SIDE || assignment == FlacFrame.MID_SIDE;
  }

  private void decouple(FlacFrame frame) {
    if (frame.assignment() < FlacFrame.LEFT_SIDE) {
      return;
    }
    long[] first = block[0];
    long[] second = block[1];
    int n = frame.blockSize();
    switch (frame.assignment()) {
      case FlacFrame.LEFT_SIDE -> {
        for (int i = 0; i < n; i++) {
          second[i] = first[i] - second[i];
        }
      }
      case FlacFrame.SIDE_RIGHT -> {
        for (int i = 0; i < n; i++) {
          first[i] += second[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          long side = second[i];
          long sum = (first[i] << 1) | (side & 1);
          first[i] = (sum + side) >> 1;
          second[i] = (sum - side) >> 1;
        }
      }
    }
  }

  /** Hands the block on, no further than the stated end. */
  private void emit(int n) throws AudioFormatException {
    long left = info.frames() == 0 ? n : info.frames() - clip.frames();
    int frames = (int) Math.min(n, left);
    if (md5 != null) {
      md5.update(block, frames);
    }
    clip.add(block, frames, Math.scalb(1.0, 1 - info.bits()));
  }
}
