package io.vocalith.models.registry;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One GET that follows redirects, but never from https down to http, and never waits for ever. */
final class HttpRequest {
  private final PullOptions options;
  private final Map<String, String> headers = new LinkedHashMap<>();

  HttpRequest(PullOptions options) {
    this.options = options;
  }

  void header(String name, String value) {
    headers.put(name, value);
  }

  /** Sends it and waits for the head of the final answer, which is no redirect. */
  HttpURLConnection send(URI link) throws IOException {
    URI address = link;
    for (int redirects = 0; ; redirects++) {
      HttpURLConnection connection = answer(address);
      String location = connection.getHeaderField("Location");
      if (!isRedirect(connection.getResponseCode()) || location == null) {
        return connection;
      }
      connection.disconnect();
      if (redirects == options.redirects()) {
        throw new PullException(link + " was redirected more than " + redirects + " times");
      }
      address = next(address, location);
    }
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  static URI next(URI from, String location) throws PullException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new PullException(from + " redirects to what is no address: " + location, e);
    }
    boolean down =
        "https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme());
    if (!Asset.isWeb(to) || down) {
      throw new PullException(from + " redirects to " + to + ", which is not followed");
    }
    return to;
  }

  private HttpURLConnection answer(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) options.connectTimeout().toMillis());
    connection.setReadTimeout((int) options.stallTimeout().toMillis());
    headers.forEach(connection::setRequestProperty);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean late = new AtomicBoolean();
    Thread guard = new Thread(() -> guard(connection, answered, late), "vocalith-pull-guard");
    guard.setDaemon(true);
    guard.start();
    IOException failure = null;
    try {
      connection.getResponseCode();
    } catch (IOException e) {
      failure = e;
    }
    answered.countDown();
    if (late.get()) { // then the head may be there in part, with or without an exception
      throw new SocketTimeoutException("no answer within " + options.stallTimeout());
    }
    if (failure != null) {
      throw failure;
    }
    return connection;
  }

  /** The read timeout counts from byte to byte: a head that trickles needs a clock of its own. */
  private void guard(HttpURLConnection connection, CountDownLatch answered, AtomicBoolean late) {
    long millis = options.connectTimeout().plus(options.stallTimeout()).toMillis();
    try {
      if (!answered.await(millis, TimeUnit.MILLISECONDS)) {
        late.set(true);
        connection.disconnect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
