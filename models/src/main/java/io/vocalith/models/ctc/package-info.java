/**
 * Speech to phones: the recogniser, how it decodes, and what it answers. The network and the search
 * are the engine's; here they meet a model card, which knows the names of the classes.
 *
 * <h2>Long recordings</h2>
 *
 * <p>A recording of more than 40 seconds is recognised in passages ({@link
 * io.vocalith.models.ctc.Splitting}): cut where it is still and the network says nothing, each
 * heard with six seconds of its neighbours. Features are those of the whole recording to the last
 * bit, means over the whole recording included, because a first pass over the samples finds them.
 * Phones equal those of the unsplit run on ten minutes of speech, with and without pauses; times
 * stay within a frame. Confidences and intervals are those of a passage's phones given each other;
 * a language model and a beam begin anew with every passage.
 *
 * <p>Memory: the samples, 4 bytes each, once more if they are resampled, and a passage for every
 * thread. An hour at 16 kHz as text takes 545 MiB, the JVM included, in a heap of 512 MiB on two
 * threads (JDK 17, {@code VOCALITH_OPTS=-Xmx512m /usr/bin/time -v ./vocalith transcribe -o hour.txt
 * hour.wav}); with times and confidences ({@code -f ctm}, a heap of 640 MiB, JDK 25) it takes 691
 * MiB and 88 s.
 *
 * <p>A model that pads recordings (ctcmodel: to 1,555 frames, 7.8 seconds) pads none that are
 * longer, so passages run without padding like the whole recording would, with a warning.
 */
package io.vocalith.models.ctc;
