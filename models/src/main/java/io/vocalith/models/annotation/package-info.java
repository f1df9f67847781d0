/**
 * What was said when, as tiers of labelled intervals, and the files other tools open: TextGrid
 * (Praat), CTM, TIMIT label files, Audacity labels, trn. Only text is made here; nothing is known
 * of how the intervals were found.
 */
package io.vocalith.models.annotation;
