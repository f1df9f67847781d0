package io.vocalith.models.ctc;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.Workspaces;
import io.vocalith.engine.kernel.Convolution;
import io.vocalith.engine.kernel.Epilogue;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.BiLstm;
import io.vocalith.engine.nn.Conv1d;
import io.vocalith.engine.nn.Lstm;
import io.vocalith.engine.nn.Padding;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.engine.nn.Share;
import io.vocalith.models.LstmWeights;
import io.vocalith.models.NetworkShape.CtcModel;
import io.vocalith.models.StageObserver;
import io.vocalith.models.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network of ctcmodel (mindspore-ai/models, research/audio/ctcmodel): a stack of bidirectional
 * LSTM layers and a dense layer, frames to logits over phones and blank. Immutable and thread-safe;
 * the result depends neither on kernels nor on threads, to the last bit.
 *
 * <p>Stages that an observer sees: {@code lstm}, the states of the last layer for all frames,
 * padding included, and {@code logits}.
 */
public final class CtcNetwork {
  /** Frames of one utterance at most: an hour at 5 ms, for which some 2 GB are worked in. */
  public static final int MAX_FRAMES = 720_000;

  private final BiLstm lstm;
  private final Conv1d dense;
  private final Workspaces<Scratch> workspaces = new Workspaces<>(Scratch::new, Scratch::trim);
  private final Workspaces<Group> groups = new Workspaces<>(Group::new, Group::trim);

  private CtcNetwork(BiLstm lstm, Conv1d dense) {
    this.lstm = lstm;
    this.dense = dense;
  }

  /**
   * Builds the network from a checkpoint's weights.
   *
   * @throws IOException if a weight cannot be read
   * @throws IllegalArgumentException if the checkpoint holds another network
   */
  public static CtcNetwork of(WeightSource weights, Kernels kernels) throws IOException {
    if (!(weights.network() instanceof CtcModel sizes)) {
      throw new IllegalArgumentException(
          "expected the weights of ctcmodel, found " + weights.network().architecture());
    }
    List<Lstm> directions = new ArrayList<>();
    for (int i = 0; i < 2 * sizes.layers(); i++) {
      boolean forward = i % 2 == 0;
      LstmWeights w = weights.lstm(i / 2, !forward);
      directions.add(new Lstm(kernels, forward, w.inputSize(), w.wIh(), w.wHh(), w.bias()));
    }
    Conv1d dense =
        new Conv1d(
            kernels,
            Convolution.Shape.product(sizes.classes(), 2 * sizes.hidden()),
            weights.read("embedding.weight"),
            weights.read("embedding.bias"),
            Epilogue.NONE,
            Padding.ZERO);
    return new CtcNetwork(new BiLstm(directions), dense);
  }

  /** Features of a frame. */
  public int inputs() {
    return lstm.inputs();
  }

  /** Classes, blank included. */
  public int classes() {
    return dense.outputs();
  }

  /** Logits of an utterance as it is, on the caller's thread. */
  public Matrix logits(Matrix features) {
    return logits(features, 0, Parallel.NONE, StageObserver.NONE);
  }

  /**
   * Logits, one row per frame of the features.
   *
   * <p>The reference pads every utterance with zeros to the same number of frames and runs the
   * network over all of them, so that the backward direction has seen the padding when it reaches
   * speech: {@code padTo} does the same and gives the same logits. An utterance that is longer runs
   * unpadded (the reference fails on it).
   *
   * @param features (frames, inputs)
   * @param padTo frames to pad to; 0 or anything below the number of frames: no padding
   * @param parallel threads that share the work; two are used for the directions
   * @param observer sees the stages
   * @throws IllegalArgumentException if there are no or too many frames, or features of another
   *     size
   */
  public Matrix logits(Matrix features, int padTo, Parallel parallel, StageObserver observer) {
    check(features, padTo);
    Scratch scratch = workspaces.borrow();
    float[] logits = new float[features.rows() * classes()];
    logits(features, padTo, parallel, observer, scratch, logits);
    workspaces.giveBack(scratch);
    return Matrix.of(features.rows(), classes(), logits);
  }

