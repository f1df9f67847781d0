package io.vocalith.models;

import io.vocalith.audio.FeatureExtractor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a checkpoint does not say of itself: which network its tensors belong to, which front end
 * feeds it, what its outputs are called, and where it came from. Read from YAML; {@code
 * package-info} shows one.
 *
 * @param name short name, as given to {@code --model}
 * @param title one line for people
 * @param architecture the network
 * @param features the front end
 * @param labels names of the network's classes in their order, without the blank; empty for a
 *     network that has no classes
 * @param blank index of the blank among the classes, or -1 where there is none
 * @param padding frames that every recording is extended to with zeros, as the reference did in
 *     training; 0 for none
 * @param checkpoint file or resource of the weights, relative to the card; empty where only a
 *     download is known
 * @param embeddingMean file of the mean that is subtracted from every embedding, as SpeechBrain's
 *     {@code mean_var_norm_emb}, beside the card; empty for none
 * @param source web address of the checkpoint; empty where there is none
 * @param sha256 digest of the checkpoint file in lower-case hexadecimal; empty where not known
 * @param license terms of the checkpoint
 * @param notes origin of the data, attributions, measured error rates: a sentence each
 */
public record ModelCard(
    String name,
    String title,
    Architecture architecture,
    FeatureExtractor features,
    List<String> labels,
    int blank,
    int padding,
    String checkpoint,
    String embeddingMean,
    String source,
    String sha256,
    String license,
    List<String> notes) {

  /** A card is a page of text; more is not one. */
  private static final long LARGEST = 1 << 20;

  /**
   * Checks what the parts demand of each other.
   *
   * @throws IllegalArgumentException naming the field, what was expected and what was found
   */
  public ModelCard {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(features, "features");
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    boolean phones = architecture == Architecture.CTCMODEL;
    if (phones == labels.isEmpty()) {
      throw new IllegalArgumentException(
          phones ? "labels: " + architecture + " needs them" : architecture + " has no labels");
    }
    if (labels.stream().distinct().count() != labels.size()) {
      throw new IllegalArgumentException("labels: expected each name once");
    }
    if (phones ? blank < 0 || blank > labels.size() : blank != -1) {
      throw new IllegalArgumentException(
          "blank: expected " + (phones ? "0 to " + labels.size() : "none") + ", found " + blank);
    }
    if (padding < 0 || (!phones && padding != 0)) {
      throw new IllegalArgumentException(
          "padding: expected " + (phones ? "0 or more frames" : "none") + ", found " + padding);
    }
    if (phones && !embeddingMean.isEmpty()) {
      throw new IllegalArgumentException("embeddingMean: " + architecture + " has no embeddings");
    }
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256: expected 64 lower-case hexadecimal digits, found " + sha256);
    }
  }

  /**
   * Reads a card from a file.
   *
   * @throws ModelCardException if it is no card, with line and reason
   */
  public static ModelCard read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > LARGEST) {
      throw new ModelCardException(
          file + ": expected a model card of at most " + LARGEST + " bytes, found " + size);
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file.toString());
  }

  /**
   * Reads a card from its text.
   *
   * @param origin what messages call it
   * @throws ModelCardException if it is no card, with line and reason
   */
  public static ModelCard parse(String yaml, String origin) throws ModelCardException {
    return ModelCardParser.parse(yaml, origin);
  }

  /** Number of classes the network must have: the labels and the blank, or 0 without labels. */
  public int classes() {
    return labels.isEmpty() ? 0 : labels.size() + 1;
  }

  /** The class of every label by its name. */
  public Map<String, Integer> classNumbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int number = 0; number < classes(); number++) {
      if (number != blank) {
        numbers.put(label(number), number);
      }
    }
    return numbers;
  }

  /** The name of a class, for example {@code aa}; the blank's is {@code <blank>}. */
  public String label(int index) {
    Objects.checkIndex(index, classes());
    if (index == blank) {
      return "<blank>";
    }
    return labels.get(index < blank ? index : index - 1);
  }
}
