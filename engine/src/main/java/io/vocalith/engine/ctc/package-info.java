/**
 * From a network's scores of labels over time (frames, classes) to label sequences, and back from
 * sequences to places in time: connectionist temporal classification (Graves et al., ICML 2006).
 *
 * <p>Labels are numbers here; names of phones, files and seconds are known to others. Everything is
 * computed in the log domain in double precision: minus infinity is a probability of zero, and NaN
 * is refused at the door.
 */
package io.vocalith.engine.ctc;
