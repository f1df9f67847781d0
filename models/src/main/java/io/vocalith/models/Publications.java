package io.vocalith.models;

import io.vocalith.models.registry.Asset;
import io.vocalith.models.registry.HubCard;
import io.vocalith.models.registry.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be pulled under which name, and what a card of the Hub says of the network. */
public final class Publications {
  private Publications() {}

  /**
   * Finds what a user wants to pull.
   *
   * @param called the name of a published model, or the file of a card: YAML or, ending in {@code
   *     .md}, a Hub card
   * @throws IllegalArgumentException if there is no such model or it needs no pull
   * @throws IOException if the card cannot be read or names no file to fetch
   */
  public static Publication find(String called) throws IOException {
    List<ModelCard> known = Models.known();
    for (ModelCard card : known) {
      if (card.name().equals(called)) {
        return new Publication(called, asset(card), Optional.empty());
      }
    }
    Path file;
    try {
      file = Path.of(called);
    } catch (InvalidPathException e) {
      throw unknown(called, known);
    }
    if (!Files.isRegularFile(file)) {
      throw unknown(called, known);
    }
    Publication found = HubCard.isNamedLikeOne(file) ? ofHub(file) : ofYaml(file);
    requireOwnName(found, known, file);
    return found;
  }

  /**
   * The card of a model that the Hub describes: the published card of its network under its own
   * name, file and terms.
   *
   * @throws ModelCardException if it is of no network that Vocalith has
   */
  static ModelCard card(HubCard hub, String origin) throws IOException {
    for (ModelCard card : Models.known()) {
      if (card.name().equals(hub.backbone()) && !card.source().isEmpty()) {
        Asset asset = hub.assets().get(0);
        return new ModelCard(
            hub.name(),
            hub.fields().getOrDefault("summary", ""),
            card.architecture(),
            card.features(),
            card.labels(),
            card.blank(),
            card.padding(),
            "",
            "",
            asset.link().toString(),
            asset.sha256(),
            hub.fields().getOrDefault("license", ""),
            List.of("Training data: " + hub.fields().getOrDefault("train-dataset", "not stated")));
      }
    }
    throw new ModelCardException(
        "%s: expected a backbone-name of ctcmodel or ecapa_tdnn, found %s"
            .formatted(origin, hub.backbone()));
  }

  private static Publication ofHub(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(HubCard.LARGEST + 1);
    }
    HubCard hub = HubCard.of(bytes, file.toString());
    ModelCard card = card(hub, file.toString());
    return publication(card.name(), hub.assets().get(0), true, bytes, file);
  }

  private static Publication ofYaml(Path file) throws IOException {
    ModelCard card = ModelCard.read(file);
    if (card.source().isEmpty() || card.sha256().isEmpty()) {
      throw new ModelCardException(
          file + ": expected the keys source and sha256, without which nothing can be pulled");
    }
    byte[] bytes = Files.readAllBytes(file);
    return publication(card.name(), asset(card), false, bytes, file);
  }

  private static Publication publication(
      String name, Asset asset, boolean markdown, byte[] bytes, Path file)
      throws ModelCardException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      return new Publication(name, asset, Optional.of(new Publication.Card(markdown, text)));
    } catch (IllegalArgumentException e) {
      throw new ModelCardException(file + ": " + e.getMessage());
    }
  }

  private static Asset asset(ModelCard card) throws ModelCardException {
    if (card.source().isEmpty()) {
      throw new IllegalArgumentException(
          card.name() + " comes with Vocalith: there is nothing to pull");
    }
    try {
      return Asset.at(card.source(), card.sha256());
    } catch (IllegalArgumentException e) {
      throw new ModelCardException(card.name() + ": source: " + e.getMessage());
    }
  }

  /** A card from outside may not put other weights under a name that Vocalith knows. */
  private static void requireOwnName(Publication found, List<ModelCard> known, Path file)
      throws ModelCardException {
    for (ModelCard card : known) {
      if (card.name().equals(found.name()) && !card.sha256().equals(found.asset().sha256())) {
        throw new ModelCardException(
            "%s: %s is the name of a model that Vocalith knows, with SHA-256 %s; found %s"
                .formatted(file, card.name(), card.sha256(), found.asset().sha256()));
      }
    }
  }

  private static IllegalArgumentException unknown(String called, List<ModelCard> known) {
    List<String> names =
        known.stream().filter(card -> !card.source().isEmpty()).map(ModelCard::name).toList();
    return new IllegalArgumentException(
        "no published model named %s and no card of that name; published are %s"
            .formatted(called, String.join(", ", names)));
  }
}
