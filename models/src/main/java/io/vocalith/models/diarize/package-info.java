/**
 * Who spoke when: windows of speech to embeddings, passages of several windows to clusters, every
 * window to the nearest cluster along a smooth path, the path to turns; and the diarization error
 * rate that says how wrong that was.
 *
 * <p>{@link io.vocalith.models.diarize.Diarizer} finds its speakers in one recording and knows
 * nobody's name; the store of known speakers lives elsewhere. Turns are read and written as RTTM
 * here, the other formats belong to the command line.
 */
package io.vocalith.models.diarize;
