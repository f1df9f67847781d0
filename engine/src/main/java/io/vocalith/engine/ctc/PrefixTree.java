package io.vocalith.engine.ctc;

import java.util.Arrays;

/**
 * The prefixes a search has met, as a tree of numbered nodes; node 0 is the empty prefix. A prefix
 * has one node for good, even when it leaves the beam and comes back.
 */
final class PrefixTree {
  private int[] parent = new int[256];
  private int[] label = new int[256];
  private int[] firstChild = new int[256];
  private int[] nextSibling = new int[256];
  private int size = 1;

  PrefixTree() {
    parent[0] = -1;
    label[0] = -1;
    firstChild[0] = -1;
  }

  /** Number of nodes. */
  int size() {
    return size;
  }

  /** The prefix without its last label; -1 for the empty one. */
  int parent(int node) {
    return parent[node];
  }

  /** The last label; -1 for the empty prefix. */
  int label(int node) {
    return label[node];
  }

  /** The node of the prefix longer by one label, made where it is new. */
  int child(int node, int extension) {
    for (int child = firstChild[node]; child >= 0; child = nextSibling[child]) {
      if (label[child] == extension) {
        return child;
      }
    }
    if (size == parent.length) {
      parent = Arrays.copyOf(parent, 2 * size);
      label = Arrays.copyOf(label, 2 * size);
      firstChild = Arrays.copyOf(firstChild, 2 * size);
      nextSibling = Arrays.copyOf(nextSibling, 2 * size);
    }
    parent[size] = node;
    label[size] = extension;
    firstChild[size] = -1;
    nextSibling[size] = firstChild[node];
    firstChild[node] = size;
    return size++;
  }

  /** The labels from the first to the node's own. */
  int[] labels(int node) {
    int length = 0;
    for (int n = node; n > 0; n = parent[n]) {
      length++;
    }
    int[] labels = new int[length];
    for (int n = node; n > 0; n = parent[n]) {
      labels[--length] = label[n];
    }
    return labels;
  }
}
