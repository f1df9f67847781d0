package io.vocalith.models.annotation;

import java.util.List;

/**
 * Praat's TextGrid (manual page "TextGrid file formats"): every tier covers 0 to the duration
 * without gaps, with empty labels for nothing. The short form has the same values without names.
 */
final class TextGrid {
  private final StringBuilder text = new StringBuilder();
  private final boolean names;

  private TextGrid(boolean names) {
    this.names = names;
  }

  static String write(Annotation annotation, boolean names) {
    TextGrid grid = new TextGrid(names);
    grid.text.append("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    grid.value("", "xmin", "0");
    grid.value("", "xmax", AnnotationFormat.number(annotation.seconds()));
    grid.text.append(names ? "tiers? <exists>\n" : "<exists>\n");
    grid.value("", "size", String.valueOf(annotation.tiers().size()));
    grid.heading("item []:\n");
    for (int i = 0; i < annotation.tiers().size(); i++) {
      grid.heading("    item [" + (i + 1) + "]:\n");
      grid.tier(annotation.tiers().get(i), annotation.seconds());
    }
    return grid.text.toString();
  }

  private void tier(Tier tier, double seconds) {
    List<Segment> segments = tier.filled(seconds);
    value("        ", "class", "\"IntervalTier\"");
    value("        ", "name", quoted(tier.name()));
    value("        ", "xmin", "0");
    value("        ", "xmax", AnnotationFormat.number(seconds));
    value("        ", "intervals: size", String.valueOf(segments.size()));
    for (int i = 0; i < segments.size(); i++) {
      heading("        intervals [" + (i + 1) + "]:\n");
      value("            ", "xmin", AnnotationFormat.number(segments.get(i).start()));
      value("            ", "xmax", AnnotationFormat.number(segments.get(i).end()));
      value("            ", "text", quoted(segments.get(i).label()));
    }
  }

  private void heading(String line) {
    text.append(names ? line : "");
  }

  private void value(String indent, String name, String value) {
    text.append(names ? indent + name + " = " : "").append(value).append(names ? " \n" : "\n");
  }

  private static String quoted(String label) {
    return '"' + label.replace("\"", "\"\"") + '"';
  }
}
