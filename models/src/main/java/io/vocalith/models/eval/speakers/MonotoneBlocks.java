package io.vocalith.models.eval.speakers;

import java.util.Arrays;

/**
 * The pool-adjacent-violators algorithm (Ayer et al. 1955): ascending scores merged into the fewest
 * blocks whose share of targets rises strictly from block to block. The blocks are the vertices of
 * the convex hull of the receiver operating curve.
 */
final class MonotoneBlocks {
  private final double[] targets;
  private final double[] nontargets;

  private MonotoneBlocks(double[] targets, double[] nontargets) {
    this.targets = targets;
    this.nontargets = nontargets;
  }

  static MonotoneBlocks of(double[] targets, double[] nontargets) {
    double[] t = new double[targets.length];
    double[] n = new double[targets.length];
    int size = 0;
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] + nontargets[i] == 0) {
        continue; // a score nobody has in this bootstrap draw
      }
      t[size] = targets[i];
      n[size] = nontargets[i];
      // t / (t + n) of the block before is not smaller, in products to stay clear of 0 / 0.
      while (size > 0 && t[size - 1] * n[size] >= t[size] * n[size - 1]) {
        t[size - 1] += t[size];
        n[size - 1] += n[size];
        size--;
      }
      size++;
    }
    return new MonotoneBlocks(Arrays.copyOf(t, size), Arrays.copyOf(n, size));
  }

  /** Mass of targets in each block. */
  double[] targets() {
    return targets;
  }

  /** Mass of non-targets in each block. */
  double[] nontargets() {
    return nontargets;
  }

  int size() {
    return targets.length;
  }
}
