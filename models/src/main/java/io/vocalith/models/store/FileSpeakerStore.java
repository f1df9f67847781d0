package io.vocalith.models.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A speaker store in a folder of its own; the package's description says what lies in it. The whole
 * store is held in memory: 100,000 speakers of 192 dimensions take some 250 MB.
 */
public final class FileSpeakerStore implements SpeakerStore {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path keyFile;
  private final StoreLock processLock;
  private final VoiceLog log;
  private final boolean writable;
  private final VoiceCipher cipher = new VoiceCipher();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<UUID, byte[]> keys;
  private final Roster roster = new Roster();
  private final IntegrityReport integrity;
  private long sequence;

  private FileSpeakerStore(Path folder, boolean writable, Duration patience) throws IOException {
    this.writable = writable;
    this.keyFile = folder.resolve("voices.keys");
    this.processLock = StoreLock.take(folder.resolve("voices.lock"), writable, patience);
    try {
      this.keys = KeyFile.read(keyFile);
      StoreReader reader = new StoreReader(keys, cipher);
      this.log = VoiceLog.open(folder.resolve("voices.log"), writable, reader);
      List<String> warnings = new ArrayList<>(log.warnings());
      reader.fill(roster, warnings);
      this.sequence = reader.lastSequence();
      this.integrity = reader.report(roster, log, warnings);
    } catch (IOException | RuntimeException e) {
      processLock.close();
      throw e;
    }
  }

  /**
   * Opens a store for reading and writing; the folder is made if missing. Waits up to ten seconds
   * for another process to close it.
   *
   * @throws StoreException if the folder holds something else, is damaged beyond use, or stays in
   *     use
   */
  public static FileSpeakerStore open(Path folder) throws IOException {
    return open(folder, PATIENCE);
  }

  /** Opens a store for reading and writing, and waits for another process as long as is said. */
  static FileSpeakerStore open(Path folder, Duration patience) throws IOException {
    OwnerOnly.createFolder(folder);
    return new FileSpeakerStore(folder, true, patience);
  }

  /**
   * Opens a store for reading; others may read it at the same time. Nothing in the folder changes.
   *
   * @throws StoreException as {@link #open}, and if there is no store
   */
  public static FileSpeakerStore openForReading(Path folder) throws IOException {
    if (Files.notExists(folder.resolve("voices.log"))) {
      throw new StoreException(folder, "holds no speakers yet");
    }
    return new FileSpeakerStore(folder, false, PATIENCE);
  }

  @Override
  public Optional<String> modelSha256() {
    return reading(() -> Optional.ofNullable(roster.any()).map(Voiceprint::modelSha256));
  }

  @Override
  public int size() {
    return reading(roster::size);
  }

  @Override
  public List<StoredSpeaker> speakers() {
    return reading(() -> roster.entries().stream().map(Roster.Entry::speaker).toList());
  }

  @Override
  public Optional<StoredSpeaker> find(String name) {
    return reading(() -> Optional.ofNullable(roster.find(name)).map(Roster.Entry::speaker));
  }

  @Override
  public boolean enroll(String name, Voiceprint voiceprint) throws IOException {
    return enrollAll(List.of(new StoredSpeaker(name, List.of(voiceprint)))) == 1;
  }

  @Override
  public int enrollAll(List<StoredSpeaker> speakers) throws IOException {
    return changing(
        () -> {
          requireComparable(speakers);
          Map<String, List<Voiceprint>> news = news(speakers);
          Map<String, UUID> fresh = new LinkedHashMap<>();
          try {
            List<LogRecord> records = records(news, fresh);
            if (!fresh.isEmpty()) {
              KeyFile.write(keyFile, keys);
            }
            log.append(records);
          } catch (IOException e) {
            keys.keySet().removeAll(fresh.values());
            throw e;
          }
          int added = 0;
          for (Map.Entry<String, List<Voiceprint>> entry : news.entrySet()) {
            Roster.Entry known = roster.find(entry.getKey());
            UUID id = known == null ? fresh.get(entry.getKey()) : known.id;
            entry.getValue().forEach(v -> roster.add(id, entry.getKey(), v));
            added += entry.getValue().size();
          }
          return added;
        });
  }

  /** What the store does not hold yet, by speaker. */
  private Map<String, List<Voiceprint>> news(List<StoredSpeaker> speakers) {
    Map<String, List<Voiceprint>> news = new LinkedHashMap<>();
    for (StoredSpeaker speaker : speakers) {
      Roster.Entry known = roster.find(speaker.name());
      for (Voiceprint voiceprint : speaker.voiceprints()) {
        List<Voiceprint> mine = news.computeIfAbsent(speaker.name(), n -> new ArrayList<>());
        if ((known == null || known.voiceprints.stream().noneMatch(voiceprint::sameAs))
            && mine.stream().noneMatch(voiceprint::sameAs)) {
          mine.add(voiceprint);
        }
      }
    }
    news.values().removeIf(List::isEmpty);
    return news;
  }

