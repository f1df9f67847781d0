package io.vocalith.audio;

/**
 * How a signal is cut into frames, all lengths in samples.
 *
 * @param window samples in a frame
 * @param hop samples from one frame's start to the next one's
 * @param shape the taper on a frame
 * @param fftSize points of the Fourier transform; frames are extended to it with zeros
 */
public record FrameOptions(int window, int hop, WindowShape shape, int fftSize) {
  /** Far above any use in speech; keeps a hostile model card from asking for gigabytes. */
  private static final int LARGEST = 1 << 16;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a length is not in 1..65536, the window is longer than the
   *     transform, or the transform's size is not twice a product of twos and fives
   */
  public FrameOptions {
    require("window", window, 1);
    require("hop", hop, 1);
    require("FFT size", fftSize, 2);
    if (shape == null) {
      throw new IllegalArgumentException("expected a window shape, found none");
    }
    if (window > fftSize) {
      throw new IllegalArgumentException(
          "expected an FFT size of at least the window's " + window + " samples, found " + fftSize);
    }
    if (!RealFft.supports(fftSize)) {
      throw new IllegalArgumentException(
          "expected an FFT size that is twice a product of twos and fives, found " + fftSize);
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least || value > LARGEST) {
      throw new IllegalArgumentException(
          "expected a " + name + " of " + least + " to " + LARGEST + " samples, found " + value);
    }
  }
}
