package io.vocalith.models.ctc;

import io.vocalith.audio.AudioClip;
import io.vocalith.audio.FeatureRows;
import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.Hypothesis;
import io.vocalith.engine.ctc.LogSoftmax;
import io.vocalith.engine.kernel.KernelProvider;
import io.vocalith.engine.kernel.Kernels;
import io.vocalith.engine.nn.Parallel;
import io.vocalith.models.Architecture;
import io.vocalith.models.Batch;
import io.vocalith.models.Model;
import io.vocalith.models.ModelCard;
import io.vocalith.models.Models;
import io.vocalith.models.StageObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleConsumer;

/**
 * Speech to phones with a {@code ctcmodel} network. Immutable and thread-safe, with nothing to
 * close; the same recording gives the same answer to the last bit, alone or in a batch, on however
 * many threads.
 *
 * <pre>{@code
 * PhonemeRecognizer recognizer = PhonemeRecognizer.load();
 * Transcript transcript = recognizer.transcribe(AudioClip.of(Path.of("speech.wav")));
 * }</pre>
 */
public final class PhonemeRecognizer {
  /** Recordings that a thread takes at a time: enough for some groups of similar length. */
  private static final int AT_A_TIME = 4 * Kernels.TOGETHER;

  private final Model model;
  private final CtcNetwork network;
  private final Decoding decoding;
  private final int alternatives; // to give for each phone; -1: no times at all
  private final Splitting splitting;
  private final Parallel parallel;
  private final Batch batch;

  private PhonemeRecognizer(
      Model model,
      CtcNetwork network,
      Decoding decoding,
      int alternatives,
      Splitting splitting,
      Parallel parallel,
      Batch batch) {
    this.model = model;
    this.network = network;
    this.decoding = decoding;
    this.alternatives = alternatives;
    this.splitting = splitting;
    this.parallel = parallel;
    this.batch = batch;
  }

  /**
   * The recogniser of the small model that comes with Vocalith.
   *
   * @throws IOException if its artifact is not on the class path
   */
  public static PhonemeRecognizer load() throws IOException {
    return load(Models.DEFAULT_PHONES);
  }

  /**
   * The recogniser of a model.
   *
   * @param model its name, or the file of its card or checkpoint; see {@link Models#find}
   * @throws IllegalArgumentException if there is no such model or it is no recogniser
   * @throws IOException if it cannot be read
   */
  public static PhonemeRecognizer load(String model) throws IOException {
    return of(Models.ofUser().find(model));
  }

  /** The recogniser of a model that was found before, on the fastest kernels this JVM has. */
  public static PhonemeRecognizer of(Model model) throws IOException {
    return of(model, KernelProvider.select().kernels());
  }

  /**
   * The recogniser of a model on given kernels, on one thread, taking the best path.
   *
   * @throws IllegalArgumentException if the model has another network, or its card does not fit the
   *     checkpoint
   * @throws IOException if a weight cannot be read
   */
  public static PhonemeRecognizer of(Model model, Kernels kernels) throws IOException {
    ModelCard card = model.require(Architecture.CTCMODEL, "recognising phones").card();
    CtcNetwork network = CtcNetwork.of(model.weights(), kernels);
    model.expect("features", card.features().dimension(), network.inputs());
    model.expect("classes (labels and blank)", card.classes(), network.classes());
    return new PhonemeRecognizer(
        model,
        network,
        Decoding.DEFAULTS,
        -1,
        Splitting.DEFAULTS,
        Parallel.NONE,
        Batch.ofThreads(1));
  }

  /** The same recogniser on so many threads of its own: within a recording, or over a batch. */
  public PhonemeRecognizer withThreads(int threads) {
    return new PhonemeRecognizer(
        model,
        network,
        decoding,
        alternatives,
        splitting,
        Parallel.ofThreads(threads),
        Batch.ofThreads(threads));
  }

  /** The same recogniser on the threads of an executor, at most so many at once. */
  public PhonemeRecognizer withExecutor(Executor executor, int threads) {
    return new PhonemeRecognizer(
        model,
        network,
        decoding,
        alternatives,
        splitting,
        Parallel.on(executor, threads),
        Batch.on(executor, threads));
  }

  /** The same recogniser, decoding otherwise. */
  public PhonemeRecognizer withDecoding(Decoding other) {
    return new PhonemeRecognizer(model, network, other, alternatives, splitting, parallel, batch);
  }

  /**
   * The same recogniser, giving times, confidences and so many alternatives of every phone of the
   * best answer.
   */
  public PhonemeRecognizer withTimes(int alternativesPerPhone) {
    if (alternativesPerPhone < 0) {
      throw new IllegalArgumentException(
          "expected 0 or more alternatives, found " + alternativesPerPhone);
    }
    return new PhonemeRecognizer(
        model, network, decoding, alternativesPerPhone, splitting, parallel, batch);
  }

  /** The same recogniser, splitting long recordings otherwise. */
  public PhonemeRecognizer withSplitting(Splitting other) {
    return new PhonemeRecognizer(model, network, decoding, alternatives, other, parallel, batch);
  }