  /** The records that say so; speakers who are new get an id and a key. */
  private List<LogRecord> records(Map<String, List<Voiceprint>> news, Map<String, UUID> fresh) {
    List<LogRecord> records = new ArrayList<>();
    news.forEach(
        (name, voiceprints) -> {
          Roster.Entry known = roster.find(name);
          UUID id = known == null ? UUID.randomUUID() : known.id;
          if (known == null) {
            fresh.put(name, id);
            keys.put(id, cipher.newKey());
            records.add(seal(LogRecord.Type.NAME, id, name.getBytes(StandardCharsets.UTF_8)));
          }
          for (Voiceprint voiceprint : voiceprints) {
            records.add(seal(LogRecord.Type.VOICE, id, VoiceprintCodec.encode(voiceprint)));
          }
        });
    return records;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    StoredSpeaker.requireName(to);
    changing(
        () -> {
          Roster.Entry entry = require(from);
          if (roster.find(to) != null) {
            throw new IllegalArgumentException("there is a speaker '" + to + "' already");
          }
          byte[] name = to.getBytes(StandardCharsets.UTF_8);
          log.append(List.of(seal(LogRecord.Type.NAME, entry.id, name)));
          roster.rename(entry, to);
          return null;
        });
  }

  @Override
  public void merge(String from, String into) throws IOException {
    changing(
        () -> {
          Roster.Entry source = require(from);
          Roster.Entry target = require(into);
          if (source == target) {
            throw new IllegalArgumentException("'" + from + "' cannot be merged with itself");
          }
          // A crash between the two steps leaves both speakers; merging again then finishes it.
          enrollAll(List.of(new StoredSpeaker(into, source.voiceprints)));
          return remove(from);
        });
  }

  @Override
  public boolean remove(String name) throws IOException {
    return changing(
        () -> {
          Roster.Entry entry = roster.find(name);
          if (entry == null) {
            return false;
          }
          byte[] key = keys.remove(entry.id);
          try {
            KeyFile.write(keyFile, keys);
          } catch (IOException e) {
            keys.put(entry.id, key);
            throw e;
          }
          roster.remove(entry);
          sequence++;
          log.append(
              List.of(new LogRecord(LogRecord.Type.REMOVAL, sequence, entry.id, new byte[0])));
          return true;
        });
  }

  @Override
  public List<Match> search(float[] vector, String modelSha256, int top, LocalDate day) {
    if (top < 1) {
      throw new IllegalArgumentException("expected a top of 1 or more, found " + top);
    }
    double norm = Voiceprint.norm(vector);
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException("expected an embedding of finite length, found " + norm);
    }
    double[] unit = new double[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector[i] / norm;
    }
    setDay(day);
    return reading(
        () -> {
          requireComparable(vector.length, modelSha256);
          return roster.search(unit, top);
        });
  }

  private void setDay(LocalDate day) {
    if (!reading(() -> roster.isFor(day))) {
      lock.writeLock().lock();
      try {
        roster.setDay(day);
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  @Override
  public List<String> warnings() {
    return integrity.warnings();
  }

  /** What the files held when they were opened. */
  public IntegrityReport integrity() {
    return integrity;
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try (processLock;
        log) {
      keys.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private LogRecord seal(LogRecord.Type type, UUID id, byte[] content) {
    sequence++;
    return cipher.seal(type, sequence, id, keys.get(id), content);
  }

  private Roster.Entry require(String name) {
    Roster.Entry entry = roster.find(name);
    if (entry == null) {
      throw new IllegalArgumentException("there is no speaker '" + name + "'");
    }
    return entry;
  }

  private void requireComparable(List<StoredSpeaker> speakers) {
    Voiceprint first = roster.any();
    for (StoredSpeaker speaker : speakers) {
      for (Voiceprint voiceprint : speaker.voiceprints()) {
        first = first == null ? voiceprint : first;
        requireComparable(first, voiceprint.vector().length, voiceprint.modelSha256());
      }
    }
  }

  private void requireComparable(int dimension, String modelSha256) {
    if (roster.any() != null) {
      requireComparable(roster.any(), dimension, modelSha256);
    }
  }

  private static void requireComparable(Voiceprint kept, int dimension, String modelSha256) {
    if (kept.vector().length != dimension || !kept.modelSha256().equals(modelSha256)) {
      throw new IllegalArgumentException(
          String.format(
              "the store holds voices of the model %.12s (%d dimensions), found one of %.12s (%d):"
                  + " voices of different models cannot be compared",
              kept.modelSha256(), kept.vector().length, modelSha256, dimension));
    }
  }

  private <T> T reading(Supplier<T> action) {
    lock.readLock().lock();
    try {
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private <T> T changing(Change<T> change) throws IOException {
    if (!writable) {
      throw new UnsupportedOperationException("the store was opened for reading");
    }
    lock.writeLock().lock();
    try {
      return change.make();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private interface Change<T> {
    T make() throws IOException;
  }
}
