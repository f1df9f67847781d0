package io.vocalith.engine.ctc;

import java.util.List;

/**
 * Labels laid onto the frames of a recording.
 *
 * @param spans the places on the path, in time order
 * @param logProbability natural logarithm of the path's probability
 */
public record Alignment(List<Span> spans, double logProbability) {
  /** Copies the list. */
  public Alignment {
    spans = List.copyOf(spans);
  }

  /**
   * One place in time.
   *
   * @param place its number in the graph
   * @param first the first frame in which it is emitted
   * @param end the frame after the last one in which it is emitted; blanks may follow
   * @param logProbability what the frames from {@code first} to {@code end} contribute
   */
  public record Span(int place, int first, int end, double logProbability) {}
}
