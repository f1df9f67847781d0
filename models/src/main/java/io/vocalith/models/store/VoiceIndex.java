package io.vocalith.models.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of length 1 laid out for scanning: blocks of 4,096 voices, and in a block one array per
 * dimension. The inner loop then runs over voices, with one index for all its arrays, which is what
 * the compiler makes vector instructions of; four dimensions a pass keep it to the speed of memory.
 * Not safe for use by several threads while it changes.
 *
 * <p>A scan is in float and off by at most {@link #bound()}; whoever needs the exact order asks for
 * all voices that may be among the best and scores these again in double.
 */
final class VoiceIndex {
  private static final int LANES = 4096;
  private static final int PASS = 4;

  private final int dimension;
  private final List<float[][]> blocks = new ArrayList<>();
  private int size;

  VoiceIndex(int dimension) {
    this.dimension = dimension;
  }

  int dimension() {
    return dimension;
  }

  int size() {
    return size;
  }

  /**
   * The most by which the scan of two vectors of length 1 differs from the true cosine: each of n
   * products and sums is rounded once, and so is each of the vectors (Higham 2002, Accuracy and
   * Stability of Numerical Algorithms, section 3.1).
   */
  double bound() {
    return (dimension + 8) * 0x1p-24;
  }

  /** Adds a vector of length 1; its number is the size before. */
  void add(double[] unit) {
    if (size == blocks.size() * LANES) {
      blocks.add(new float[(dimension + PASS - 1) / PASS * PASS][LANES]);
    }
    set(size++, unit);
  }

  /** Replaces a vector. */
  void set(int place, double[] unit) {
    float[][] block = blocks.get(place / LANES);
    for (int d = 0; d < dimension; d++) {
      block[d][place % LANES] = (float) unit[d];
    }
  }

  /** Removes a vector; the last one takes its place. */
  void remove(int place) {
    size--;
    if (place != size) {
      float[][] from = blocks.get(size / LANES);
      float[][] to = blocks.get(place / LANES);
      for (int d = 0; d < dimension; d++) {
        to[d][place % LANES] = from[d][size % LANES];
      }
    }
    if (size % LANES == 0) {
      blocks.remove(blocks.size() - 1);
    }
  }

  /** Places of every vector that may be among the best so many, in no order. */
  int[] candidates(double[] unit, int top) {
    if (size == 0) {
      return new int[0];
    }
    float[] query = new float[(dimension + PASS - 1) / PASS * PASS];
    for (int d = 0; d < dimension; d++) {
      query[d] = (float) unit[d];
    }
    float[] scores = new float[blocks.size() * LANES];
    float[] sums = new float[LANES];
    for (int b = 0; b < blocks.size(); b++) {
      scan(query, blocks.get(b), sums);
      System.arraycopy(sums, 0, scores, b * LANES, LANES);
    }
    double least = top >= size ? Double.NEGATIVE_INFINITY : best(scores, top) - 2 * bound();
    int[] places = new int[Math.min(size, Math.max(16, 2 * top))];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (scores[i] >= least) {
        places = count == places.length ? Arrays.copyOf(places, 2 * count) : places;
        places[count++] = i;
      }
    }
    return Arrays.copyOf(places, count);
  }

  /** Scores of one block's voices. */
  private static void scan(float[] query, float[][] block, float[] sums) {
    Arrays.fill(sums, 0);
    for (int d = 0; d < query.length; d += PASS) {
      add(query, d, block[d], block[d + 1], block[d + 2], block[d + 3], sums);
    }
  }

  private static void add(
      float[] query, int d, float[] r0, float[] r1, float[] r2, float[] r3, float[] sums) {
    float w0 = query[d];
    float w1 = query[d + 1];
    float w2 = query[d + 2];
    float w3 = query[d + 3];
    for (int lane = 0; lane < sums.length; lane++) {
      sums[lane] += w0 * r0[lane] + w1 * r1[lane] + w2 * r2[lane] + w3 * r3[lane];
    }
  }

  /** The top-th highest score, by a heap of the highest so far with the lowest of them first. */
  private float best(float[] scores, int top) {
    float[] heap = new float[top];
    Arrays.fill(heap, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < size; i++) {
      if (scores[i] > heap[0]) {
        sift(heap, scores[i]);
      }
    }
    return heap[0];
  }

  private static void sift(float[] heap, float value) {
    int hole = 0;
    while (2 * hole + 1 < heap.length) {
      int child = 2 * hole + 1;
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= value) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = value;
  }
}
