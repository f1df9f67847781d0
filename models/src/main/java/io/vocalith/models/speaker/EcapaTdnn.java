package io.vocalith.models.speaker;

import io.vocalith.engine.Frames;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.Workspaces;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.AttentiveStatisticsPooling;
import io.vocalith.engine.nn.BatchNorm;
import io.vocalith.engine.nn.Conv1d;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.engine.nn.SeRes2Block;
import io.vocalith.engine.nn.Share;
import io.vocalith.models.StageObserver;
import io.vocalith.models.WeightSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * ECAPA-TDNN (Desplanques, Thienpondt and Demuynck 2020): filter-bank frames to one embedding, as
 * mindspore-ai/models official/audio/ecapa_tdnn and SpeechBrain compute it. Immutable and
 * thread-safe; the result depends neither on kernels nor on threads, to the last bit, unless
 * kernels are asked for that use Strassen's algorithm.
 *
 * <p>Stages that an observer sees: {@code block0} to {@code block3}, {@code mfa}, {@code asp},
 * {@code asp_bn}, {@code embedding}.
 */
public final class EcapaTdnn {
  /**
   * Frames of one utterance at most: ten minutes at 10 ms. A network of 1024 channels works in some
   * 40 KB per frame, 2.4 GB for these.
   */
  public static final int MAX_FRAMES = 60_000;

  private final Layers layers;
  private final Workspaces<Scratch> workspaces = new Workspaces<>(Scratch::new, Scratch::trim);

  private EcapaTdnn(Layers layers) {
    this.layers = layers;
  }

  /**
   * The layers by the order in which they run.
   *
   * @param first time-delay layer over the features
   * @param blocks SE-Res2 blocks, each reading the one before
   * @param aggregation dense layer over the outputs of all blocks
   * @param pooling statistics over time
   * @param norm batch normalisation of the statistics
   * @param last dense layer to the embedding
   */
  record Layers(
      Conv1d first,
      List<SeRes2Block> blocks,
      Conv1d aggregation,
      AttentiveStatisticsPooling pooling,
      BatchNorm norm,
      Conv1d last,
      int minimalFrames) {}

  /**
   * Builds the network from a checkpoint's weights.
   *
   * @throws IOException if a weight cannot be read
   * @throws IllegalArgumentException if the checkpoint holds another network
   */
  public static EcapaTdnn of(WeightSource weights, Kernels kernels) throws IOException {
    return new EcapaTdnn(new EcapaWeights(weights, kernels).layers());
  }

  /** Features of a frame. */
  public int inputs() {
    return layers.first.inputs();
  }

  /** Length of the embedding. */
  public int dimension() {
    return layers.last.outputs();
  }

  /** Frames that an utterance must have at least; below, mirrored padding would reach too far. */
  public int minimalFrames() {
    return layers.minimalFrames;
  }

  /** The embedding of one utterance, on the caller's thread; not normalised to unit length. */
  public float[] embed(Matrix features) {
    return embed(features, Parallel.NONE, StageObserver.NONE);
  }

  /**
   * The embedding of one utterance, not normalised to unit length.
   *
   * @param features (frames, inputs)
   * @param parallel threads that share the work
   * @param observer sees the stages
   * @throws IllegalArgumentException if there are too few or too many frames, or features of
   *     another size
   */
  public float[] embed(Matrix features, Parallel parallel, StageObserver observer) {
    check(features);
    Scratch scratch = workspaces.borrow();
    float[] embedding = new float[dimension()];
    embed(features, parallel, observer, scratch, embedding);
    workspaces.giveBack(scratch);
    return embedding;
  }

  void embed(
      Matrix features,
      Parallel parallel,
      StageObserver observer,
      Scratch scratch,
      float[] embedding) {
    scratch.resize(features, layers);
    if (parallel.threads() == 1) {
      forward(scratch, Share.ALONE, observer);
    } else {
      parallel.run(share -> forward(scratch, share, observer));
    }
    scratch.embedding.copyTo(embedding);
  }

