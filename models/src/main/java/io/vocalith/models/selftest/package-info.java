/**
 * Replays recordings and inputs whose results the reference programs computed, on the machine and
 * JVM at hand, and says how far each stage is from them. The vectors are resources of this package.
 */
package io.vocalith.models.selftest;
