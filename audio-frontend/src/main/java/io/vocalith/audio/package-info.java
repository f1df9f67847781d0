/** Recordings to samples, samples to features. */
package io.vocalith.audio;
