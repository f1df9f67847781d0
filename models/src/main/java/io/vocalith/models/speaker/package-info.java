/** Voices: the encoder, embeddings and what is decided from them. Nothing here knows commands. */
package io.vocalith.models.speaker;
