/**
 * Models as users meet them: cards that describe a checkpoint, the search for a model by name, card
 * or checkpoint, and batches. What runs a network lives in {@code ctc} and {@code speaker}; nothing
 * here knows commands, options or terminals.
 */
package io.vocalith.models;
