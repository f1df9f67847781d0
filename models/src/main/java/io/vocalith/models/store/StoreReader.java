package io.vocalith.models.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Gathers speakers from the records of a log, and counts what could not be read. */
final class StoreReader implements Consumer<LogRecord> {
  private final Map<UUID, byte[]> keys;
  private final VoiceCipher cipher;
  private final Map<UUID, String> names = new LinkedHashMap<>();
  private final Map<UUID, List<Voiceprint>> voiceprints = new LinkedHashMap<>();
  private final Set<UUID> removed = new HashSet<>();
  private final Set<UUID> withoutKey = new HashSet<>();
  private long records;
  private long lastSequence;
  private long unreadable;

  StoreReader(Map<UUID, byte[]> keys, VoiceCipher cipher) {
    this.keys = keys;
    this.cipher = cipher;
  }

  @Override
  public void accept(LogRecord record) {
    records++;
    lastSequence = record.sequence();
    UUID id = record.speaker();
    if (record.type() == LogRecord.Type.REMOVAL) {
      removed.add(id);
      return;
    }
    byte[] key = keys.get(id);
    if (key == null) {
      withoutKey.add(id);
      return;
    }
    byte[] content = cipher.open(record, key);
    if (content == null || !take(record.type(), id, content)) {
      unreadable++;
    }
  }

  private boolean take(LogRecord.Type type, UUID id, byte[] content) {
    if (type == LogRecord.Type.NAME) {
      names.put(id, new String(content, StandardCharsets.UTF_8));
      return true;
    }
    Voiceprint voiceprint = VoiceprintCodec.decode(content);
    if (voiceprint != null) {
      voiceprints.computeIfAbsent(id, i -> new ArrayList<>()).add(voiceprint);
    }
    return voiceprint != null;
  }

  long lastSequence() {
    return lastSequence;
  }

  /** Fills a roster with every whole speaker; what does not fit is left out and said. */
  void fill(Roster roster, List<String> warnings) {
    voiceprints.forEach(
        (id, list) -> {
          String name = names.get(id);
          if (name == null || !isName(name)) {
            warnings.add("a speaker with " + list.size() + " recordings has lost the name");
            name = "unnamed " + id;
          } else if (roster.find(name) != null) {
            warnings.add("two speakers are called '" + name + "': one is renamed");
            name = "renamed " + id;
          }
          for (Voiceprint voiceprint : list) {
            Voiceprint any = roster.any();
            if (any != null && !comparable(any, voiceprint)) {
              warnings.add("'" + name + "' has a voiceprint of another model, which is left out");
            } else {
              roster.add(id, name, voiceprint);
            }
          }
        });
    if (unreadable > 0) {
      warnings.add(unreadable + " records cannot be decrypted and are left out");
    }
    if (lostKeys() > 0) {
      warnings.add("the keys of " + lostKeys() + " speakers are missing: their voices are lost");
    }
  }

  /** What was found, in numbers. */
  IntegrityReport report(Roster roster, VoiceLog log, List<String> warnings) {
    int prints = roster.entries().stream().mapToInt(entry -> entry.voiceprints.size()).sum();
    return new IntegrityReport(
        roster.size(),
        prints,
        records,
        removed.size(),
        lostKeys(),
        unreadable,
        log.damaged(),
        warnings);
  }

  private int lostKeys() {
    return (int) withoutKey.stream().filter(id -> !removed.contains(id)).count();
  }

  static boolean comparable(Voiceprint a, Voiceprint b) {
    return a.modelSha256().equals(b.modelSha256()) && a.vector().length == b.vector().length;
  }

  private static boolean isName(String name) {
    try {
      StoredSpeaker.requireName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
