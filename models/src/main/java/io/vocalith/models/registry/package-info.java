/**
 * Where models come from: published cards, the download of the file a card names, and the user's
 * cache in which the file is kept under its digest.
 *
 * <p>Lives here: {@link io.vocalith.models.registry.HubCard} (the Markdown cards of MindSpore Hub),
 * {@link io.vocalith.models.registry.ModelPuller} and {@link
 * io.vocalith.models.registry.ModelCache}. May not: what a network computes, how a checkpoint is
 * read, what a terminal shows. A file in the cache is never trusted for its place: it gets there
 * only after its SHA-256 was found to be the card's.
 */
package io.vocalith.models.registry;