  private void forward(Scratch s, Share share, StageObserver observer) {
    layers.first.forward(s.input, 0, s.first, 0, share);
    observe("block0", s.first, 0, s.first.columns(), share, observer);

    Frames x = s.first;
    int column = 0;
    for (int i = 0; i < layers.blocks.size(); i++) {
      int next = i * s.first.columns();
      layers.blocks.get(i).forward(x, column, s.blocks, next, s.block, share);
      observe(stage(i + 1, observer), s.blocks, next, s.first.columns(), share, observer);
      x = s.blocks;
      column = next;
    }

    layers.aggregation.forward(s.blocks, 0, s.aggregated, 0, share);
    observe("mfa", s.aggregated, 0, s.aggregated.columns(), share, observer);
    layers.pooling.forward(s.aggregated, s.attention, s.pooled, s.pooling, share);
    observe("asp", s.pooled, 0, s.pooled.columns(), share, observer);
    if (share.isFirst()) {
      layers.norm.apply(s.pooled);
      layers.last.forwardAlone(s.pooled, s.embedding);
    }
    observe("asp_bn", s.pooled, 0, s.pooled.columns(), share, observer);
    observe("embedding", s.embedding, 0, s.embedding.columns(), share, observer);
  }

  private static String stage(int block, StageObserver observer) {
    return observer == StageObserver.NONE ? "" : "block" + block;
  }

  private static void observe(
      String stage, Frames x, int column, int width, Share share, StageObserver observer) {
    if (observer != StageObserver.NONE) {
      share.await();
      if (share.isFirst()) {
        observer.stage(stage, x.matrix(column, width));
      }
      share.await();
    }
  }

  private void check(Matrix features) {
    if (features.columns() != inputs()) {
      throw new IllegalArgumentException(
          "expected frames of " + inputs() + " features, found " + features.columns());
    }
    if (features.rows() < minimalFrames() || features.rows() > MAX_FRAMES) {
      throw new IllegalArgumentException(
          "expected %d to %d frames, found %d"
              .formatted(minimalFrames(), MAX_FRAMES, features.rows()));
    }
  }

  /** What one call works in. */
  static final class Scratch {
    /** Values that an array may keep between calls: 20 seconds of 3072 channels. */
    private static final int KEEP = 2000 * 3136;

    private final Frames input = new Frames();
    private final Frames first = new Frames();
    private final Frames blocks = new Frames();
    private final Frames aggregated = new Frames();
    private final Frames ownAttention = new Frames();
    private final Frames pooled = new Frames();
    private final Frames embedding = new Frames();
    private final SeRes2Block.Scratch block = new SeRes2Block.Scratch();
    private final AttentiveStatisticsPooling.Scratch pooling =
        new AttentiveStatisticsPooling.Scratch();
    private Frames attention;

    void resize(Matrix features, Layers layers) {
      int frames = features.rows();
      int channels = layers.first.outputs();
      int aggregatedChannels = layers.aggregation.outputs();
      input.copyOf(features, frames, layers.first.margin());
      first.resize(frames, channels, 0);
      blocks.resize(frames, layers.aggregation.inputs(), 0);
      aggregated.resize(frames, aggregatedChannels, 0);
      // The blocks' outputs are done with when the attention needs room.
      boolean fits = aggregatedChannels == blocks.columns();
      attention = fits ? blocks : ownAttention.resize(frames, aggregatedChannels, 0);
      pooled.resize(1, 2 * aggregatedChannels, 0);
      embedding.resize(1, layers.last.outputs(), 0);
      int margin = 0;
      for (int i = 0; i < layers.blocks.size(); i++) { // an iterator would be an object
        margin = Math.max(margin, layers.blocks.get(i).res2().margin());
      }
      block.resize(frames, layers.blocks.get(0), margin);
      pooling.resize(frames, layers.pooling);
    }

    void trim() {
      for (Frames frames : Arrays.asList(input, first, blocks, aggregated, ownAttention)) {
        frames.trim(KEEP);
      }
      block.trim(KEEP);
      pooling.trim(KEEP);
    }

    /** Fills everything with NaN, to show that nothing is read before it is written. */
    void poison() {
      for (Frames f : Arrays.asList(input, first, blocks, aggregated, pooled, embedding)) {
        f.poison();
      }
      block.poison();
      pooling.poison();
    }
  }
}
