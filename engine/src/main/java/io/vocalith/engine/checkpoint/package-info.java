/**
 * From a checkpoint file to named tensors, and back: MindSpore {@code .ckpt}, safetensors
 * (MindSpore's metadata included) and PyTorch zip files, told apart by content.
 *
 * <p>What lives here knows bytes, names, types and shapes. It knows no network: which tensor is a
 * weight, what a prefix means and what may be left out is decided elsewhere.
 *
 * <p>Every file is taken to be hostile. Sizes are compared with the bytes that are there before
 * anything is allocated, and whatever is wrong ends in one {@link
 * io.vocalith.engine.checkpoint.CheckpointException}.
 */
package io.vocalith.engine.checkpoint;
