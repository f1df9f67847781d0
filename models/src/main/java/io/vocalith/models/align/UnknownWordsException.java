package io.vocalith.models.align;

import java.util.List;

/** Words to be aligned that the dictionary does not have. */
public final class UnknownWordsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final List<String> words;

  UnknownWordsException(List<String> words) {
    super("expected words that the dictionary has, found " + String.join(", ", words));
    this.words = List.copyOf(words);
  }

  /** The words, each once, in the order of the text. */
  public List<String> words() {
    return words;
  }
}
