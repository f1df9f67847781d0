package io.vocalith.models.speaker;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Architecture;
import io.vocalith.models.Batch;
import io.vocalith.models.Model;
import io.vocalith.models.Models;
import io.vocalith.models.StageObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A voice to an embedding with an {@code ecapa_tdnn} network. Immutable and thread-safe, with
 * nothing to close; the same recording gives the same embedding to the last bit, alone or in a
 * batch, on however many threads.
 *
 * <pre>{@code
 * SpeakerEncoder encoder = SpeakerEncoder.load();
 * double score = encoder.embed(one).cosine(encoder.embed(other));
 * }</pre>
 */
public final class SpeakerEncoder {
  private final Model model;
  private final Supplier<String> sha256;
  private final EcapaTdnn network;
  private final Parallel parallel;
  private final Batch batch;

  private SpeakerEncoder(Model model, EcapaTdnn network, Parallel parallel, Batch batch) {
    this.model = model;
    this.sha256 = model::sha256;
    this.network = network;
    this.parallel = parallel;
    this.batch = batch;
  }

  /**
   * The encoder of the small model that comes with Vocalith.
   *
   * @throws IOException if its artifact is not on the class path
   */
  public static SpeakerEncoder load() throws IOException {
    return load(Models.DEFAULT_VOICES);
  }

  /**
   * The encoder of a model.
   *
   * @param model its name, or the file of its card or checkpoint; see {@link Models#find}
   * @throws IllegalArgumentException if there is no such model or it is no encoder
   * @throws IOException if it cannot be read
   */
  public static SpeakerEncoder load(String model) throws IOException {
    return of(Models.ofUser().find(model));
  }

  /**
   * The encoder of a model that was found before, on the fastest kernels this JVM has. It learns
   * the model's digest in the background, so that a file replaced later does no harm.
   */
  public static SpeakerEncoder of(Model model) throws IOException {
    model.prepareSha256();
    return of(model, KernelProvider.select().kernels());
  }

  /**
   * The encoder of a model on given kernels, on one thread. The model's digest is computed when
   * first needed.
   *
   * @throws IllegalArgumentException if the model has another network, or its card does not fit the
   *     checkpoint
   * @throws IOException if a weight cannot be read
   */
  public static SpeakerEncoder of(Model model, Kernels kernels) throws IOException {
    model.require(Architecture.ECAPA_TDNN, "embedding voices");
    EcapaTdnn network = EcapaTdnn.of(model.weights(), kernels);
    model.expect("features", model.card().features().dimension(), network.inputs());
    return new SpeakerEncoder(model, network, Parallel.NONE, Batch.ofThreads(1));
  }

  /** The same encoder on so many threads of its own: within a recording, or over a batch. */
  public SpeakerEncoder withThreads(int threads) {
    return new SpeakerEncoder(
        model, network, Parallel.ofThreads(threads), Batch.ofThreads(threads));
  }

  /** The same encoder on the threads of an executor, at most so many at once. */
  public SpeakerEncoder withExecutor(Executor executor, int threads) {
    return new SpeakerEncoder(
        model, network, Parallel.on(executor, threads), Batch.on(executor, threads));
  }

  /** The model, with its card. */
  public Model model() {
    return model;
  }

  /** Length of an embedding. */
  public int dimension() {
    return network.dimension();
  }

  /**
   * The voice of a recording, which is resampled where its rate is another than the model's.
   *
   * @throws IllegalArgumentException if the recording is too short or too long for the network
   */
  public Embedding embed(AudioClip clip) {
    return embed(clip, parallel);
  }

  /**
   * The voices of several recordings, one recording per thread, in their order.
   *
   * @throws IllegalArgumentException as for a single one
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Embedding> embed(List<AudioClip> clips) throws InterruptedException {
    List<Embedding> embeddings = new ArrayList<>();
    batch.<AudioClip, Embedding, RuntimeException>run(
        clips, clip -> embed(clip, Parallel.NONE), embeddings::add);
    return embeddings;
  }

  private Embedding embed(AudioClip clip, Parallel threads) {
    return embed(model.card().features().extract(clip), threads);
  }

  /** The embedding of features (frames, inputs), less the model's mean where it has one. */
  Embedding embed(Matrix features, Parallel threads) {
    float[] values = network.embed(features, threads, StageObserver.NONE);
    float[] mean = model.embeddingMean();
    for (int i = 0; i < mean.length; i++) {
      values[i] -= mean[i];
    }
    return Embedding.of(values, sha256);
  }
}
