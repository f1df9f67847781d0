package io.vocalith.models.store;

/**
 * A known speaker as the answer to a search.
 *
 * @param name the speaker
 * @param score cosine of the voice sought and the speaker's mean voice, -1 to 1
 */
public record Match(String name, double score) {}
