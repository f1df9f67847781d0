package io.vocalith.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives one file into a {@link PartFile}, going on where it broke off. Over {@link
 * HttpURLConnection}, which is ready some 0.5 s sooner in a cold JVM than java.net.http.
 */
final class Download {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  private final URI link;
  private final PartFile part;
  private final PullOptions options;
  private final PullProgress progress;

  Download(URI link, PartFile part, PullOptions options, PullProgress progress) {
    this.link = link;
    this.part = part;
    this.options = options;
    this.progress = progress;
  }

  /** Tries until the file is whole, a final error comes or the tries are used up. */
  void run() throws PullException {
    for (int tries = 1; ; tries++) {
      try {
        receive();
        return;
      } catch (PullException e) {
        throw e;
      } catch (IOException e) {
        String what = link + " failed after " + part.length() + " bytes: " + Reason.of(e);
        if (e instanceof UnknownHostException && tries == 1) { // no network, or a wrong address
          throw new PullException(link + " cannot be reached: " + Reason.of(e), e);
        }
        if (tries == options.tries()) {
          throw new PullException(what + " (tries: " + tries + "; pull again to go on)", e);
        }
        progress.note(what + "; trying again");
        pause(tries);
      }
    }
  }

  private void pause(int tries) throws PullException {
    try {
      Thread.sleep(options.pause().toMillis() << Math.min(tries - 1, 10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PullException("interrupted while pulling " + link, e);
    }
  }

  /** One request and its answer; an IOException that is no PullException may be tried again. */
  private void receive() throws IOException {
    HttpRequest request = new HttpRequest(options);
    request.header("User-Agent", "vocalith");
    request.header("Accept", "*/*");
    if (part.length() > 0) {
      request.header("Range", "bytes=" + part.length() + "-");
      part.tag().ifPresent(tag -> request.header("If-Range", tag));
    }
    HttpURLConnection connection = request.send(link);
    try {
      long total = begin(connection);
      if (total == part.length()) {
        return; // nothing was missing
      }
      copy(connection, total);
    } finally {
      connection.disconnect();
    }
  }

  /** Looks at the head of an answer and returns the size of the whole file, or -1. */
  private long begin(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    switch (status) {
      case HttpURLConnection.HTTP_PARTIAL:
        return resumed(connection);
      case HttpURLConnection.HTTP_OK:
        if (part.length() > 0) {
          progress.note(link + " cannot be resumed; starting again");
          part.restart();
        }
        part.tag(Optional.ofNullable(connection.getHeaderField("ETag")));
        return checked(connection.getContentLengthLong());
      case 416: // Range Not Satisfiable: nothing follows what is there, or it is another file's
        part.restart();
        throw new IOException("HTTP status 416");
      case HttpURLConnection.HTTP_CLIENT_TIMEOUT, 429:
        throw new IOException("HTTP status " + status);
      default:
        if (status >= 500) {
          throw new IOException("HTTP status " + status);
        }
        throw new PullException(link + " answered with HTTP status " + status);
    }
  }

  private long resumed(HttpURLConnection connection) throws IOException {
    String range = String.valueOf(connection.getHeaderField("Content-Range"));
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()
        || Long.parseLong(matcher.group(1)) != part.length()
        || Long.parseLong(matcher.group(2)) != Long.parseLong(matcher.group(3)) - 1) {
      long asked = part.length();
      part.restart();
      throw new IOException(
          "expected the bytes from " + asked + " to the end, found Content-Range " + range);
    }
    return checked(Long.parseLong(matcher.group(3)));
  }

  /** Refuses early what is too large for the limit or for the disk. */
  private long checked(long total) throws PullException {
    if (total > options.largest()) {
      throw new PullException(tooLarge(total));
    }
    long free = part.free();
    if (free >= 0 && total - part.length() > free) {
      throw new PullException(
          link + " needs " + (total - part.length()) + " bytes more, the cache's disk has " + free);
    }
    return total;
  }

  private String tooLarge(long bytes) {
    return link + ": expected at most " + options.largest() + " bytes, found " + bytes;
  }

  private void copy(HttpURLConnection connection, long total) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long mark = part.length();
    long since = System.nanoTime();
    progress.advanced(part.length(), total);
    try (InputStream in = connection.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        long limit = total >= 0 ? total : options.largest();
        if (part.length() + count > limit) {
          throw new PullException(total >= 0 ? tooLong(total) : tooLarge(part.length() + count));
        }
        part.append(buffer, count);
        progress.advanced(part.length(), total);
        long now = System.nanoTime();
        if (part.length() - mark >= buffer.length) {
          mark = part.length();
          since = now;
        } else if (now - since > options.stallTimeout().toNanos()) {
          throw new IOException("stalled: under 64 KiB in " + options.stallTimeout());
        }
      }
    }
    if (total >= 0 && part.length() < total) {
      throw new IOException("the connection was cut");
    }
  }

  private String tooLong(long total) {
    return link + ": expected " + total + " bytes, found more";
  }
}
