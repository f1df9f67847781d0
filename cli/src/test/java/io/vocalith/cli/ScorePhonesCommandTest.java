package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorePhonesCommandTest {
  private static final Path SAMPLES = Path.of("../samples").toAbsolutePath().normalize();
  private static final Path TIMIT = Path.of("../../shared/real/timit-sample");

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** What espeak-ng says in the samples, in TIMIT's labels. */
  private String manifest() throws IOException {
    return file(
        "manifest.tsv",
        """
        audio	phones	speaker
        SAMPLES/fox.wav	h# dh ax k w ih k b r aw n f aa k s jh ah m p s ow v axr dh ax l ey z iy d ao g h#	us
        SAMPLES/hello.wav	h# hh ax l ow hh aw aa r y uw t ax d ey h#	us
        SAMPLES/alice-1.wav	h# p l iy z b r ih ng dh ax g r iy n b uh k t ax dh ax t ey b el h#	alice
        """
            .replace("SAMPLES", SAMPLES.toString()));
  }

  @Test
  void scoresSyntheticSpeechBothWays() throws IOException {
    Run run = Run.of("score-phones", manifest(), "--sil", "drop", "-f", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode json = Schemas.check(run.out());
    assertEquals("phones-en", json.path("model").path("name").asText());
    assertEquals(2, json.path("decodings").size());
    for (JsonNode decoding : json.path("decodings")) {
      assertEquals(3, decoding.path("utterances").asInt());
      // 31 + 14 + 25 labels without silence; more than a quarter wrong would be no recogniser.
      assertEquals(70, decoding.path("reference").asInt());
      assertTrue(decoding.path("per").asDouble() < 0.25, decoding.path("per").toString());
      assertTrue(decoding.path("lerReference").asDouble() < 0.35);
      assertEquals(2, decoding.path("speakers").size());
    }
    assertTrue(json.path("realTimeFactor").asDouble() > 0);
  }

  @Test
  void sameFiguresOnOneThreadAndOnMany() throws IOException {
    String manifest = manifest();
    String one = Run.of("score-phones", manifest, "--threads", "1").out();
    String many = Run.of("score-phones", manifest, "--threads", "3").out();
    assertEquals(withoutTime(one), withoutTime(many));
    assertTrue(one.contains("RTF") && one.contains("too few speakers for an interval"), one);
  }

  private static String withoutTime(String text) {
    return text.replaceAll("(?m)^audio .*$", "");
  }

  @Test
  void scoresTranscriptsWithoutAModel() throws IOException {
    String ref = file("r.trn", "sh iy h# (anna-1)\nb k d (bert-1)\n");
    String hyp = file("h.trn", "sh ih h# (anna-1)\nb k d g (bert-1)\n");
    Path alignments = folder.resolve("a.txt");
    Run run =
        Run.of(
            "score-phones", "--ref", ref, "--hyp", hyp, "--per-utterance", alignments.toString());
    assertEquals(0, run.code(), run.err());
    assertEquals(
        """
        %s against %s; speaker: what stands before the first - or _
        2 utterances, 2 speakers
        39 labels, sil counted

                                      hypothesis
        LER (reference)                  33.33 %%
        PER                              33.33 %%
          95 %% interval                        -
          S                                    1
          D                                    0
          I                                    1
          N                                    6

        LER (reference): ctcmodel's metric: 61 labels, repeats collapsed on both sides, mean over utterances of distance / reference length
        PER: (S + D + I) / N of the whole corpus, unit costs, both sides folded before alignment
        too few speakers for an interval

        PER by speaker                hypothesis
          anna                      33.33 %% of 3
          bert                      33.33 %% of 3

        most frequent confusions of hypothesis (- stands for no label)
          -     as g          1
          iy    as ih         1
        """
            .formatted(hyp, ref),
        run.out());
    assertEquals(
        """
        anna-1	hypothesis	S 1 D 0 I 0 N 3
        ref sh   iy   sil
        hyp sh   ih   sil
                 S

        bert-1	hypothesis	S 0 D 0 I 1 N 3
        ref b    k    d    *
        hyp b    k    d    g
                           I

        """,
        Files.readString(alignments));
  }

  @Test
  void aBadUtteranceEndsTheRunUnlessSkipped() throws IOException {
    String manifest =
        file(
            "m.tsv",
            "audio\tphones\n"
                + folder.resolve("missing.wav")
                + "\taa\n"
                + SAMPLES.resolve("hello.wav")
                + "\thh ax l ow\n");
    Run ended = Run.of("score-phones", manifest);
    assertEquals(1, ended.code());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("missing.wav"), ended.err());
    assertTrue(ended.err().contains("--skip-bad"), ended.err());
    Run skipped = Run.of("score-phones", "--skip-bad", manifest);
    assertEquals(1, skipped.code());
    assertTrue(skipped.out().contains("\n1 utterances, 1 speakers\n1 skipped: "), skipped.out());
    assertTrue(skipped.err().contains("missing.wav"), skipped.err());
  }

  @Test
  void badListsAreNamedByFileAndLine() throws IOException {
    String manifest = file("m.tsv", "audio\tphones\na.wav\taa xx\n");
    Run run = Run.of("score-phones", manifest);
    assertEquals(1, run.code());
    assertEquals(
        "vocalith: " + manifest + ", line 2: expected one of TIMIT's labels, found 'xx'\n",
        run.err());
    String ref = file("r.trn", "sh (a)\niy (b)\n");
    String hyp = file("h.trn", "sh (a)\n");
    Run missing = Run.of("score-phones", "--ref", ref, "--hyp", hyp);
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains("expected the utterance b in " + hyp), missing.err());
  }

  @Test
  void callsThatMakeNoSenseAreUsageErrors() throws IOException {
    String manifest = manifest();
    assertEquals(2, Run.of("score-phones").code());
    assertEquals(2, Run.of("score-phones", "--ref", manifest).code());
    assertEquals(2, Run.of("score-phones", manifest, "--fold", "40").code());
    assertEquals(2, Run.of("score-phones", manifest, "--set", "core").code());
    assertEquals(2, Run.of("score-phones", manifest, "--sil", "maybe").code());
    assertEquals(2, Run.of("score-phones", manifest, "--model", "voice-en").code());
  }

  @Test
  void scoresRealSpeechWhereThereIsSome() throws IOException {
    assumeTrue(Files.isDirectory(TIMIT), "no real speech beside the checkout: not scored");
    Run run = Run.of("score-phones", TIMIT.toString(), "--sil", "drop", "-f", "json");
    assertEquals(0, run.code(), run.err());
    JsonNode best = Schemas.check(run.out()).path("decodings").get(0);
    assertEquals(20, best.path("utterances").asInt());
    assertEquals(2, best.path("speakers").size());
    // The small model has 49 % on 16 speakers of this kind; these two are near it.
    assertTrue(best.path("per").asDouble() < 0.6, best.path("per").toString());
  }
}
