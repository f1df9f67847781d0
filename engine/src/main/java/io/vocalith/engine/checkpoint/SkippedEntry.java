package io.vocalith.engine.checkpoint;

/**
 * An entry of a checkpoint that is no tensor and is passed over.
 *
 * @param name its name in the file
 * @param reason what it is
 */
public record SkippedEntry(String name, String reason) {}
