package io.vocalith.engine.nn;

import io.vocalith.engine.Frames;
import java.util.Arrays;
import java.util.List;

/**
 * A stack of bidirectional LSTM layers. The backward direction reverses the whole input, padding
 * included, and each layer reads the states of both directions side by side, forward first.
 */
public final class BiLstm {
  /** Both directions of one layer. */
  private record Layer(Lstm forward, Lstm backward) {}

  private final List<Layer> layers;
  private final Silence silence = new Silence();

  /**
   * A stack.
   *
   * @param directions forward and backward of the first layer, then of the second, and so on
   * @throws IllegalArgumentException if a layer does not read what the one below it makes
   */
  public BiLstm(List<Lstm> directions) {
    if (directions.isEmpty() || directions.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "expected two directions per layer, found " + directions.size());
    }
    Layer[] pairs = new Layer[directions.size() / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new Layer(directions.get(2 * i), directions.get(2 * i + 1));
      int expected = i == 0 ? pairs[0].forward.inputs() : 2 * pairs[i - 1].forward.hidden();
      for (Lstm direction : List.of(pairs[i].forward, pairs[i].backward)) {
        if (direction.inputs() != expected || direction.hidden() != pairs[0].forward.hidden()) {
          throw new IllegalArgumentException(
              "layer " + i + ": expected " + expected + " inputs, found " + direction.inputs());
        }
      }
    }
    this.layers = List.of(pairs);
  }

  /** What a stack works in: layers take turns with two arrays of states. */
  public static final class Scratch {
    private Frames in;
    private int speech;
    private int wanted;
    private final Frames even = new Frames();
    private final Frames odd = new Frames();
    private final Lstm.Scratch forward = new Lstm.Scratch();
    private final Lstm.Scratch backward = new Lstm.Scratch();
    private final Lstm.Scratch[] forwards = {forward};
    private final Lstm.Scratch[] backwards = {backward};
    private Zone[] settled = {};

    /** Makes room. */
    public void resize(int frames, BiLstm stack) {
      even.resize(frames, stack.outputs(), 0);
      odd.resize(frames, stack.outputs(), 0);
      if (settled.length != 2 * stack.layers.size()) {
        settled = new Zone[2 * stack.layers.size()];
        Arrays.setAll(settled, i -> new Zone());
      }
    }

    /**
     * Takes an utterance in.
     *
     * @param in (frames, inputs); the frames from {@code speech} on are zeros
     * @param speech frames that are not padding
     * @param wanted frames whose states are wanted, from the first on
     */
    public void utterance(Frames in, int speech, int wanted) {
      this.in = in;
      this.speech = speech;
      this.wanted = wanted;
    }

    /** What a layer reads; of the layer behind the last, the states that are wanted. */
    private Frames input(int layer) {
      return layer == 0 ? in : layer % 2 == 1 ? even : odd;
    }

    /** Fills everything with NaN, for tests. */
    public void poison() {
      even.poison();
      odd.poison();
      forward.poison();
      backward.poison();
    }

    /** Gives back arrays of more than {@code limit} values. */
    public void trim(int limit) {
      even.trim(limit);
      odd.trim(limit);
    }
  }

  /** What utterances side by side work in. */
  public static final class Group {
    private final Scratch[] utterances;
    private final Lstm.Scratch[] forwards;
    private final Lstm.Scratch[] backwards;

    /** One scratch for each utterance. */
    public Group(List<Scratch> utterances) {
      this.utterances = utterances.toArray(Scratch[]::new);
      forwards = utterances.stream().map(s -> s.forward).toArray(Lstm.Scratch[]::new);
      backwards = utterances.stream().map(s -> s.backward).toArray(Lstm.Scratch[]::new);
    }
  }

  /** Channels read. */
  public int inputs() {
    return layers.get(0).forward.inputs();
  }

  /** Channels made: hidden units of both directions. */
  public int outputs() {
    return 2 * layers.get(0).forward.hidden();
  }

  /**
   * States of the last layer.
   *
   * @param in (frames, inputs); the frames from {@code speech} on are zeros
   * @param speech frames that are not padding
   * @param wanted frames whose states are wanted, from the first on
   * @return (frames, outputs), in the scratch, of which {@code wanted} are filled in; all threads
   *     have met
   */
  public Frames forward(Frames in, int speech, int wanted, Scratch s, Share share) {
    s.utterance(in, speech, wanted); // every thread the same
    for (int i = 0; i < layers.size(); i++) {
      if (share.isFirst()) {
        startForward(i, s);
        layers.get(i).forward.run(s.forwards, 1);
      }
      if (share.rank() == Math.min(1, share.size() - 1)) {
        startBackward(i, s);
        layers.get(i).backward.run(s.backwards, 1);
      }
      share.await();
    }
    return s.input(layers.size());
  }

  /** The same for several utterances side by side, which {@link Scratch#utterance} took in. */
  public void forward(Group group, int count) {
    for (int i = 0; i < layers.size(); i++) {
      for (int u = 0; u < count; u++) {
        startForward(i, group.utterances[u]);
      }
      layers.get(i).forward.run(group.forwards, count);
      for (int u = 0; u < count; u++) {
        startBackward(i, group.utterances[u]);
      }
      layers.get(i).backward.run(group.backwards, count);
    }
  }

  /** States of the last layer that {@link #forward(Group, int)} made of an utterance. */
  public Frames states(Scratch s) {
    return s.input(layers.size());
  }

  private void startForward(int i, Scratch s) {
    constant(i, s, s.forward.constant);
    int end = i == layers.size() - 1 ? s.wanted : s.in.frames();
    Lstm lstm = layers.get(i).forward;
    lstm.start(s.input(i), end, null, s.input(i + 1), 0, s.forward, s.settled[2 * i]);
  }

  private void startBackward(int i, Scratch s) {
    constant(i, s, s.backward.constant);
    Silence start = i == 0 ? silence : null;
    Lstm lstm = layers.get(i).backward;
    Frames out = s.input(i + 1);
    Zone settled = s.settled[2 * i + 1];
    lstm.start(s.input(i), s.in.frames(), start, out, lstm.hidden(), s.backward, settled);
  }

  /** Frames that are equal in the input of a layer: the padding, then what it settles to. */
  private static void constant(int layer, Scratch s, Zone zone) {
    if (layer == 0) {
      zone.set(s.speech, s.in.frames());
    } else {
      zone.setBoth(s.settled[2 * layer - 2], s.settled[2 * layer - 1]);
    }
  }
}
