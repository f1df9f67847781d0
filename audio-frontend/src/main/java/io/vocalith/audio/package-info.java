/**
 * Recordings to samples, samples to features.
 *
 * <p>{@link io.vocalith.audio.AudioClip} is the way in. The format of a recording is found by its
 * first bytes; each format has one reader, which hands whole frames to {@code ClipBuilder}, where
 * channels become one, and which never holds more than a block of them. What a network does with
 * samples is not known here, and nothing here writes audio.
 *
 * <h2>What each reader does</h2>
 *
 * <dl>
 *   <dt>WAV ({@code WavReader}): RIFF, RIFX, RF64, BW64
 *   <dd>PCM of 2 to 64 bits in any container of up to 8 bytes, float of 32 and 64 bits, A-law,
 *       mu-law; each also as EXTENSIBLE. The size of the {@code data} chunk is believed as far as
 *       the file goes; the sizes 0, 0x7FFFF000 and 0xFFFFFFFF, which programs that write to a pipe
 *       state, mean all there is. The RIFF size, {@code fact} and the sample count of {@code ds64}
 *       are never believed. PCM of one byte is offset binary. Samples stand at the top of their
 *       container (value / 2^(8 bytes - 1), low bits kept), but for containers with a whole byte to
 *       spare, where the data itself tells top from bottom. A block align that contradicts the byte
 *       rate is overruled with a warning; where that contradicts too, the file is refused.
 *   <dt>NIST SPHERE ({@code SphereReader})
 *   <dd>PCM of 1 to 4 bytes in both byte orders, mu-law, A-law, plain or by shorten, versions 1 to
 *       3, every sample type. A wrong {@code sample_checksum} is refused, and so are PCM samples
 *       beyond the header's {@code sample_min} or {@code sample_max}: a file that lost bytes inside
 *       (often by a transfer as text) is noise from there on. {@link
 *       io.vocalith.audio.AudioOptions#acceptDamaged} reads both, with a warning. The extremes of
 *       mu-law and A-law are those of a linear source and are not compared.
 *   <dt>FLAC ({@code FlacReader})
 *   <dd>All of RFC 9639: 4 to 32 bits, 1 to 8 channels. Every frame's CRC-8 and CRC-16 and the MD5
 *       of all samples are checked; damage is refused, or read up to where it cannot be decoded.
 *   <dt>Ogg Vorbis and Opus, MP3, AAC, M4A, AIFF, AU ({@code PlugInReader})
 *   <dd>Left to {@code javax.sound.sampled}: AIFF and AU are read by the JDK itself, the others by
 *       plug-ins on the class path. {@code ForeignFormat} names one for each, and so does the error
 *       where there is none. The plug-in {@code com.googlecode.soundlibs:vorbisspi} 1.0.3.3, which
 *       the tests use, gives nothing of recordings that fit one Ogg page, a few seconds long.
 * </dl>
 *
 * <h2>Rulings for all formats</h2>
 *
 * <ul>
 *   <li>A 16-bit sample s is s / 32768 exactly; integers beyond 24 bits are rounded to float once.
 *   <li>Several channels become their mean, taken in double and rounded once, with a warning unless
 *       {@link io.vocalith.audio.AudioOptions#MIX} or a channel was asked for.
 *   <li>A recording that ends before its header says is used, with a warning that counts what is
 *       missing; an incomplete frame at the end is dropped.
 *   <li>Float samples beyond full scale are kept, with a warning; NaN and infinity are refused.
 *   <li>Rates of 1 kHz to 768 kHz and 1 to 64 channels are read, and as many samples as {@link
 *       io.vocalith.audio.AudioOptions#maxSamples} allows: by default 2^28, one GiB of floats.
 *       Beyond the samples a reader needs less than 64 MiB + 4 times the size of the file.
 *   <li>A small file cannot keep a reader long: FLAC and shorten unpack to no more than a GiB, all
 *       channels together, and a predictor has at most 32 and 64 coefficients. Whatever is in a
 *       file of up to 8 MiB, it takes less than 5 s ({@code WorstCaseTest}; {@code fuzz-runs.txt}
 *       has the times); a larger one takes in proportion to its size.
 *   <li>Every refusal is one sentence, an {@link io.vocalith.audio.AudioFormatException} with the
 *       file and the offset.
 *   <li>Reading WAV, SPHERE or FLAC loads no class of {@code java.desktop}, no regular expressions,
 *       streams or lambdas: a command line pays for each.
 * </ul>
 *
 * <h2>Features</h2>
 *
 * <p>{@link io.vocalith.audio.FeatureExtractor} turns samples into the features of a network. Both
 * front ends share one path, {@code Framer}, {@code RealFft}, {@code MelFilterbank}, in double and
 * without allocation per frame.
 *
 * <p>The transform is our own for the sake of a cold start: the first transform of a process takes
 * 5 ms here and 170 ms by JTransforms 3.2, which brings 3.7 MB of libraries with it. Warm, the
 * power spectrum of 400 samples takes 2.1 us here and 2.4 us there, and of 512 samples 2.5 and 2.25
 * us (AMD Zen 3, JDK 17.0.15 and 25.0.3, the least of 400 runs in turns; {@code FftBenchmark}).
 * JTransforms is the oracle in the tests.
 */
package io.vocalith.audio;
