/**
 * Known words or phones laid onto a recording: scripts (what may be said, as a graph of places) and
 * the aligner that finds when it was said and how well it fits. Works on a network's scores; no
 * network and no audio is known here.
 */
package io.vocalith.models.align;
