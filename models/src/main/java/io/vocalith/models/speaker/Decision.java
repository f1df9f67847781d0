package io.vocalith.models.speaker;

/** The verdict on two recordings. */
public enum Decision {
  /** The evidence, the prior and the costs say one speaker. */
  SAME,
  /** They say two speakers. */
  DIFFERENT,
  /** The evidence is too close to the threshold. */
  UNDECIDED
}
