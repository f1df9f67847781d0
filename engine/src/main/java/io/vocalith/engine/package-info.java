/**
 * What all parts of the engine pass around: matrices, frames of activations in scratch memory, and
 * the pool that lends scratch to calls. Nothing here knows audio, models or layers.
 */
package io.vocalith.engine;
