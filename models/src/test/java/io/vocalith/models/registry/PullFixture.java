package io.vocalith.models.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A file of 300,000 bytes, its publication, a cache and what a pull said. */
final class PullFixture implements PullProgress {
  static final PullOptions QUICK =
      PullOptions.DEFAULTS.withTries(3, Duration.ZERO).withStallTimeout(Duration.ofSeconds(20));

  final byte[] bytes = new byte[300_000];
  final ModelCache cache;
  final List<String> notes = new ArrayList<>();
  long last;
  long total;
  boolean wentBack;

  PullFixture(Path folder) {
    cache = ModelCache.at(folder);
    new Random(4).nextBytes(bytes);
  }

  String digest() {
    return Digests.hex(Digests.sha256().digest(bytes));
  }

  Publication at(URI link) {
    return new Publication("toy", new Asset("ckpt", link, digest()), Optional.empty());
  }

  CachedModel pull(URI link) throws IOException {
    return pull(link, QUICK);
  }

  CachedModel pull(URI link, PullOptions options) throws IOException {
    return new ModelPuller(cache, options).pull(at(link), this);
  }

  Path part() {
    return cache.folder("toy").resolve(digest() + ".ckpt.part");
  }

  /** The names of the files of the model. */
  List<String> files() throws IOException {
    if (!Files.isDirectory(cache.folder("toy"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache.folder("toy"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  void leavePart(byte[] content) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), content);
  }

  @Override
  public void advanced(long done, long whole) {
    wentBack |= done < last;
    last = done;
    total = whole;
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }
}
