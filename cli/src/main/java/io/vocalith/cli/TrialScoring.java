package io.vocalith.cli;

import io.vocalith.audio.AudioOptions;
import io.vocalith.models.Model;
import io.vocalith.models.eval.speakers.ScoreFile;
import io.vocalith.models.eval.speakers.SpeakerNames;
import io.vocalith.models.eval.speakers.Trial;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.speaker.AdaptiveSNorm;
import io.vocalith.models.speaker.Bandwidth;
import io.vocalith.models.speaker.CalibrationKey;
import io.vocalith.models.speaker.EmbeddedRecording;
import io.vocalith.models.speaker.Embedding;
import io.vocalith.models.speaker.EmbeddingCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Scores a trial list by whatever source the options name. */
final class TrialScoring {
  /** A model and an utterance may have one name. */
  private static final String ENROLL = "enroll ";

  private static final String TEST = "test ";

  private final VocalithCommand command;
  private final TrialOptions options;
  private final Optional<Model> model;
  private final AudioOptions audio;
  private final EmbeddingCache cache;
  private final ItemBatch batch;
  private final Map<String, List<String>> models;

  /**
   * A scored list.
   *
   * @param trials the trials that have a score
   * @param scores their scores
   * @param normalization name of the normalisation
   * @param bandwidths bandwidth of each trial; empty where there are no recordings
   */
  record Result(
      List<Trial> trials, List<Double> scores, String normalization, List<Bandwidth> bandwidths) {
    double[] values() {
      return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  private record Voice(Embedding embedding, Bandwidth bandwidth) {}

  TrialScoring(
      VocalithCommand command,
      TrialOptions options,
      Optional<Model> model,
      AudioOptions audio,
      EmbeddingCache cache,
      ItemBatch batch)
      throws IOException {
    this.command = command;
    this.options = options;
    this.model = model;
    this.audio = audio;
    this.cache = cache;
    this.batch = batch;
    this.models = options.models();
  }

  /** Utterances of the models of the first column. */
  Map<String, List<String>> models() {
    return models;
  }

  Result score(List<Trial> trials) throws IOException, InterruptedException {
    return options.scores == null ? byVoices(trials) : byFile(trials);
  }

  private Result byFile(List<Trial> trials) throws IOException {
    ScoreFile file = ScoreFile.read(options.scores);
    Result result =
        new Result(
            new ArrayList<>(), new ArrayList<>(), CalibrationKey.NO_NORMALIZATION, List.of());
    for (Trial trial : trials) {
      OptionalDouble score = file.score(trial);
      if (score.isPresent()) {
        result.trials().add(trial);
        result.scores().add(score.getAsDouble());
      } else {
        batch.skip(
            trial.enroll() + " " + trial.test(),
            new IOException("expected a score of line " + trial.line() + " in " + options.scores));
      }
    }
    return result;
  }

  private Result byVoices(List<Trial> trials) throws IOException, InterruptedException {
    Voices voices = new Voices(options, model.orElseThrow(), audio, cache);
    Set<String> utterances = new LinkedHashSet<>();
    for (Trial trial : trials) {
      utterances.addAll(models.getOrDefault(trial.enroll(), List.of(trial.enroll())));
      utterances.add(trial.test());
    }
    Map<String, EmbeddedRecording> embedded = voices.of(utterances, batch);
    Optional<AdaptiveSNorm> norm =
        options.normalized() ? Optional.of(cohort(voices)) : Optional.empty();
    command.notice(
        "%d recordings, %d of them embedded now".formatted(embedded.size(), voices.computed()));
    Map<String, Voice> enrolled = enrolled(trials, embedded);
    Map<String, AdaptiveSNorm.Side> sides = sides(norm, enrolled, embedded);
    Result result =
        new Result(
            new ArrayList<>(),
            new ArrayList<>(),
            norm.map(AdaptiveSNorm::name).orElse(CalibrationKey.NO_NORMALIZATION),
            new ArrayList<>());
    for (Trial trial : trials) {
      Voice enroll = enrolled.get(trial.enroll());
      EmbeddedRecording test = embedded.get(trial.test());
      if (enroll != null && test != null) {
        double cosine = enroll.embedding().cosine(test.embedding());
        double score =
            norm.isEmpty()
                ? cosine
                : AdaptiveSNorm.normalize(
                    cosine, sides.get(ENROLL + trial.enroll()), sides.get(TEST + trial.test()));
        result.trials().add(trial);
        result.scores().add(score);
        result.bandwidths().add(enroll.bandwidth().with(test.bandwidth()));
      }
    }
    return result;
  }

  /** Cohort statistics of every voice; empty without a normalisation. */
  private Map<String, AdaptiveSNorm.Side> sides(
      Optional<AdaptiveSNorm> norm,
      Map<String, Voice> enrolled,
      Map<String, EmbeddedRecording> embedded)
      throws IOException, InterruptedException {
    Map<String, AdaptiveSNorm.Side> sides = new HashMap<>();
    if (norm.isPresent()) {
      Map<String, Embedding> all = new LinkedHashMap<>();
      enrolled.forEach((name, voice) -> all.put(ENROLL + name, voice.embedding()));
      embedded.forEach((name, voice) -> all.put(TEST + name, voice.embedding()));
      batch.run(
          List.copyOf(all.keySet()),
          name -> name,
          "sides",
          name -> norm.orElseThrow().side(all.get(name)),
          sides::put);
    }
    return sides;
  }

  /** One voice for each first column: an utterance's own, or the mean of a model's utterances. */
  private Map<String, Voice> enrolled(List<Trial> trials, Map<String, EmbeddedRecording> embedded) {
    Map<String, Voice> enrolled = new LinkedHashMap<>();
    for (String name : trials.stream().map(Trial::enroll).collect(Collectors.toSet())) {
      List<String> utterances = models.getOrDefault(name, List.of(name));
      if (utterances.stream().allMatch(embedded::containsKey)) {
        List<Embedding> each = utterances.stream().map(u -> embedded.get(u).embedding()).toList();
        Bandwidth bandwidth =
            utterances.stream()
                .map(u -> embedded.get(u).bandwidth())
                .reduce(Bandwidth.WIDE, Bandwidth::with);
        enrolled.put(
            name, new Voice(each.size() == 1 ? each.get(0) : Embedding.mean(each), bandwidth));
      }
    }
    return enrolled;
  }

  private AdaptiveSNorm cohort(Voices voices) throws IOException, InterruptedException {
    Map<String, Optional<String>> listed = UtteranceLists.cohort(options.cohort);
    SpeakerNames names = options.speakers();
    Map<String, EmbeddedRecording> embedded = voices.of(listed.keySet(), batch);
    Map<String, List<Embedding>> speakers = new LinkedHashMap<>();
    embedded.forEach(
        (utterance, voice) ->
            speakers
                .computeIfAbsent(
                    listed.get(utterance).or(() -> names.speaker(utterance)).orElse(utterance),
                    speaker -> new ArrayList<>())
                .add(voice.embedding()));
    command.notice(
        "cohort: %d recordings of %d speakers".formatted(embedded.size(), speakers.size()));
    return new AdaptiveSNorm(speakers.values().stream().map(Embedding::mean).toList(), options.top);
  }
}
