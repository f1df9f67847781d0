package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.vocalith.models.eval.speakers.KaldiVectors;
import io.vocalith.models.speaker.Embedding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTrialsCommandTest {
  private static final Path REAL = Path.of("../../shared/real");

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Run score(String... arguments) {
    List<String> all = new ArrayList<>(List.of("score-trials"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--cache", folder.resolve("cache").toString()));
    return Run.of(all.toArray(String[]::new));
  }

  /** Three speakers of three recordings each, all pairs. */
  private Path voices() throws IOException {
    List<String> names = new ArrayList<>();
    for (int speaker = 0; speaker < 3; speaker++) {
      for (int take = 0; take < 3; take++) {
        String name = "s" + speaker + "/" + take + ".wav";
        Sounds.voice(folder.resolve("audio/" + name), speaker, take, 1.5);
        names.add(name);
      }
    }
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        String truth = names.get(i).charAt(1) == names.get(j).charAt(1) ? "1" : "0";
        list.append(truth + " " + names.get(i) + " " + names.get(j) + "\n");
      }
    }
    return file("trials.txt", list.toString());
  }

  private String audio() {
    return folder.resolve("audio").toString();
  }

  /** The finished entries of the cache; files on their way come and go beside them. */
  private Map<Path, FileTime> cached() throws IOException {
    Map<Path, FileTime> files = new TreeMap<>();
    for (Path model : list(folder.resolve("cache/embeddings"))) {
      for (Path file : list(model)) {
        if (file.toString().endsWith(".voice")) {
          files.put(file, Files.getLastModifiedTime(file));
        }
      }
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void scoresSyntheticVoicesOnceAndRemembersThem() throws IOException {
    String trials = voices().toString();
    Path scores = folder.resolve("scores.txt");
    Run first =
        score(trials, "--audio-root", audio(), "-f", "json", "--write-scores", scores.toString());
    assertEquals(0, first.code(), first.err());
    JsonNode json = Schemas.check(first.out());
    assertEquals(9, json.path("targets").asInt());
    assertEquals(27, json.path("nontargets").asInt());
    assertEquals(3, json.path("speakers").asInt());
    assertTrue(json.path("figures").get(0).path("value").asDouble() < 0.2, first.out());
    assertTrue(first.err().contains("9 recordings, 9 of them embedded now"), first.err());
    assertEquals(9, cached().size());

    Run again = score(trials, "--audio-root", audio(), "-f", "json");
    assertTrue(again.err().contains("9 recordings, 0 of them embedded now"), again.err());
    assertEquals(first.out(), again.out());

    // The written scores give the same figures without any recording.
    Run byScores = score(trials, "--scores", scores.toString(), "-f", "json");
    assertEquals(
        json.path("figures"), Schemas.check(byScores.out()).path("figures"), byScores.err());
  }

  @Test
  void theCacheCanBePurged() throws IOException {
    String trials = voices().toString();
    score(trials, "--audio-root", audio());
    Run purged = score("--purge");
    assertEquals(0, purged.code());
    assertTrue(purged.err().contains("9 embeddings removed"), purged.err());
    assertEquals(Map.of(), cached());
  }

  @Test
  void wavScpAndKaldiListsGiveTheSameScores() throws IOException {
    Path trials = voices();
    String plain = score(trials.toString(), "--audio-root", audio(), "-f", "json").out();
    StringBuilder scp = new StringBuilder();
    StringBuilder speakers = new StringBuilder();
    StringBuilder list = new StringBuilder();
    for (String line : Files.readAllLines(trials)) {
      String[] columns = line.replace("/", "-").split(" ", -1);
      list.append(columns[1] + " " + columns[2]);
      list.append(columns[0].equals("1") ? " target\n" : " nontarget\n");
    }
    for (int speaker = 0; speaker < 3; speaker++) {
      for (int take = 0; take < 3; take++) {
        String key = "s" + speaker + "-" + take + ".wav";
        scp.append(key + " " + folder.resolve("audio/s" + speaker + "/" + take + ".wav") + "\n");
        speakers.append(key + " s" + speaker + "\n");
      }
    }
    Run kaldi =
        score(
            file("kaldi", list.toString()).toString(),
            "--wav-scp",
            file("wav.scp", scp.toString()).toString(),
            "--utt2spk",
            file("utt2spk", speakers.toString()).toString(),
            "-f",
            "json");
    assertEquals(0, kaldi.code(), kaldi.err());
    assertEquals(Schemas.check(plain).path("figures"), Schemas.check(kaldi.out()).path("figures"));
  }

  @Test
  void modelsOfSeveralRecordingsAreTheirMean() throws IOException {
    Path scp = vectors();
    Path spk2utt = file("spk2utt", "m0 s0/0 s0/1\n");
    Path trials = file("models", "m0 s0/1 target\nm0 s1/0 nontarget\n");
    Path scores = folder.resolve("scores.txt");
    Run run =
        score(
            trials.toString(),
            "--embeddings",
            scp.toString(),
            "--spk2utt",
            spk2utt.toString(),
            "--write-scores",
            scores.toString());
    assertEquals(0, run.code(), run.err());
    Map<String, float[]> vectors = KaldiVectors.read(scp);
    String model = "0".repeat(64);
    Embedding mean =
        Embedding.mean(
            List.of(
                Embedding.of(vectors.get("s0/0"), model),
                Embedding.of(vectors.get("s0/1"), model)));
    List<String> lines = Files.readAllLines(scores);
    assertEquals(
        "m0 s0/1 " + mean.cosine(Embedding.of(vectors.get("s0/1"), model)) + " target",
        lines.get(0));
    assertEquals(
        "m0 s1/0 " + mean.cosine(Embedding.of(vectors.get("s1/0"), model)) + " nontarget",
        lines.get(1));
  }

  @Test
  void normalizesByACohort() throws IOException {
    String trials = voices().toString();
    StringBuilder cohort = new StringBuilder();
    for (int speaker = 10; speaker < 14; speaker++) {
      String name = "c" + speaker + "/0.wav";
      Sounds.voice(folder.resolve("audio/" + name), speaker, 0, 1.5);
      cohort.append(name + "\n");
    }
    Run run =
        score(
            trials,
            "--audio-root",
            audio(),
            "--norm",
            "as",
            "--cohort",
            file("cohort", cohort.toString()).toString(),
            "--top-n",
            "3",
            "-f",
            "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertTrue(json.path("normalization").asText().startsWith("as-norm top 3 of 4, cohort "));
    assertTrue(run.err().contains("cohort: 4 recordings of 4 speakers"), run.err());
  }

  @Test
  void followsTheReferencesProtocol() throws IOException {
    Run run =
        score(
            voices().toString(), "--audio-root", audio(), "--protocol", "mindspore", "-f", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    // s2/2.wav stands in the second column only: the reference does not embed it.
    assertEquals(28, json.path("scored").asInt());
    assertEquals(8, json.path("leftOut").asInt());
    assertTrue(json.path("eerStage3").isMissingNode());
    assertEquals(2, score(voices().toString(), "--scores", "x", "--protocol", "mindspore").code());
  }

  /** 24 speakers of two recordings as vectors around a point of the speaker's own. */
  private Path vectors() throws IOException {
    Random random = new Random(3);
    ByteBuffer archive = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder scp = new StringBuilder();
    for (int speaker = 0; speaker < 24; speaker++) {
      double[] centre = random.doubles(8, -1, 1).toArray();
      for (int take = 0; take < 2; take++) {
        String key = "s" + speaker + "/" + take;
        archive.put((key + " ").getBytes(StandardCharsets.US_ASCII));
        scp.append(key + " xv.ark:" + archive.position() + "\n");
        archive.put("\0BFV \4".getBytes(StandardCharsets.ISO_8859_1)).putInt(centre.length);
        for (double value : centre) {
          archive.putFloat((float) (value + 0.5 * random.nextGaussian()));
        }
      }
    }
    byte[] bytes = new byte[archive.position()];
    archive.flip().get(bytes);
    Files.write(folder.resolve("xv.ark"), bytes);
    return file("xv.scp", scp.toString());
  }

  private Path allPairs() throws IOException {
    StringBuilder list = new StringBuilder();
    for (int a = 0; a < 24; a++) {
      for (int b = 0; b < 24; b++) {
        list.append("s" + a + "/0 s" + b + "/1 " + (a == b ? "target\n" : "nontarget\n"));
      }
    }
    return file("pairs", list.toString());
  }

  @Test
  void calibratesAndScoresLikelihoodRatiosWithIntervals() throws IOException {
    String scp = vectors().toString();
    String pairs = allPairs().toString();
    Path line = folder.resolve("line.json");
    Run made =
        Run.of(
            "calibrate",
            pairs,
            "--embeddings",
            scp,
            "--model",
            "voice-en",
            "--bandwidth",
            "wide",
            "--out",
            line.toString());
    assertEquals(0, made.code(), made.err());
    assertTrue(made.out().contains("24 speakers, 24 targets, 552 non-targets"), made.out());
    Path plot = folder.resolve("det.svg");
    Run scored =
        score(
            pairs,
            "--embeddings",
            scp,
            "--calibration",
            line.toString(),
            "--plot",
            plot.toString(),
            "-f",
            "json");
    assertEquals(0, scored.code(), scored.err());
    JsonNode json = Schemas.check(scored.out());
    assertEquals("calibrated log-likelihood ratio", json.path("score").asText());
    for (JsonNode figure : json.path("figures")) {
      assertTrue(figure.has("value") && figure.has("interval"), figure.toString());
    }
    double cllr = json.path("figures").get(5).path("value").asDouble();
    double minCllr = json.path("figures").get(6).path("value").asDouble();
    assertTrue(minCllr <= cllr && cllr < 1, cllr + " " + minCllr);
    assertTrue(Files.readString(plot).startsWith("<svg "));
  }

  @Test
  void aCalibrationForAnotherModelIsRefused() throws IOException {
    Path line =
        file(
            "other.json",
            """
            {"schema": "vocalith-calibration/1", "model_sha256": "%s", "normalization": "none",
             "bandwidth": "wide", "slope": 1, "offset": 0, "speakers": 20, "targets": 1,
             "nontargets": 1, "cross_fold_trials": 0, "cllr": 0.5}
            """
                .formatted("0".repeat(64)));
    Run run =
        score(
            allPairs().toString(),
            "--embeddings",
            vectors().toString(),
            "--calibration",
            line.toString());
    assertEquals(1, run.code());
    assertTrue(run.err().contains("the calibration is for the model 000000000000"), run.err());
  }

  @Test
  void calibrationRefusesWhatCannotBeCalibrated() throws IOException {
    Path trials = voices();
    Path out = folder.resolve("c.json");
    Run few =
        Run.of(
            "calibrate",
            trials.toString(),
            "--audio-root",
            audio(),
            "--cache",
            folder.resolve("cache").toString(),
            "--out",
            out.toString());
    assertEquals(1, few.code());
    assertTrue(few.err().contains("expected at least 20 speakers to calibrate on, found 3"));
    assertFalse(Files.exists(out));
    Run unkeyed =
        Run.of("calibrate", trials.toString(), "--scores", "s.txt", "--out", out.toString());
    assertEquals(2, unkeyed.code());
    assertTrue(unkeyed.err().contains("--model and --bandwidth"), unkeyed.err());
  }

  @Test
  void badInputIsNamedByFileAndLine() throws IOException {
    Path mixed = file("mixed", "1 a b\na c target\n");
    assertEquals(
        "vocalith: "
            + mixed
            + ", line 2: expected the format VOXCELEB of the lines before, found KALDI:"
            + " a list has one format\n",
        score(mixed.toString(), "--scores", "x").err());
    Path trials = file("trials", "1 a/1 a/2\n0 a/1 b/1\n1 b/1 b/2\n");
    Path scores = file("scores", "a/1 a/2 0.5\na/1 b/1 NaN\n");
    Run nan = score(trials.toString(), "--scores", scores.toString());
    assertEquals(1, nan.code());
    assertTrue(nan.err().contains(scores + ", line 2: expected a finite score, found 'NaN'"));
    Path oneClass = file("one", "1 a/1 a/2\n");
    Path one = file("score", "a/1 a/2 0.5\n");
    Run alone = score(oneClass.toString(), "--scores", one.toString());
    assertEquals(1, alone.code());
    assertTrue(alone.err().contains("expected target and non-target trials, found 1 and 0"));
    assertEquals(2, score(trials.toString()).code());
    assertEquals(2, score().code());
    assertEquals(2, score(trials.toString(), "--scores", "x", "--norm", "as").code());
  }

  @Test
  void whatFailsEndsTheRunUnlessSkipped() throws IOException {
    Path trials = voices();
    Files.writeString(folder.resolve("audio/s0/0.wav"), "no recording at all");
    Files.delete(folder.resolve("audio/s1/1.wav"));
    Run ended = score(trials.toString(), "--audio-root", audio());
    assertEquals(1, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("0.wav"), ended.err());
    Run skipped = score(trials.toString(), "--audio-root", audio(), "--skip-bad");
    assertEquals(1, skipped.code());
    assertTrue(skipped.out().contains("\n2 skipped: s0/0.wav, s1/1.wav\n"), skipped.out());
    assertTrue(skipped.out().contains("5 targets, 16 non-targets"), skipped.out());
  }

  @Test
  void unknownSpeakersGiveFiguresWithoutIntervals() throws IOException {
    Path trials = file("trials", "1 a b\n0 a c\n");
    Run run = score(trials.toString(), "--scores", file("s", "a b 0.7\na c 0.1\n").toString());
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("interval: speakers not known: no interval"), run.out());
    assertTrue(run.err().contains("the speaker of a is not known"), run.err());
  }

  /** A process that is killed loses nothing that was finished. */
  @Test
  void goesOnWhereAKilledProcessStopped() throws IOException, InterruptedException {
    StringBuilder list = new StringBuilder();
    for (int take = 0; take < 24; take++) {
      String name = "s" + take % 2 + "/" + take + ".wav";
      Sounds.voice(folder.resolve("audio/" + name), take % 2, take, 1.5);
      list.append(take % 2 == 0 ? "1" : "0").append(" s0/0.wav " + name + "\n");
    }
    String trials = file("long.txt", list.toString()).toString();
    Process process = start(trials);
    while (cached().size() < 3 && process.isAlive()) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    Map<Path, FileTime> before = cached();
    assertTrue(before.size() >= 3 && before.size() < 24, before.size() + " were embedded");
    Run rest = score(trials, "--audio-root", audio(), "-f", "json");
    assertEquals(0, rest.code(), rest.err());
    int left = 24 - before.size();
    assertTrue(rest.err().contains("24 recordings, " + left + " of them"), rest.err());
    Map<Path, FileTime> after = cached();
    before.forEach((file, time) -> assertEquals(time, after.get(file)));
    score("--purge");
    assertEquals(rest.out(), score(trials, "--audio-root", audio(), "-f", "json").out());
  }

  private Process start(String trials) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules=jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            "io.vocalith.cli.Main",
            "score-trials",
            trials,
            "--audio-root",
            audio(),
            "--threads",
            "1",
            "--cache",
            folder.resolve("cache").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.txt").toFile())
        .start();
  }

  @Test
  void scoresRealSpeechWhereThereIsSome() throws IOException {
    Path trials = REAL.resolve("trials/librispeech.txt");
    assumeTrue(Files.exists(trials), "no real speech beside the checkout: not scored");
    Run run = score(trials.toString(), "--audio-root", REAL.toString(), "-f", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertEquals(450, json.path("targets").asInt());
    assertEquals(1000, json.path("nontargets").asInt());
    // Same session within a speaker: an easy list. 1.8 % was measured.
    assertTrue(
        json.path("figures").get(0).path("value").asDouble() < 0.025,
        () -> String.format(Locale.ROOT, "%s", json.path("figures")));
  }
}
