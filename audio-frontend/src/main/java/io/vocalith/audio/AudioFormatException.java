package io.vocalith.audio;

import java.io.IOException;

/**
 * A recording that cannot be used, said in one sentence that names the file and, where there is
 * one, the offset in bytes at which reading stopped.
 */
public final class AudioFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String origin;
  private final long offset;

  /**
   * @param origin what the recording is called: its path, or the name its caller gave
   * @param offset bytes from the start of the recording, or -1 where no single place is at fault
   * @param problem what was expected and what was found, without a full stop
   */
  public AudioFormatException(String origin, long offset, String problem) {
    super(origin + (offset < 0 ? ": " : ", byte " + offset + ": ") + problem);
    this.origin = origin;
    this.offset = offset;
  }

  AudioFormatException(String origin, long offset, String problem, Throwable cause) {
    this(origin, offset, problem);
    initCause(cause);
  }

  /** What the recording is called. */
  public String origin() {
    return origin;
  }

  /** Bytes from the start of the recording, or -1. */
  public long offset() {
    return offset;
  }
}
