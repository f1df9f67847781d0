/**
 * Evaluation of speaker verification: trial lists and score files, what is measured on scores (EER,
 * minDCF, actDCF, Cllr, minCllr), the fit of a calibration, and the reference's own protocol.
 *
 * <p>Scores come in as numbers: no audio and no network is known here. Each figure has one
 * definition, in the Javadoc of the method that computes it; natural logarithms unless said
 * otherwise. The reference's oddities live in {@code MindSporeProtocol} and nowhere else.
 */
package io.vocalith.models.eval.speakers;
