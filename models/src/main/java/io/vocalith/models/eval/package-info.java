/**
 * What both evaluations share: reading of line-based lists, the bootstrap over speakers and its
 * intervals.
 *
 * <p>Phones are scored in {@code phones}, speakers in {@code speakers}. Both work on labels and
 * scores that are already there; nothing here runs a network, and nothing here prints.
 */
package io.vocalith.models.eval;
