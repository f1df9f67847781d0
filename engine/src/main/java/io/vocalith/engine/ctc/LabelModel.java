package io.vocalith.engine.ctc;

/**
 * Probabilities of label sequences, read from left to right: a language model over labels. States
 * are numbers of the model's own.
 */
public interface LabelModel {
  /** The state before the first label. */
  int start();

  /** The state after this label. */
  int next(int state, int label);

  /** Natural logarithm of the probability of this label in this state. */
  double logProbability(int state, int label);

  /** Natural logarithm of the probability that the sequence ends in this state. */
  double logEnd(int state);
}
