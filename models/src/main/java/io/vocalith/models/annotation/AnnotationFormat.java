package io.vocalith.models.annotation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The files an annotation can be written as; all are UTF-8 text with {@code \n} line ends. */
public enum AnnotationFormat {
  /** Praat's TextGrid with names; all tiers. */
  TEXTGRID(".TextGrid", annotation -> TextGrid.write(annotation, true)),
  /** Praat's TextGrid, the values alone, one a line; all tiers. */
  TEXTGRID_SHORT(".TextGrid", annotation -> TextGrid.write(annotation, false)),
  /**
   * NIST's CTM, {@code recording channel start duration label [confidence]}, of the last tier;
   * several recordings in one file have to be sorted by name.
   */
  CTM(".ctm", AnnotationFormat::ctm),
  /** TIMIT's label file, {@code start end label} in samples, of the last tier without gaps. */
  PHN(".phn", AnnotationFormat::phn),
  /** Audacity's label track, {@code start TAB end TAB label} in seconds, of the last tier. */
  AUDACITY(".txt", AnnotationFormat::audacity),
  /** sclite's transcript, {@code labels (recording)}, of the last tier. */
  TRN(".trn", AnnotationFormat::trn);

  private final String ending;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Annotation, String> writer;

  AnnotationFormat(String ending, Function<Annotation, String> writer) {
    this.ending = ending;
    this.writer = writer;
  }

  /** The usual ending of such a file's name. */
  public String ending() {
    return ending;
  }

  /** The text of the file. */
  public String write(Annotation annotation) {
    return writer.apply(annotation);
  }

  private static String ctm(Annotation annotation) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : named(annotation)) {
      BigDecimal start = BigDecimal.valueOf(segment.start());
      BigDecimal duration = BigDecimal.valueOf(segment.end()).subtract(start);
      text.append(word(annotation.name())).append(" 1 ").append(number(segment.start()));
      text.append(' ').append(plain(duration)).append(' ').append(word(segment.label()));
      segment
          .confidence()
          .ifPresent(p -> text.append(' ').append(String.format(Locale.ROOT, "%.4f", p)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String phn(Annotation annotation) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : annotation.last().filled(annotation.seconds())) {
      long start = Math.round(segment.start() * annotation.sampleRate());
      long end = Math.round(segment.end() * annotation.sampleRate());
      String label = segment.label().isEmpty() ? "h#" : word(segment.label());
      text.append(start).append(' ').append(end).append(' ').append(label).append('\n');
    }
    return text.toString();
  }

  private static String audacity(Annotation annotation) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : named(annotation)) {
      text.append(number(segment.start())).append('\t').append(number(segment.end()));
      text.append('\t').append(segment.label()).append('\n');
    }
    return text.toString();
  }

  private static String trn(Annotation annotation) {
    StringBuilder text = new StringBuilder();
    named(annotation).forEach(segment -> text.append(word(segment.label())).append(' '));
    return text.append('(').append(word(annotation.name())).append(")\n").toString();
  }

  private static List<Segment> named(Annotation annotation) {
    return annotation.last().segments().stream().filter(s -> !s.label().isEmpty()).toList();
  }

  /** A text without blanks, where blanks part the columns. */
  private static String word(String text) {
    return text.replaceAll("\\s+", "_");
  }

  /** A number with a decimal point and without an exponent that reads back as the same double. */
  static String number(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
