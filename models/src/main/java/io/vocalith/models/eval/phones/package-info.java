/**
 * Evaluation of phone recognition: label sets and their folding, alignment, the reference's label
 * error rate, the field's phone error rate, and the lists that say what was spoken (TIMIT trees,
 * manifests, trn files).
 *
 * <p>Labels come in as names: no audio and no network is known here. Each figure has one
 * definition, in the Javadoc of the class that computes it.
 */
package io.vocalith.models.eval.phones;
