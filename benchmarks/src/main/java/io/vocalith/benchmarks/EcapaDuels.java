package io.vocalith.benchmarks;

import io.vocalith.benchmarks.onnx.EcapaOnnx;
import io.vocalith.benchmarks.onnx.OrtPeer;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Batch;
import io.vocalith.models.StageObserver;
import io.vocalith.models.speaker.EcapaTdnn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** ECAPA-TDNN with 1024 channels against ONNX Runtime on the same weights and features. */
final class EcapaDuels {
  private static final int CHANNELS = 1024;
  private static final int MEL = 80;

  private final Arena arena;
  private final Weights weights = Weights.ecapa(CHANNELS, 1);
  private EcapaTdnn network;

  private EcapaDuels(Arena arena) {
    this.arena = arena;
  }

  /** Made for the first row that is wanted. */
  private EcapaTdnn network() throws Exception {
    if (network == null) {
      network = network(KernelProvider.select());
    }
    return network;
  }

  private EcapaTdnn network(KernelProvider kernels) throws Exception {
    return EcapaTdnn.of(weights.write(arena.scratch("ecapa.ckpt")), kernels.kernels());
  }

  static void run(Arena arena) throws Exception {
    EcapaDuels duels = new EcapaDuels(arena);
    for (int frames : new int[] {301, 1001}) {
      duels.oneUtterance(frames, 1, 1.0, 0.92);
      duels.oneUtterance(frames, 2, 0.92, 0.82);
      duels.share(frames);
    }
    duels.manyUtterances();
    duels.scalar();
  }

  /** The kernels without vectors against those with: what a JVM without the module gets. */
  private void scalar() throws Exception {
    String work = "ecapa C=1024, scalar kernels";
    if (!arena.wanted(work)) {
      return;
    }
    EcapaTdnn network = network();
    EcapaTdnn plain = network(KernelProvider.select("scalar"));
    Matrix x = features(301, 301);
    arena.duel(
        new Duel(work, 1, 4, 3),
        new Contestant("vocalith scalar", () -> plain.embed(x)),
        new Contestant("vocalith", () -> network.embed(x)));
  }

  private void oneUtterance(int frames, int threads, double bar, double prize) throws Exception {
    String work = "ecapa C=1024, " + frames + " frames";
    String torch = work + ", torch-style";
    if (!arena.wanted(work) && !(threads == 2 && arena.wanted(torch))) {
      return;
    }
    EcapaTdnn network = network();
    Matrix x = features(frames, frames);
    Parallel parallel = threads == 1 ? Parallel.NONE : Parallel.ofThreads(threads);
    Contestant ours =
        new Contestant("vocalith", () -> network.embed(x, parallel, StageObserver.NONE));
    List<OrtPeer> sessions = new ArrayList<>();
    List<Contestant> forms = new ArrayList<>();
    for (EcapaOnnx.Form form : EcapaOnnx.Form.values()) {
      OrtPeer session = new OrtPeer(EcapaOnnx.build(weights, form, frames), threads);
      session.input(x.values(), 1, frames, MEL);
      sessions.add(session);
      forms.add(new Contestant("onnxruntime " + form, session::run));
    }
    arena.duel(new Duel(work, threads, bar, prize), ours, forms);
    if (threads == 2) {
      arena.duel(new Duel(torch, threads, 0.85, 0.78), ours, forms.get(0));
    }
    for (OrtPeer session : sessions) {
      session.close();
    }
  }

  /**
   * One thread against the machine: the peer is the time that the same multiply-adds take at this
   * core's peak. Of that peak we hold ourselves to 0.70 with vectors of 256 bits or less, to 0.80
   * with wider ones.
   */
  private void share(int frames) throws Exception {
    String work = "ecapa C=1024, " + frames + " frames, against the FMA peak";
    if (!arena.wanted(work)) {
      return;
    }
    EcapaTdnn network = network();
    Matrix x = features(frames, frames);
    double peak = Peak.gigaflops();
    double ideal = flops(frames) / peak / 1e6;
    boolean wide = Peak.bits() > 256;
    Duel duel = new Duel(work, 1, 1 / (wide ? 0.80 : 0.70), 1 / (wide ? 0.85 : 0.80));
    Contestant ours = new Contestant("vocalith", () -> network.embed(x));
    Duel.Result result = arena.against(duel, ours, "FMA peak of one core", ideal);
    System.out.printf(
        Locale.ROOT,
        "    1 thread: %.1f GFLOP/s, %.3f of this core's peak of %.1f at %d bits%n",
        peak / result.ratio(),
        1 / result.ratio(),
        peak,
        Peak.bits());
  }

  /** Multiplications and additions of the products of one utterance. */
  private static double flops(int frames) {
    double c = CHANNELS;
    double block = 2 * c * c + 7 * 3 * (c / 8) * (c / 8);
    return 2.0 * frames * (5 * MEL * c + 3 * block + 9 * c * c + 2 * 128 * 3 * c);
  }

  private void manyUtterances() throws Exception {
    String work = "ecapa C=1024, 64 utterances of 1 to 10 s";
    if (!arena.wanted(work)) {
      return;
    }
    EcapaTdnn network = network();
    List<Matrix> utterances = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      utterances.add(features(101 + 900 * i / 63, i));
    }
    Collections.shuffle(utterances, new Random(8));
    int cores = Runtime.getRuntime().availableProcessors();
    Batch batch = Batch.ofThreads(cores);
    Contestant ours =
        new Contestant("vocalith", () -> batch.run(utterances, network::embed, result -> {}));
    byte[] model = EcapaOnnx.buildForAnyLength(weights);
    List<OrtPeer> wide = sessions(utterances, model, 1, cores);
    List<OrtPeer> narrow = sessions(utterances, model, cores, 1);
    Contestant one =
        new Contestant(
            "onnxruntime, one session of " + cores + " threads", () -> together(wide, 1));
    Contestant several =
        new Contestant(
            "onnxruntime, " + cores + " sessions of one thread", () -> together(narrow, cores));
    arena.duel(new Duel(work, cores, 1.0, 0.92), ours, List.of(one, several));
    for (OrtPeer input : wide) {
      input.close();
    }
    for (OrtPeer input : narrow) {
      input.close();
    }
  }

  /** An input for every utterance, dealt out to so many sessions. */
  private static List<OrtPeer> sessions(
      List<Matrix> utterances, byte[] model, int count, int threads) throws Exception {
    List<OrtPeer> peers = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      Matrix x = utterances.get(i);
      OrtPeer peer = i < count ? new OrtPeer(model, threads) : peers.get(i % count).another();
      peers.add(peer.input(x.values(), 1, x.rows(), MEL));
    }
    return peers;
  }

  /** Runs all sessions, each once, on so many threads. */
  static void together(List<OrtPeer> sessions, int threads) throws Exception {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      new Thread(
              () -> {
                for (int i; (i = next.getAndIncrement()) < sessions.size(); ) {
                  sessions.get(i).runUnchecked();
                }
                done.countDown();
              })
          .start();
    }
    done.await();
  }

  private static Matrix features(int frames, long seed) {
    Random random = new Random(seed);
    float[] values = new float[frames * MEL];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (10 * random.nextGaussian());
    }
    return Matrix.of(frames, MEL, values);
  }
}
