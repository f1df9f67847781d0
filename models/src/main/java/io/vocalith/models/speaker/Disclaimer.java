package io.vocalith.models.speaker;

/** What every answer about a voice carries once, as a sentence or as a field of its JSON. */
public final class Disclaimer {
  /** The sentence. */
  public static final String TEXT =
      "Does not detect replayed or synthetic voices. Not evidence of identity.";

  /** The name of the field. */
  public static final String FIELD = "disclaimer";

  private Disclaimer() {}
}
