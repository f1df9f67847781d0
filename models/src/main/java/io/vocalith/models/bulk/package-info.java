/**
 * Many embeddings to one file: NumPy's NPZ, Kaldi's archive and script, CSV, JSON Lines.
 *
 * <p>What is finished is kept in a journal beside the output until all is done; the output is
 * written from it in one go. A run that was killed goes on behind the last whole record of its
 * journal, and neither loses nor repeats one. Nothing here reads recordings.
 */
package io.vocalith.models.bulk;
