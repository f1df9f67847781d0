package io.vocalith.models.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that many embeddings can be written as. */
public enum BulkFormat {
  /**
   * NumPy: {@code ids} (unicode), {@code embeddings} (n, dimension) of float32, {@code meta}
   * (model, SHA-256, normalisation), {@code disclaimer}; readable without pickle.
   */
  NPZ {
    @Override
    void write(EmbeddingJournal journal, Path output, OutputStream out) throws IOException {
      NpzWriter.write(journal, out);
    }
  },
  /** Kaldi: an archive of float vectors, its script beside it, and a file {@code .meta}. */
  ARK {
    @Override
    void write(EmbeddingJournal journal, Path output, OutputStream out) throws IOException {
      KaldiArchiveWriter.write(journal, output, out);
    }
  },
  /** Comma-separated values with a line of titles: id, model, normalisation, then the values. */
  CSV {
    @Override
    void write(EmbeddingJournal journal, Path output, OutputStream out) throws IOException {
      BulkHeader header = journal.header();
      StringBuilder titles = new StringBuilder("id,model_sha256,normalization");
      for (int i = 0; i < header.dimension(); i++) {
        titles.append(",e").append(i);
      }
      out.write(titles.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      String constant = "," + header.modelSha256() + "," + header.normalization();
      journal.forEach(
          (id, vector) -> {
            StringBuilder line = new StringBuilder();
            line.append('"').append(id.replace("\"", "\"\"")).append('"').append(constant);
            for (float value : vector) {
              line.append(',').append(value);
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
          });
    }
  };

  abstract void write(EmbeddingJournal journal, Path output, OutputStream out) throws IOException;

  /** Writes all embeddings of a journal under another name, then renames: never half a file. */
  public void write(EmbeddingJournal journal, Path output) throws IOException {
    Path whole = output.resolveSibling(output.getFileName() + ".new");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole), 1 << 16)) {
      write(journal, output, out);
    }
    Files.move(whole, output, StandardCopyOption.REPLACE_EXISTING);
  }
}
