package io.vocalith.benchmarks;

import io.vocalith.benchmarks.onnx.CtcOnnx;
import io.vocalith.benchmarks.onnx.OrtPeer;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Batch;
import io.vocalith.models.StageObserver;
import io.vocalith.models.ctc.CtcNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** ctcmodel's network against ONNX Runtime on the same weights and features. */
final class CtcDuels {
  private static final int INPUTS = 39;
  private static final int UTTERANCES = 200;

  /** Utterances that one thread takes at a time, as PhonemeRecognizer does. */
  private static final int AT_A_TIME = 4 * Kernels.TOGETHER;

  private final Arena arena;
  private final Weights weights = Weights.ctc(2);
  private final CtcNetwork network;

  private CtcDuels(Arena arena) throws Exception {
    this.arena = arena;
    this.network =
        CtcNetwork.of(weights.write(arena.scratch("ctc.ckpt")), KernelProvider.select().kernels());
  }

  static void run(Arena arena) throws Exception {
    CtcDuels duels = new CtcDuels(arena);
    duels.oneUtterance(1, 0.95, 0.85);
    duels.oneUtterance(2, 0.70, 0.60);
    duels.padded();
    duels.manyUtterances();
    duels.scalar();
  }

  private void scalar() throws Exception {
    CtcNetwork plain =
        CtcNetwork.of(
            weights.write(arena.scratch("ctc.ckpt")), KernelProvider.select("scalar").kernels());
    Matrix x = features(600, 3);
    arena.duel(
        new Duel("ctcmodel, scalar kernels", 1, 4, 3),
        new Contestant("vocalith scalar", () -> plain.logits(x)),
        new Contestant("vocalith", () -> network.logits(x)));
  }

  private void oneUtterance(int threads, double bar, double prize) throws Exception {
    String work = "ctcmodel, 600 frames";
    if (!arena.wanted(work)) {
      return;
    }
    Matrix x = features(600, 3);
    Parallel parallel = threads == 1 ? Parallel.NONE : Parallel.ofThreads(threads);
    try (OrtPeer peer = new OrtPeer(CtcOnnx.build(weights, 600, 1, false), threads)) {
      peer.input(x.values(), 600, 1, INPUTS);
      arena.duel(
          new Duel(work, threads, bar, prize),
          new Contestant("vocalith", () -> network.logits(x, 0, parallel, StageObserver.NONE)),
          new Contestant("onnxruntime LSTM", peer::run));
    }
  }

  private void padded() throws Exception {
    Matrix x = features(300, 4);
    arena.duel(
        new Duel("ctcmodel, 300 frames padded to 1555", 1, 1.5, 1.2),
        new Contestant(
            "vocalith", () -> network.logits(x, 1555, Parallel.NONE, StageObserver.NONE)),
        new Contestant("vocalith unpadded", () -> network.logits(x)));
  }

  private void manyUtterances() throws Exception {
    String work = "ctcmodel, 200 utterances of 1 to 5 s";
    if (!arena.wanted(work)) {
      return;
    }
    List<Matrix> utterances = new ArrayList<>();
    for (int i = 0; i < UTTERANCES; i++) {
      utterances.add(features(200 + 800 * i / (UTTERANCES - 1), i));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    Batch batch = Batch.ofThreads(cores);
    Contestant ours =
        new Contestant(
            "vocalith",
            () ->
                batch.<Matrix, Matrix, RuntimeException>runInGroups(
                    utterances, AT_A_TIME, group -> network.logits(group, 0), result -> {}));
    List<OrtPeer> single = new ArrayList<>();
    for (Matrix x : utterances) {
      OrtPeer session = new OrtPeer(CtcOnnx.build(weights, x.rows(), 1, false), 1);
      single.add(session.input(x.values(), x.rows(), 1, INPUTS));
    }
    List<Contestant> forms = new ArrayList<>();
    forms.add(
        new Contestant(
            "onnxruntime, " + cores + " sessions of one thread",
            () -> EcapaDuels.together(single, cores)));
    List<OrtPeer> opened = new ArrayList<>(single);
    for (int size : new int[] {4, 8, 20}) {
      List<OrtPeer> batches = batches(utterances, size);
      opened.addAll(batches);
      forms.add(
          new Contestant(
              "onnxruntime, batches of " + size, () -> EcapaDuels.together(batches, cores)));
    }
    arena.duel(new Duel(work, cores, 0.75, 0.65), ours, forms);
    for (OrtPeer session : opened) {
      session.close();
    }
  }

  /** Neighbours in length side by side, padded to the longest, with their lengths. */
  private List<OrtPeer> batches(List<Matrix> utterances, int size) throws Exception {
    List<OrtPeer> sessions = new ArrayList<>();
    for (int first = 0; first < utterances.size(); first += size) {
      List<Matrix> part = utterances.subList(first, first + size);
      int longest = part.get(size - 1).rows();
      float[] x = new float[longest * size * INPUTS];
      int[] lengths = new int[size];
      for (int i = 0; i < size; i++) {
        lengths[i] = part.get(i).rows();
        for (int t = 0; t < lengths[i]; t++) {
          System.arraycopy(part.get(i).values(), t * INPUTS, x, (t * size + i) * INPUTS, INPUTS);
        }
      }
      OrtPeer session = new OrtPeer(CtcOnnx.build(weights, longest, size, true), 1);
      sessions.add(session.input(x, longest, size, INPUTS).lengths(lengths));
    }
    return sessions;
  }

  private static Matrix features(int frames, long seed) {
    Random random = new Random(seed);
    float[] values = new float[frames * INPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(frames, INPUTS, values);
  }
}
