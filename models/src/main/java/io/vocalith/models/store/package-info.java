/**
 * Known speakers: a store of voices on disk that survives crashes, and the search through it.
 *
 * <p>{@link io.vocalith.models.store.FileSpeakerStore} keeps a folder of three files, each readable
 * by its owner alone:
 *
 * <ul>
 *   <li>{@code voices.log}, append-only: records with a checksum each, encrypted with AES-GCM under
 *       the key of the one speaker they belong to;
 *   <li>{@code voices.keys}, small, replaced as a whole: one key per speaker. Removing a speaker
 *       removes the key, and what the log still holds of that voice can never be read again;
 *   <li>{@code voices.lock}, empty: one process at a time may write, several may read.
 * </ul>
 *
 * <p>A database was not taken: the whole store is read when it is opened and searched in memory, so
 * what is left of a database's work is one checked append, which is small enough to be proved by
 * killing the process that does it.
 *
 * <h2>What erasure means</h2>
 *
 * <p>The keys lie beside the voices, unencrypted: the encryption is there so that one voice can be
 * destroyed, not to guard against somebody who can read the folder. The old key file is overwritten
 * once it is replaced, which a copying file system or a flash drive may carry out elsewhere. <b>A
 * backup that holds the key file holds the removed voices too.</b> Back up {@code voices.log} as
 * long as you like, and {@code voices.keys} only for as long as a removed voice may live on.
 *
 * <p>No audio, no network and no threshold lives here; whose voice it is, {@code
 * io.vocalith.models.speaker} decides.
 */
package io.vocalith.models.store;
