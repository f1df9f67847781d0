package io.vocalith.models.eval.phones;

/**
 * Counts of an alignment.
 *
 * @param substitutions reference labels that became another
 * @param deletions reference labels that are missing and count as errors
 * @param insertions labels that are in no reference
 * @param reference N, number of reference labels
 */
public record ErrorCounts(long substitutions, long deletions, long insertions, long reference) {
  /** No label at all. */
  public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0, 0);

  /** S + D + I. */
  public long errors() {
    return substitutions + deletions + insertions;
  }

  /**
   * (S + D + I) / N.
   *
   * @throws IllegalStateException if there is no reference label
   */
  public double rate() {
    if (reference == 0) {
      throw new IllegalStateException("an error rate needs reference labels, found none");
    }
    return (double) errors() / reference;
  }

  /** Both counts together. */
  public ErrorCounts plus(ErrorCounts other) {
    return new ErrorCounts(
        substitutions + other.substitutions,
        deletions + other.deletions,
        insertions + other.insertions,
        reference + other.reference);
  }
}
