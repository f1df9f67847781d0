package io.vocalith.cli;

import io.vocalith.models.eval.phones.Alignment;
import io.vocalith.models.eval.phones.ErrorCounts;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Alignments for reading: a line with utterance, decoding and counts, then reference, hypothesis
 * and marks (S, D, I, and d for a deletion that is no error) one below the other.
 */
final class AlignmentFile implements Closeable {
  private final Writer writer;

  private AlignmentFile(Writer writer) {
    this.writer = writer;
  }

  /** Alignments to a file; to nowhere if it is null. */
  static AlignmentFile to(Path file) throws IOException {
    return new AlignmentFile(file == null ? Writer.nullWriter() : Files.newBufferedWriter(file));
  }

  void write(String utterance, String decoding, Alignment alignment) throws IOException {
    ErrorCounts counts = alignment.counts();
    writer.write(
        "%s\t%s\tS %d D %d I %d N %d\n"
            .formatted(
                utterance,
                decoding,
                counts.substitutions(),
                counts.deletions(),
                counts.insertions(),
                counts.reference()));
    StringBuilder reference = new StringBuilder("ref ");
    StringBuilder hypothesis = new StringBuilder("hyp ");
    StringBuilder marks = new StringBuilder("    ");
    for (Alignment.Step step : alignment.steps()) {
      int width = 1 + Math.max(4, Math.max(step.reference().length(), step.hypothesis().length()));
      pad(reference, step.reference().isEmpty() ? "*" : step.reference(), width);
      pad(hypothesis, step.hypothesis().isEmpty() ? "*" : step.hypothesis(), width);
      pad(marks, mark(step.operation()), width);
    }
    for (StringBuilder line : new StringBuilder[] {reference, hypothesis, marks}) {
      writer.write(line.toString().stripTrailing() + "\n");
    }
    writer.write("\n");
  }

  private static String mark(Alignment.Operation operation) {
    return switch (operation) {
      case MATCH -> "";
      case SUBSTITUTION -> "S";
      case DELETION -> "D";
      case FREE_DELETION -> "d";
      case INSERTION -> "I";
    };
  }

  private static void pad(StringBuilder line, String label, int width) {
    line.append(label).append(" ".repeat(width - label.length()));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
