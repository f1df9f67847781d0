package io.vocalith.audio;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The MD5 of a FLAC file's samples: little-endian integers of whole bytes, the channels in turn.
 */
final class FlacDigest {
  private final MessageDigest md5;
  private final int bytes;
  private byte[] stored = {};

  /**
   * @param bits of a sample, 4 to 32
   */
  FlacDigest(int bits) {
    bytes = (bits + 7) / 8;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** Goes on over the first {@code frames} samples of every channel. */
  void update(long[][] block, int frames) {
    int stride = block.length * bytes;
    if (stored.length < frames * stride) {
      stored = new byte[frames * stride];
    }
    for (int c = 0; c < block.length; c++) {
      for (int b = 0; b < bytes; b++) {
        store(block[c], 8 * b, frames, c * bytes + b, stride);
      }
    }
    md5.update(stored, 0, frames * stride);
  }

  /** One byte of every sample: a loop this simple is fast whatever the number of channels. */
  private void store(long[] x, int shift, int frames, int from, int stride) {
    byte[] out = stored;
    for (int i = 0, at = from; i < frames; i++, at += stride) {
      out[at] = (byte) (x[i] >> shift);
    }
  }

  /** In hexadecimal; begins anew. */
  String hex() {
    return HexFormat.of().formatHex(md5.digest());
  }
}
