package io.vocalith.models.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model card of MindSpore Hub: Markdown whose head, between two lines of {@code ---}, holds lines
 * of {@code key: value} and, under {@code asset:}, a YAML list of file-format, asset-link and
 * asset-sha256 (github.com/mindspore-ai/hub, mshub_res/assets).
 *
 * @param name {@code model-name}
 * @param backbone {@code backbone-name}: the network
 * @param assets the published files, at least one
 * @param fields every {@code key: value} of the head as it stands there, in its order
 */
public record HubCard(
    String name, String backbone, List<Asset> assets, Map<String, String> fields) {
  /** A card longer than this is refused; those of the Hub have some 3 kB. */
  public static final int LARGEST = 256 * 1024;

  /** Copies both collections. */
  public HubCard {
    assets = List.copyOf(assets);
    fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
  }

  /**
   * Reads a card file.
   *
   * @throws HubCardException if it is no such card
   * @throws IOException if it cannot be read
   */
  public static HubCard of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LARGEST + 1), file.toString());
    }
  }

  /**
   * Reads a card from memory.
   *
   * @param origin what messages call it
   * @throws HubCardException if it is no such card
   */
  public static HubCard of(byte[] bytes, String origin) throws HubCardException {
    if (bytes.length > LARGEST) {
      throw new HubCardException(
          origin, "expected a card of at most " + LARGEST + " bytes, found more");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new HubCardParser(text, origin).parse();
    } catch (CharacterCodingException e) {
      throw new HubCardException(origin, "expected a card in UTF-8, found other bytes", e);
    }
  }

  /** Whether a file looks like a Hub card by its name; its content decides when it is read. */
  public static boolean isNamedLikeOne(Path file) {
    return file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".md");
  }
}