  /**
   * Logits of several utterances, in their order, on the caller's thread: those of similar length
   * go side by side, in groups of {@value Kernels#TOGETHER}, which takes less time than one by one
   * and gives the same to the last bit.
   *
   * @param features (frames, inputs) each
   * @param padTo frames to pad each to, as for one
   * @throws IllegalArgumentException as for one
   */
  public List<Matrix> logits(List<? extends Matrix> features, int padTo) {
    Group group = groups.borrow();
    List<Matrix> logits = logits(features, padTo, group);
    groups.giveBack(group);
    return logits;
  }

  List<Matrix> logits(List<? extends Matrix> features, int padTo, Group group) {
    features.forEach(x -> check(x, padTo));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> -features.get(i).rows()));
    Matrix[] logits = new Matrix[features.size()];
    for (int from = 0; from < logits.length; from += Kernels.TOGETHER) {
      int to = Math.min(from + Kernels.TOGETHER, logits.length);
      together(features, padTo, order.subList(from, to), group, logits);
    }
    return List.of(logits);
  }

  private void together(
      List<? extends Matrix> features,
      int padTo,
      List<Integer> which,
      Group group,
      Matrix[] logits) {
    for (int i = 0; i < which.size(); i++) {
      Matrix x = features.get(which.get(i));
      Scratch s = group.members.get(i);
      s.resize(x, Math.max(padTo, x.rows()), this);
      s.lstm.utterance(s.input, x.rows(), x.rows());
    }
    lstm.forward(group.lstm, which.size());
    for (int i = 0; i < which.size(); i++) {
      Scratch s = group.members.get(i);
      dense.forward(lstm.states(s.lstm), 0, s.logits, 0, Share.ALONE);
      logits[which.get(i)] = s.logits.matrix(0, classes());
    }
  }

  void logits(
      Matrix features,
      int padTo,
      Parallel parallel,
      StageObserver observer,
      Scratch scratch,
      float[] logits) {
    scratch.resize(features, Math.max(padTo, features.rows()), this);
    if (parallel.threads() == 1) {
      forward(scratch, features.rows(), Share.ALONE, observer);
    } else {
      parallel.run(share -> forward(scratch, features.rows(), share, observer));
    }
    scratch.logits.copyTo(logits);
  }

  private void forward(Scratch s, int speech, Share share, StageObserver observer) {
    int wanted = observer == StageObserver.NONE ? speech : s.input.frames();
    Frames states = lstm.forward(s.input, speech, wanted, s.lstm, share);
    dense.forward(states, 0, s.logits, 0, share);
    if (observer != StageObserver.NONE) {
      share.await();
      if (share.isFirst()) {
        observer.stage("lstm", states.matrix(0, states.columns()));
        observer.stage("logits", s.logits.matrix(0, classes()));
      }
    }
  }

  private void check(Matrix features, int padTo) {
    if (features.columns() != inputs()) {
      throw new IllegalArgumentException(
          "expected frames of " + inputs() + " features, found " + features.columns());
    }
    int frames = Math.max(features.rows(), padTo);
    if (features.rows() < 1 || frames > MAX_FRAMES) {
      throw new IllegalArgumentException(
          "expected 1 to " + MAX_FRAMES + " frames, found " + frames);
    }
  }

  /** What one call works in. */
  static final class Scratch {
    /** Values that an array may keep between calls: 50 seconds of 256 states. */
    private static final int KEEP = 10_000 * 320;

    private final Frames input = new Frames();
    private final Frames logits = new Frames();
    private final BiLstm.Scratch lstm = new BiLstm.Scratch();

    void resize(Matrix features, int frames, CtcNetwork network) {
      int speech = features.rows();
      input.copyOf(features, frames, 0);
      logits.resize(speech, network.classes(), 0);
      lstm.resize(frames, network.lstm);
    }

    void trim() {
      input.trim(KEEP);
      logits.trim(KEEP);
      lstm.trim(KEEP);
    }

    /** Fills everything with NaN, to show that nothing is read before it is written. */
    void poison() {
      input.poison();
      logits.poison();
      lstm.poison();
    }
  }

  /** What utterances side by side work in. */
  static final class Group {
    private final List<Scratch> members =
        Stream.generate(Scratch::new).limit(Kernels.TOGETHER).toList();
    private final BiLstm.Group lstm = new BiLstm.Group(members.stream().map(s -> s.lstm).toList());

    void trim() {
      members.forEach(Scratch::trim);
    }

    void poison() {
      members.forEach(Scratch::poison);
    }
  }
}
