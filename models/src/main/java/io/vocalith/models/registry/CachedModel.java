package io.vocalith.models.registry;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model in the cache.
 *
 * @param name its name
 * @param weights the checkpoint, whose SHA-256 was found right when it was put there
 * @param sha256 that digest
 * @param bytes the size of the checkpoint
 * @param card the card that was kept beside it, if any
 */
public record CachedModel(
    String name, Path weights, String sha256, long bytes, Optional<Path> card) {}
