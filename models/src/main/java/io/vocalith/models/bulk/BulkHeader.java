package io.vocalith.models.bulk;

/**
 * What all embeddings of one file have in common.
 *
 * @param model name of the model
 * @param modelSha256 SHA-256 of its checkpoint
 * @param normalization {@code none}, or {@code length} where each vector was scaled to length 1
 * @param dimension length of a vector
 */
public record BulkHeader(String model, String modelSha256, String normalization, int dimension) {
  String line() {
    return String.join("\t", "vocalith-journal/1", model, modelSha256, normalization, "")
        + dimension
        + "\n";
  }
}
