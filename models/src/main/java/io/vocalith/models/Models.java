package io.vocalith.models;

import io.vocalith.engine.checkpoint.Checkpoint;
import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.models.registry.CachedModel;
import io.vocalith.models.registry.Digests;
import io.vocalith.models.registry.HubCard;
import io.vocalith.models.registry.ModelCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds models by what a user calls them: the name of one that comes with the program or was
 * pulled, the file of a card, or a checkpoint alone. Immutable and thread-safe.
 */
public final class Models {
  /** The recogniser used where none is named. */
  public static final String DEFAULT_PHONES = "phones-en";

  /** The encoder used where none is named. */
  public static final String DEFAULT_VOICES = "voice-en";

  private static final List<String> BUNDLED = List.of(DEFAULT_PHONES, DEFAULT_VOICES);
  private static final List<String> PUBLISHED = List.of("ctcmodel", "ecapa_tdnn");

  private static final float[] NO_MEAN = {};

  private final ModelCache cache;

  private Models(ModelCache cache) {
    this.cache = cache;
  }

  /** The models of this user: bundled, and pulled into the user's cache. */
  public static Models ofUser() {
    return new Models(ModelCache.ofUser());
  }

  /** Bundled models, and those of a cache elsewhere. */
  public static Models with(ModelCache cache) {
    return new Models(cache);
  }

  /**
   * Cards that are known without any file: bundled models that are present, then published ones.
   */
  public static List<ModelCard> known() throws IOException {
    List<ModelCard> cards = new ArrayList<>();
    for (List<String> names : List.of(BUNDLED, PUBLISHED)) {
      for (String name : names) {
        knownCard(name).ifPresent(cards::add);
      }
    }
    return cards;
  }

  /** One of them: reading a card takes a while in a cold process. */
  private static Optional<ModelCard> knownCard(String name) throws IOException {
    if (PUBLISHED.contains(name)) {
      return Optional.of(resourceCard("cards/" + name + ".yaml", name));
    }
    boolean there =
        BUNDLED.contains(name) && Models.class.getResource(bundle(name + ".yaml")) != null;
    return there ? Optional.of(resourceCard(bundle(name + ".yaml"), name)) : Optional.empty();
  }

  /**
   * Finds a model.
   *
   * @param called a known name, the name of a pulled model, the file of a card ({@code .yaml} or
   *     {@code .yml}), or the file of a checkpoint
   * @throws IllegalArgumentException if there is no such model, naming those there are
   * @throws IOException if card or checkpoint cannot be used, or the model has yet to be pulled
   */
  public Model find(String called) throws IOException {
    Optional<ModelCard> known = knownCard(called);
    if (known.isPresent()) {
      return named(known.get());
    }
    Path file;
    try {
      file = Path.of(called);
    } catch (InvalidPathException e) {
      throw unknown(called);
    }
    if (Files.exists(file)) {
      String name = called.toLowerCase(Locale.ROOT);
      return name.endsWith(".yaml") || name.endsWith(".yml")
          ? described(ModelCard.read(file), file)
          : recognised(file);
    }
    Optional<CachedModel> pulled = pulled(called);
    if (pulled.isPresent() && pulled.get().card().isPresent()) {
      ModelCard card = pulledCard(pulled.get().card().get());
      return model(
          card, Checkpoint.open(pulled.get().weights()), Background.done(pulled.get().sha256()));
    }
    throw unknown(called);
  }

  private Model named(ModelCard card) throws IOException {
    String resource = bundle(card.checkpoint());
    if (!card.checkpoint().isEmpty()) {
      try (InputStream in = Models.class.getResourceAsStream(resource)) {
        byte[] bytes = in.readAllBytes();
        return model(card, Checkpoint.of(bytes, card.checkpoint()), Background.done(card.sha256()));
      }
    }
    CachedModel pulled =
        pulled(card.name())
            .orElseThrow(
                () ->
                    new ModelCardException(
                        "%s is not on this machine yet; 'vocalith pull %s' fetches it"
                            .formatted(card.name(), card.name())));
    return model(card, Checkpoint.open(pulled.weights()), Background.done(pulled.sha256()));
  }

