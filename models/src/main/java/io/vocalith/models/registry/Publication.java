package io.vocalith.models.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be pulled: a name to keep it under, the file, and the card that described it.
 *
 * @param name the model's name, which becomes a folder: letters, digits, dot, dash, underscore
 * @param asset the file to fetch
 * @param card the card to keep beside it; empty for models whose card is built in
 */
public record Publication(String name, Asset asset, Optional<Card> card) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * The text of a card.
   *
   * @param markdown true for a Hub card, false for a YAML card
   * @param text what stands in it
   */
  public record Card(boolean markdown, String text) {
    String fileName() {
      return markdown ? "card.md" : "card.yaml";
    }
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it cannot be a model's name
   */
  public Publication {
    checkName(name);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * @throws IllegalArgumentException if the text cannot be a model's name
   */
  static void checkName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "expected a model name of 1 to 64 letters, digits, '.', '_' or '-', found '"
              + (name.length() <= 80 ? name : name.substring(0, 80) + "...")
              + "'");
    }
  }
}
