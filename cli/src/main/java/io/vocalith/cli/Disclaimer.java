package io.vocalith.cli;

/** What every answer about a voice carries once. */
final class Disclaimer {
  static final String TEXT =
      "Does not detect replayed or synthetic voices. Not evidence of identity.";

  private Disclaimer() {}
}
