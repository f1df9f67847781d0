package io.vocalith.audio;

/**
 * What a recording says of itself, before its channels become one.
 *
 * @param container the file format, for example {@code "WAV"}
 * @param coding how a sample is stored, for example {@code "PCM"} or {@code "mu-law"}
 * @param sampleRate samples a second of one channel
 * @param channels number of channels
 * @param frames samples of one channel that were read
 * @param bits bits of a stored sample; 0 where the coding has no such number
 */
public record AudioInfo(
    String container, String coding, int sampleRate, int channels, long frames, int bits) {}
