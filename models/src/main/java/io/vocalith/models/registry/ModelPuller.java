package io.vocalith.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Brings published models into a {@link ModelCache}: by download, or from a file somebody carried
 * here. What arrives is always checked against the card's SHA-256, and takes its place in one step,
 * so that two pulls at once, in threads or processes, do not disturb each other.
 */
public final class ModelPuller {
  private final ModelCache cache;
  private final PullOptions options;

  /** A puller into a cache. */
  public ModelPuller(ModelCache cache, PullOptions options) {
    this.cache = cache;
    this.options = options;
  }

  /**
   * Downloads a model, unless it is there already and whole.
   *
   * @return the model in the cache
   * @throws PullException if it cannot be had; what was received stays for the next try, but for a
   *     file of the wrong digest
   */
  public CachedModel pull(Publication model, PullProgress progress) throws IOException {
    return bring(model, progress, part -> download(model.asset(), part, progress));
  }

  /**
   * Takes a model from a file on this machine.
   *
   * @return the model in the cache
   * @throws PullException if the file is not the one the card names
   */
  public CachedModel pullFrom(Path file, Publication model, PullProgress progress)
      throws IOException {
    return bring(model, progress, part -> copy(file, model.asset(), part, progress));
  }

  private interface Source {
    /** Fills the part file; returns only when its digest is right. */
    void into(PartFile part) throws PullException;
  }

  private CachedModel bring(Publication model, PullProgress progress, Source source)
      throws IOException {
    Path target = cache.folder(model.name()).resolve(model.asset().fileName());
    if (!isWhole(target, model)) {
      Runnable waiting = () -> progress.note("waiting for another pull of " + model.name());
      try (CacheLock lock =
          CacheLock.within(cache.lockFile(model.name()), options.lockWait(), waiting)) {
        if (!isWhole(target, model)) {
          fill(target, source);
          keepCard(model, target.getParent());
          removeOthers(model, target);
        }
      }
    }
    return cache.find(model.name()).orElseThrow(() -> new PullException(target + " has gone"));
  }

  /** Whether the file is there with the right bytes and, where there is one, its card. */
  private boolean isWhole(Path target, Publication model) throws PullException {
    try {
      return Files.isRegularFile(target)
          && Digests.of(target).equals(model.asset().sha256())
          && isKept(model.card(), target.getParent());
    } catch (IOException e) {
      throw new PullException("cannot read " + target + ": " + Reason.of(e), e);
    }
  }

  private static boolean isKept(Optional<Publication.Card> card, Path folder) throws IOException {
    if (card.isEmpty()) {
      return true;
    }
    Path file = folder.resolve(card.get().fileName());
    return Files.isRegularFile(file) && Files.readString(file).equals(card.get().text());
  }

  private void fill(Path target, Source source) throws PullException {
    try (PartFile part = new PartFile(target)) {
      source.into(part);
      part.finish();
    }
  }

  private void download(Asset asset, PartFile part, PullProgress progress) throws PullException {
    if (part.length() > 0 && part.sha256().equals(asset.sha256())) {
      return; // the last try ended between the last byte and the move
    }
    Download download = new Download(asset.link(), part, options, progress);
    download.run();
    if (part.isInherited() && !part.sha256().equals(asset.sha256())) {
      progress.note("what an earlier pull had left was not of this file; starting again");
      part.restart();
      download.run();
    }
    check(asset.link().toString(), asset, part);
  }

  private void copy(Path file, Asset asset, PartFile part, PullProgress progress)
      throws PullException {
    part.restart();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      long total = Files.size(file);
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        part.append(buffer, count);
        progress.advanced(part.length(), total);
        if (part.length() > options.largest()) {
          throw new PullException(
              file + ": expected at most " + options.largest() + " bytes, found more");
        }
      }
    } catch (PullException e) {
      throw e;
    } catch (IOException e) {
      throw new PullException("cannot read " + file + ": " + Reason.of(e), e);
    }
    check(file.toString(), asset, part);
  }

  private static void check(String origin, Asset asset, PartFile part) throws PullException {
    String found = part.sha256();
    if (!found.equals(asset.sha256())) {
      long length = part.length();
      part.discard();
      throw new PullException(
          (origin + ": expected SHA-256 " + asset.sha256())
              + (", found " + found + " in " + length + " bytes; nothing was kept"));
    }
  }

  private static void keepCard(Publication model, Path folder) throws PullException {
    if (model.card().isEmpty()) {
      return;
    }
    Publication.Card card = model.card().get();
    Path file = folder.resolve(card.fileName());
    Path part = folder.resolve(card.fileName() + ".part");
    try {
      Files.writeString(part, card.text());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new PullException("cannot write " + file + ": " + Reason.of(e), e);
    }
  }

  /** A name has one file and at most one card: what others of that name had brought goes. */
  private static void removeOthers(Publication model, Path target) throws PullException {
    Set<String> own = new HashSet<>(Set.of(target.getFileName().toString()));
    model.card().map(Publication.Card::fileName).ifPresent(own::add);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target.getParent())) {
      for (Path file : files) {
        if (!own.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new PullException("cannot tidy " + target.getParent() + ": " + Reason.of(e), e);
    }
  }
}
