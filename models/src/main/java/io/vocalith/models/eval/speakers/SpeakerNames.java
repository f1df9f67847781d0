package io.vocalith.models.eval.speakers;

import io.vocalith.models.eval.ListFormatException;
import io.vocalith.models.eval.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is heard in an utterance: what an {@code utt2spk} list says, else the folder of VoxCeleb's
 * layout ({@code id10270/...}), else the last folder of the path.
 */
public final class SpeakerNames {
  private static final Pattern VOXCELEB = Pattern.compile("(?:^|.*/)(id\\d{5})/[^/]+/[^/]+");

  private final Optional<Map<String, String>> listed;

  private SpeakerNames(Optional<Map<String, String>> listed) {
    this.listed = listed;
  }

  /** By the folders of the path. */
  public static SpeakerNames byFolder() {
    return new SpeakerNames(Optional.empty());
  }

  /**
   * By a list of lines {@code utterance speaker}.
   *
   * @throws ListFormatException if the file is missing or a line has another form
   */
  public static SpeakerNames read(Path utt2spk) throws IOException {
    Map<String, String> speakers = new HashMap<>();
    TextLines.read(
        utt2spk,
        (number, line) -> {
          String[] columns = TextLines.columns(line);
          if (columns.length != 2) {
            throw new ListFormatException(
                utt2spk.toString(),
                number,
                "expected 'utterance speaker', found '" + TextLines.shortened(line) + "'");
          }
          speakers.put(columns[0], columns[1]);
        });
    return new SpeakerNames(Optional.of(speakers));
  }

  /** The rule, for the output. */
  public String rule() {
    return listed.isPresent()
        ? "speakers from the utt2spk list"
        : "speakers from the folders of the paths (VoxCeleb's layout, else the last folder)";
  }

  /** The speaker of an utterance; empty if the rule gives none. */
  public Optional<String> speaker(String utterance) {
    if (listed.isPresent()) {
      return Optional.ofNullable(listed.orElseThrow().get(utterance));
    }
    String path = utterance.replace('\\', '/');
    Matcher voxceleb = VOXCELEB.matcher(path);
    if (voxceleb.matches()) {
      return Optional.of(voxceleb.group(1));
    }
    int end = path.lastIndexOf('/');
    return end <= 0
        ? Optional.empty()
        : Optional.of(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
  }

  /**
   * Trials and their scores with their speakers.
   *
   * @param models the utterances of each enrolled model, as {@code spk2utt} lists them; a trial
   *     whose first column is not among them names an utterance
   * @throws IllegalArgumentException if the rule gives an utterance no speaker, or the speakers
   *     contradict the trials
   */
  public ScoredTrials scored(
      List<Trial> trials, double[] scores, Map<String, List<String>> models) {
    List<ScoredTrial> scored = new ArrayList<>(trials.size());
    for (int i = 0; i < scores.length; i++) {
      Trial trial = trials.get(i);
      String enrolled = models.getOrDefault(trial.enroll(), List.of(trial.enroll())).get(0);
      scored.add(new ScoredTrial(trial, scores[i], known(enrolled), known(trial.test())));
    }
    return new ScoredTrials(scored);
  }

  private String known(String utterance) {
    return speaker(utterance)
        .orElseThrow(
            () -> new IllegalArgumentException("the speaker of " + utterance + " is not known"));
  }
}
