package io.vocalith.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where a command's data goes: standard output or the file of {@code -o}. A file is made at the
 * first write, so a command that fails before it has a result leaves no empty file behind; {@link
 * #flush()} after each record keeps what is finished when the command is interrupted.
 */
final class Output implements Appendable, Closeable {
  private final Console console;
  private final Path file;
  private OutputStream stream;

  /**
   * Output to a file, or to standard output where the file is null or {@code -}.
   *
   * @throws UsageException if the file can never be written: better said before hours of work
   */
  Output(Console console, Path file) {
    this(console, "-o", file);
  }

  /** The same for the file of another option. */
  Output(Console console, String option, Path file) {
    this.console = console;
    this.file = file == null || file.toString().equals("-") ? null : file;
    if (this.file != null) {
      Path folder = this.file.toAbsolutePath().getParent();
      if (Files.isDirectory(this.file)) {
        throw new UsageException(option + ": expected a file, found the folder " + file);
      }
      if (folder != null && !Files.isDirectory(folder)) {
        throw new UsageException(option + ": there is no folder " + folder);
      }
    }
  }

  /** Writes text as UTF-8, as it is. */
  void print(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Output append(CharSequence text) throws IOException {
    print(text.toString());
    return this;
  }

  @Override
  public Output append(CharSequence text, int start, int end) throws IOException {
    return append(text.subSequence(start, end));
  }

  @Override
  public Output append(char letter) throws IOException {
    return append(String.valueOf(letter));
  }

  /** Writes one line. */
  void println(String text) throws IOException {
    print(text + "\n");
  }

  /** Writes bytes as they are. */
  void write(byte[] bytes) throws IOException {
    try {
      stream().write(bytes);
    } catch (IOException e) {
      throw translate(e);
    }
  }

  /** This output as a stream, for writers that take one; closing it does nothing. */
  OutputStream asStream() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        Output.this.write(new byte[] {(byte) value});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Output.this.write(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    };
  }

  /** Hands everything written so far to the system. */
  void flush() throws IOException {
    if (stream != null) {
      try {
        stream.flush();
      } catch (IOException e) {
        throw translate(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    if (file != null && stream != null) {
      stream.close();
    }
  }

  private OutputStream stream() throws IOException {
    if (stream == null) {
      stream =
          new BufferedOutputStream(
              file == null ? console.out() : Files.newOutputStream(file), 8192);
    }
    return stream;
  }

  private IOException translate(IOException e) {
    String reason = String.valueOf(e.getMessage());
    boolean closed = reason.toLowerCase(Locale.ROOT).contains("pipe");
    if (file == null && closed) {
      return new ClosedPipeException(e);
    }
    String name = file == null ? "standard output" : file.toString();
    return new IOException("cannot write to " + name + ": " + reason, e);
  }

  /** The reader of standard output has enough, as {@code head} does: no error, only the end. */
  static final class ClosedPipeException extends IOException {
    private static final long serialVersionUID = 1;

    ClosedPipeException(IOException cause) {
      super(cause);
    }
  }
}