  /** A card from a file, whose checkpoint lies beside it. */
  private static Model described(ModelCard card, Path file) throws IOException {
    if (card.checkpoint().isEmpty()) {
      throw new ModelCardException(
          file + ": missing key checkpoint, the file of the weights beside the card");
    }
    Path weights = file.resolveSibling(card.checkpoint());
    Checkpoint checkpoint = Checkpoint.open(weights);
    Background<String> sha256 = digest(weights);
    if (!card.sha256().isEmpty() && !card.sha256().equals(sha256.join())) {
      throw new ModelCardException(
          "%s: expected the SHA-256 %s, which %s states, found %s"
              .formatted(weights, card.sha256(), file, sha256.join()));
    }
    Model model = model(card, checkpoint, sha256);
    return card.embeddingMean().isEmpty()
        ? model
        : centred(model, file.resolveSibling(card.embeddingMean()));
  }

  /** The model with the mean of a file. */
  private static Model centred(Model model, Path file) throws IOException {
    if (!(model.weights().network() instanceof NetworkShape.EcapaTdnn network)) {
      throw new IllegalStateException("a card's mean without embeddings");
    }
    float[] mean = EmbeddingMean.read(Checkpoint.open(file), network.embedding());
    String both = model.sha256() + " " + Digests.of(file);
    String sha256 = Digests.of(both.getBytes(StandardCharsets.US_ASCII));
    return new Model(model.card(), model.weights(), mean, Background.done(sha256), "");
  }

  /**
   * A checkpoint without a card: the one it is the file of, else the published one of its network.
   * A bundled model's file is told by its length before its digest, which takes long.
   */
  private static Model recognised(Path file) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(file);
    Background<String> sha256 = digest(file);
    WeightSource weights = WeightSource.of(checkpoint);
    for (String name : BUNDLED) {
      URL bundled = Models.class.getResource(bundle(name + ".ckpt"));
      if (bundled != null && bundled.openConnection().getContentLengthLong() == Files.size(file)) {
        ModelCard card = knownCard(name).orElseThrow();
        if (card.sha256().equals(sha256.join())) {
          return new Model(card, weights, NO_MEAN, sha256, "");
        }
      }
    }
    Architecture architecture = weights.network().architecture();
    ModelCard published = knownCard(architecture.toString()).orElseThrow();
    return new Model(
        published,
        weights,
        NO_MEAN,
        sha256,
        "%s comes without a card: front end%s and padding are taken to be those of %s"
            .formatted(
                file, architecture == Architecture.CTCMODEL ? ", labels" : "", published.name()));
  }

  /** The digest of a file that is open as a checkpoint; a file that is another by then has none. */
  private static Background<String> digest(Path file) throws IOException {
    Stamp opened = Stamp.of(file);
    return Background.onDemand(
        () -> {
          String sha256 = Digests.of(file);
          if (!Stamp.of(file).equals(opened)) {
            throw new CheckpointException(
                file.toString(), "expected the file that was opened, found it changed");
          }
          return sha256;
        });
  }

  /** What tells that a file was not written to. */
  private record Stamp(long size, FileTime modified) {
    static Stamp of(Path file) throws IOException {
      return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  private static ModelCard pulledCard(Path file) throws IOException {
    return HubCard.isNamedLikeOne(file)
        ? Publications.card(HubCard.of(file), file.toString())
        : ModelCard.read(file);
  }

  private static Model model(ModelCard card, Checkpoint checkpoint, Background<String> sha256)
      throws IOException {
    WeightSource weights = WeightSource.of(checkpoint);
    if (weights.network().architecture() != card.architecture()) {
      throw new CheckpointException(
          checkpoint.origin(),
          "expected the tensors of %s, as the card of %s says, found those of %s"
              .formatted(card.architecture(), card.name(), weights.network().architecture()));
    }
    return new Model(card, weights, NO_MEAN, sha256, "");
  }

  private Optional<CachedModel> pulled(String name) throws IOException {
    try {
      return cache.find(name);
    } catch (IllegalArgumentException e) { // not a name but, say, a path
      return Optional.empty();
    }
  }

  private IllegalArgumentException unknown(String called) throws IOException {
    List<String> names = new ArrayList<>(known().stream().map(ModelCard::name).toList());
    cache.list().stream()
        .map(CachedModel::name)
        .filter(n -> !names.contains(n))
        .forEach(names::add);
    return new IllegalArgumentException(
        "no model named %s and no such file; known are %s"
            .formatted(called, String.join(", ", names)));
  }

  private static String bundle(String file) {
    return "/META-INF/vocalith/models/" + file;
  }

  private static ModelCard resourceCard(String resource, String name) throws IOException {
    try (InputStream in = Models.class.getResourceAsStream(resource)) {
      return ModelCard.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    }
  }
}
