/**
 * Layers, built from plain arrays in checkpoint order and immutable from then on. A layer holds
 * weights packed for its kernels and works in scratch that the caller brings; activations are
 * (frames, channels). {@link io.vocalith.engine.nn.Parallel} is the only place that knows threads.
 * Nothing here knows checkpoints, names of tensors or audio.
 */
package io.vocalith.engine.nn;
