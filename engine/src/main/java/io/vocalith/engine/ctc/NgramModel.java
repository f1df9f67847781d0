package io.vocalith.engine.ctc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An n-gram model with back-off: the probability of a label is that of the longest n-gram that is
 * listed; for every label of context dropped, the context's back-off weight is added (Katz 1987). A
 * state is the longest listed context. Immutable and thread-safe once built.
 */
public final class NgramModel implements LabelModel {
  /** Stands for the beginning of a sequence in n-grams. */
  public static final int BEGIN = -1;

  /** Stands for the end of a sequence in n-grams. */
  public static final int END = -2;

  /** Stands for any label that is not listed. */
  public static final int UNKNOWN = -3;

  private static final int EMPTY = 0; // the node of the empty n-gram

  private final int order;
  private final Map<Long, Integer> children; // (node, label) -> node
  private final double[] logProbability; // of each node's last label after the others
  private final double[] backoff;
  private final int[] suffix; // the node without its first label, or the longest listed one
  private final int[] length;

  private NgramModel(Builder builder) {
    order = builder.order;
    children = Map.copyOf(builder.children);
    int size = builder.size;
    logProbability = Arrays.copyOf(builder.logProbability, size);
    backoff = Arrays.copyOf(builder.backoff, size);
    length = Arrays.copyOf(builder.length, size);
    suffix = new int[size];
    int[] shortestFirst =
        IntStream.range(1, size)
            .boxed()
            .sorted(Comparator.comparingInt(node -> length[node]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int node : shortestFirst) {
      int context = suffix[builder.parent[node]];
      suffix[node] = length[node] == 1 ? EMPTY : longest(context, builder.label[node]);
    }
  }

  /** A model to which n-grams are added. */
  public static Builder builder() {
    return new Builder();
  }

  private static long key(int node, int label) {
    return ((long) node << 32) | (label & 0xFFFFFFFFL);
  }

  /** The node of the longest listed n-gram that ends with the context's end and this label. */
  private int longest(int context, int label) {
    for (int node = context; ; node = suffix[node]) {
      Integer child = children.get(key(node, label));
      if (child != null) {
        return child;
      }
      if (node == EMPTY) {
        return EMPTY;
      }
    }
  }

  @Override
  public int start() {
    return next(EMPTY, BEGIN);
  }

  @Override
  public int next(int state, int label) {
    int node = longest(state, known(label));
    return length[node] < order ? node : suffix[node];
  }

  @Override
  public double logProbability(int state, int label) {
    return log(state, known(label));
  }

  @Override
  public double logEnd(int state) {
    return log(state, END);
  }

  private int known(int label) {
    return label == BEGIN || children.containsKey(key(EMPTY, label)) ? label : UNKNOWN;
  }

  private double log(int state, int label) {
    double weight = 0;
    for (int node = state; ; node = suffix[node]) {
      Integer child = children.get(key(node, label));
      if (child != null && !Double.isNaN(logProbability[child])) {
        return weight + logProbability[child];
      }
      if (node == EMPTY) {
        return LogSum.ZERO;
      }
      weight += backoff[node];
    }
  }

  /** Collects n-grams; an n-gram's context has to be added before it. */
  public static final class Builder {
    private int order = 1;
    private int size = 1;
    private final Map<Long, Integer> children = new HashMap<>();
    private int[] parent = new int[64];
    private int[] label = new int[64];
    private int[] length = new int[64];
    private double[] logProbability = new double[64];
    private double[] backoff = new double[64];

    private Builder() {}

    /**
     * Adds an n-gram.
     *
     * @param labels the context and, last, the label
     * @param log natural logarithm of the label's probability after the context
     * @param weight natural logarithm of the back-off weight of the whole n-gram as a context
     * @throws IllegalArgumentException if it is empty, a number is NaN or plus infinity, or it has
     *     been added before
     */
    public Builder add(int[] labels, double log, double weight) {
      if (labels.length == 0) {
        throw new IllegalArgumentException("expected an n-gram of at least one label, found none");
      }
      if (!(log < Double.POSITIVE_INFINITY) || !(weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected a log-probability and a back-off weight, found " + log + " and " + weight);
      }
      int node = EMPTY;
      for (int i = 0; i < labels.length; i++) {
        node = child(node, labels[i]);
      }
      if (!Double.isNaN(logProbability[node])) {
        throw new IllegalArgumentException(
            "expected every n-gram once, found " + Arrays.toString(labels) + " again");
      }
      logProbability[node] = log;
      backoff[node] = weight;
      order = Math.max(order, labels.length);
      return this;
    }

    /** The child, made without a probability of its own where it is new. */
    private int child(int node, int next) {
      Integer known = children.putIfAbsent(key(node, next), size);
      if (known != null) {
        return known;
      }
      if (size == parent.length) {
        parent = Arrays.copyOf(parent, 2 * size);
        label = Arrays.copyOf(label, 2 * size);
        length = Arrays.copyOf(length, 2 * size);
        logProbability = Arrays.copyOf(logProbability, 2 * size);
        backoff = Arrays.copyOf(backoff, 2 * size);
      }
      parent[size] = node;
      label[size] = next;
      length[size] = length[node] + 1;
      logProbability[size] = Double.NaN; // not listed
      return size++;
    }

    /** The model. */
    public NgramModel build() {
      return new NgramModel(this);
    }
  }
}
