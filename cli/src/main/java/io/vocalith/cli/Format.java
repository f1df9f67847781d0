package io.vocalith.cli;

import java.util.Locale;

/** The shapes of output that every command offers. */
enum Format {
  /** For people: lines of text. */
  TEXT,
  /** One JSON document, indented. */
  JSON,
  /** One JSON document a line. */
  JSONL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
