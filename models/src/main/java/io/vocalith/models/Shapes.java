package io.vocalith.models;

import java.util.List;

/** The liberties that checkpoints take with shapes. */
final class Shapes {
  private Shapes() {}

  /**
   * Whether a tensor may stand for another shape: the same one, or with dimensions of 1 after it,
   * as MindSpore's loader allows; a convolution over time also as one over height 1 and time, (out,
   * in, 1, kernel), as MindSpore stores it.
   */
  static boolean fits(List<Integer> found, List<Integer> expected) {
    return startsWith(found, expected) || startsWith(asConvolution(found), expected);
  }

  /** (out, in, 1, kernel) as (out, in, kernel), other shapes as they are. */
  static List<Integer> asConvolution(List<Integer> shape) {
    return shape.size() == 4 && shape.get(2) == 1
        ? List.of(shape.get(0), shape.get(1), shape.get(3))
        : shape;
  }

  private static boolean startsWith(List<Integer> found, List<Integer> expected) {
    return found.size() >= expected.size()
        && found.subList(0, expected.size()).equals(expected)
        && found.subList(expected.size(), found.size()).stream().allMatch(size -> size == 1);
  }
}
