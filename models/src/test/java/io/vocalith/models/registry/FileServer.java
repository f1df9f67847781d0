package io.vocalith.models.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback interface that serves one file, well or badly. */
final class FileServer implements AutoCloseable {
  /** Answers one request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<String> ranges = new CopyOnWriteArrayList<>();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final byte[] file;
  private volatile String tag;

  FileServer(byte[] file) throws IOException {
    this.file = file;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The entity tag of the file, sent with it and compared with If-Range. */
  FileServer tagged(String entityTag) {
    tag = entityTag;
    return this;
  }

  /** The next request not yet spoken for gets this answer; after the last, the file is served. */
  FileServer then(Answer answer) {
    script.add(answer);
    return this;
  }

  int requests() {
    return ranges.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "whole" : range);
    Answer answer = script.poll();
    try (exchange) {
      (answer == null ? (Answer) this::serve : answer).to(exchange);
    }
  }

  /** The file or the rest of it that is asked for. */
  void serve(HttpExchange exchange) throws IOException {
    serve(exchange, file.length);
  }

  /** Announces everything, sends up to a position and cuts the connection. */
  Answer cutAt(int end) {
    return exchange -> serve(exchange, end);
  }

  private void serve(HttpExchange exchange, int end) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (condition != null && !condition.equals(tag)) {
      start = 0;
    }
    if (tag != null) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    if (start >= file.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (start > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + start + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, file.length - start);
    OutputStream out = exchange.getResponseBody();
    out.write(file, start, Math.max(0, end - start));
    out.flush();
  }

  /** The whole file whatever was asked for, as servers without ranges do. */
  Answer rangelessUpTo(int end) {
    return exchange -> {
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file, 0, end);
      exchange.getResponseBody().flush();
    };
  }

  /** The whole file in chunks, so that its length is not announced. */
  void chunked(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(file);
    exchange.getResponseBody().close();
  }

  static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
