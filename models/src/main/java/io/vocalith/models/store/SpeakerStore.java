package io.vocalith.models.store;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A set of known speakers. Safe for use by many threads; when a method that changes it returns, the
 * change is kept whatever happens to the process.
 *
 * <p>All voiceprints of a store come from one model, that of the first: vectors of different models
 * cannot be compared. Changing methods throw {@link UnsupportedOperationException} on a store
 * opened for reading.
 */
public interface SpeakerStore extends Closeable {
  /** SHA-256 of the model whose voices are kept here; empty in an empty store. */
  Optional<String> modelSha256();

  /** Number of speakers. */
  int size();

  /** All speakers, by name. */
  List<StoredSpeaker> speakers();

  /** One speaker. */
  Optional<StoredSpeaker> find(String name);

  /**
   * Adds a voiceprint to a speaker, who is made if new. The same recording a second time changes
   * nothing.
   *
   * @return whether anything changed
   * @throws IllegalArgumentException if the voiceprint is of another model or length than the
   *     store's
   */
  boolean enroll(String name, Voiceprint voiceprint) throws IOException;

  /**
   * Adds many speakers as if one by one, but much faster.
   *
   * @return number of voiceprints that were new
   */
  int enrollAll(List<StoredSpeaker> speakers) throws IOException;

  /**
   * Gives a speaker another name.
   *
   * @throws IllegalArgumentException if there is no such speaker or the new name is taken
   */
  void rename(String from, String to) throws IOException;

  /**
   * Moves all voiceprints of one speaker to another and removes the first.
   *
   * @throws IllegalArgumentException if either does not exist, or they are the same
   */
  void merge(String from, String into) throws IOException;

  /**
   * Removes a speaker for good.
   *
   * @return whether there was one
   */
  boolean remove(String name) throws IOException;

  /**
   * The speakers most like a voice, best first, equal ones by name: exactly the order of the
   * cosines computed in double precision. Expired voiceprints do not count.
   *
   * @param vector the embedding sought
   * @param modelSha256 the model it comes from
   * @param top how many to return at most
   * @param day today
   * @throws IllegalArgumentException if the embedding is of another model or length than the
   *     store's, or zero or not finite, or top is less than 1
   */
  List<Match> search(float[] vector, String modelSha256, int top, LocalDate day);

  /** What was wrong with the files when they were opened, one sentence each. */
  List<String> warnings();
}