  /** The model, with its card. */
  public Model model() {
    return model;
  }

  /**
   * The phones of a recording, which is resampled where its rate is another than the model's, and
   * split as {@link Splitting} says where it is long.
   *
   * @throws IllegalArgumentException if the recording is too short for one frame
   */
  public Transcript transcribe(AudioClip clip) {
    return transcribe(clip, seconds -> {});
  }

  /**
   * The same with word of how far it is.
   *
   * @param progress hears how many seconds of a split recording are done, from any of the
   *     recogniser's threads but one at a time; of one that is not split it hears nothing
   */
  public Transcript transcribe(AudioClip clip, DoubleConsumer progress) {
    return transcribe(clip, parallel, progress);
  }

  /**
   * The phones of several recordings, in their order. A thread takes some of them at a time, and
   * those of similar length share each pass over the network's weights.
   *
   * @throws IllegalArgumentException as for a single one
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Transcript> transcribe(List<AudioClip> clips) throws InterruptedException {
    List<Transcript> transcripts = new ArrayList<>();
    batch.<AudioClip, Transcript, RuntimeException>runInGroups(
        clips, AT_A_TIME, this::together, transcripts::add);
    return transcripts;
  }

  private List<Transcript> together(List<? extends AudioClip> clips) {
    List<Matrix> features = new ArrayList<>();
    for (AudioClip clip : clips) {
      if (!isSplit(clip)) {
        features.add(model.card().features().extract(clip));
      }
    }
    Iterator<Matrix> logits = network.logits(features, model.card().padding()).iterator();
    List<Transcript> transcripts = new ArrayList<>();
    for (AudioClip clip : clips) {
      transcripts.add(
          isSplit(clip)
              ? transcribe(clip, Parallel.NONE, seconds -> {})
              : whole(clip, scores(logits.next())));
    }
    return transcripts;
  }

  private boolean isSplit(AudioClip clip) {
    return clip.seconds() > splitting.longestSeconds();
  }

  /**
   * Logits of the network, one row per frame and one column per class; frame t is centred at {@code
   * (t + droppedFrames) * hop + window / 2} seconds of the front end.
   *
   * @throws IllegalArgumentException if the recording is too short for one frame, or too long
   */
  public Matrix logits(AudioClip clip) {
    return logits(clip, parallel);
  }

  /**
   * Natural logarithms of the classes' probabilities, adjusted as the decoding says: what is
   * decoded and aligned.
   *
   * @throws IllegalArgumentException if the recording is too short for one frame, or too long
   */
  public Matrix logProbabilities(AudioClip clip) {
    return scores(logits(clip, parallel));
  }

  private Matrix scores(Matrix logits) {
    return decoding.adjustment().apply(LogSoftmax.apply(logits), model.card().blank());
  }

  private Matrix logits(AudioClip clip, Parallel threads) {
    Matrix features = model.card().features().extract(clip);
    return network.logits(features, model.card().padding(), threads, StageObserver.NONE);
  }

  private Transcript transcribe(AudioClip clip, Parallel threads, DoubleConsumer progress) {
    if (!isSplit(clip)) {
      return whole(clip, scores(logits(clip, threads)));
    }
    ModelCard card = model.card();
    FeatureRows features = FeatureRows.of(card.features(), clip);
    List<Heard> passages =
        new LongRecognition(
                features,
                rows -> scores(network.logits(rows)),
                card.blank(),
                TimeBase.of(card.features()),
                splitting)
            .run(threads, progress, this::hear);
    return transcript(clip, passages, features.rows());
  }

  private Transcript whole(AudioClip clip, Matrix scores) {
    return transcript(clip, List.of(hear(scores, 0)), scores.rows());
  }

  private Transcript transcript(AudioClip clip, List<Heard> passages, int frames) {
    ModelCard card = model.card();
    List<String> warnings = new ArrayList<>(clip.warnings());
    if (card.padding() > 0 && frames > card.padding()) {
      warnings.add(
          "%d frames are more than the %d that %s was trained with; they run as they are"
              .formatted(frames, card.padding(), card.name()));
    }
    Heard heard = Heard.join(passages, decoding.nBest(), decoding.reference());
    List<Transcript.Answer> answers = new ArrayList<>();
    for (Hypothesis found : heard.hypotheses()) {
      List<String> phones = Arrays.stream(found.labels()).mapToObj(card::label).toList();
      answers.add(new Transcript.Answer(phones, found.logProbability()));
    }
    return new Transcript(
        answers, PhoneTimer.tile(heard.timed(), clip.seconds()), clip.seconds(), warnings);
  }

  /** Decodes the scores of a passage that begins with this frame. */
  private Heard hear(Matrix scores, int first) {
    ModelCard card = model.card();
    List<Hypothesis> hypotheses = decoding.decoder(card.blank()).decode(scores);
    List<TimedPhone> timed =
        alternatives < 0
            ? List.of()
            : new PhoneTimer(card).time(scores, first, hypotheses.get(0).labels(), alternatives);
    return new Heard(hypotheses, timed);
  }
}
