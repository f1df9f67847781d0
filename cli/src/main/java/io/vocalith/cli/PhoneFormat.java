package io.vocalith.cli;

import io.vocalith.models.annotation.AnnotationFormat;
import java.util.Locale;
import java.util.Optional;

/** The shapes of output of commands that give phones in time. */
enum PhoneFormat {
  /** For people: lines of text. */
  TEXT,
  /** One JSON document, indented. */
  JSON,
  /** One JSON document a line. */
  JSONL,
  /** Praat's TextGrid. */
  TEXTGRID,
  /** Praat's TextGrid without names. */
  TEXTGRID_SHORT,
  /** NIST's CTM. */
  CTM,
  /** TIMIT's label file. */
  PHN,
  /** Audacity's labels. */
  AUDACITY,
  /** sclite's transcript. */
  TRN;

  /** The file format, for what is neither text nor JSON. */
  Optional<AnnotationFormat> annotation() {
    return ordinal() < TEXTGRID.ordinal()
        ? Optional.empty()
        : Optional.of(AnnotationFormat.valueOf(name()));
  }

  /** The shape of the JSON documents; text where there are none. */
  Format document() {
    return this == JSON ? Format.JSON : this == JSONL ? Format.JSONL : Format.TEXT;
  }

  /** Whether several recordings may follow each other in one output. */
  boolean holdsSeveral() {
    return annotation().isEmpty() || this == CTM || this == TRN;
  }

  /** The ending of a file of one recording. */
  String ending() {
    String json = this == JSONL ? ".jsonl" : this == JSON ? ".json" : ".txt";
    return annotation().map(AnnotationFormat::ending).orElse(json);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
