package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import io.vocalith.engine.kernel.Elementwise;
import io.vocalith.engine.kernel.Kernels;
import java.util.List;

/**
 * Res2Net's hierarchy of small convolutions (Gao et al. 2019; ECAPA-TDNN, section 3.2): the
 * channels in groups x0, x1, ..., y0 = x0, y1 = B1(x1), yi = Bi(xi + y(i-1)).
 */
public final class Res2Block {
  private final Elementwise elementwise;
  private final List<Conv1d> convolutions;
  private final int width;

  /** A block of one group more than there are convolutions, all of the same width. */
  public Res2Block(Kernels kernels, List<Conv1d> convolutions) {
    this.elementwise = kernels.elementwise();
    this.convolutions = List.copyOf(convolutions);
    this.width = convolutions.get(0).inputs();
  }

  /** Channels of one group. */
  public int width() {
    return width;
  }

  /** Frames of padding the scratch needs on either side. */
  public int margin() {
    return convolutions.get(0).margin();
  }

  /**
   * The block in place, this thread's frames.
   *
   * @param x (frames, groups * width), becomes y
   * @param even (frames, width) with {@link #margin}, scratch; two of them in turns, so that one
   *     thread may fill the next while another still reads the last
   * @param odd like {@code even}
   */
  public void forward(Frames x, Frames even, Frames odd, Share share) {
    int from = share.firstFrame(x.frames());
    int to = share.endFrame(x.frames());
    for (int i = 1; i <= convolutions.size(); i++) {
      Frames input = i % 2 == 0 ? even : odd;
      if (i == 1) {
        elementwise.copy(x, width, input, width, from, to);
      } else {
        elementwise.add(x, i * width, (i - 1) * width, input, width, from, to);
      }
      convolutions.get(i - 1).forward(input, 0, x, i * width, share);
    }
  }
}
