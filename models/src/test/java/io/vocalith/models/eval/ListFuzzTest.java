package io.vocalith.models.eval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.phones.Manifest;
import io.vocalith.models.eval.phones.PhnFile;
import io.vocalith.models.eval.phones.TrnFile;
import io.vocalith.models.eval.speakers.KaldiVectors;
import io.vocalith.models.eval.speakers.ScoreFile;
import io.vocalith.models.eval.speakers.SpeakerNames;
import io.vocalith.models.eval.speakers.TrialList;
import io.vocalith.models.eval.speakers.UtteranceLists;
import io.vocalith.models.speaker.CalibrationFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were damaged or made up are refused in a sentence that names them, or read. */
class ListFuzzTest {
  @FunctionalInterface
  private interface Reader {
    Object read(Path file) throws IOException;
  }

  private record Case(Reader reader, String sound) {}

  private static final List<Case> CASES =
      List.of(
          new Case(TrialList::read, "1 a/b.wav a/c.wav\n0 a/b.wav d/e.wav\n"),
          new Case(TrialList::read, "m u target\nm v nontarget\n"),
          new Case(ScoreFile::read, "a b 0.5\na c -1e-3 nontarget\n"),
          new Case(SpeakerNames::read, "u1 anna\nu2 bert\n"),
          new Case(UtteranceLists::recordings, "u1 /a b/c.wav\n"),
          new Case(UtteranceLists::models, "m u1 u2\n"),
          new Case(UtteranceLists::cohort, "u1 s1\nu2\n"),
          new Case(KaldiVectors::read, "a xv.ark:12\n"),
          new Case(PhnFile::read, "0 100 h#\n100 250 sh\n"),
          new Case(TrnFile::read, "sh iy (anna-1)\n(anna-2)\n"),
          new Case(Manifest::read, "audio\tphones\tspeaker\na.wav\tsh iy\tanna\n"),
          new Case(Manifest::read, "{\"audio\": \"a.wav\", \"phones\": [\"sh\", [\"iy\"]]}\n"),
          new Case(
              CalibrationFile::read,
              "{\"schema\": \"vocalith-calibration/1\", \"slope\": 1e3, \"speakers\": 20}\n"));

  @Test
  void everyDamageIsReadOrRefusedByName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("fuzzed");
    Random random = new Random(17);
    for (int round = 0; round < 3000; round++) {
      Case each = CASES.get(round % CASES.size());
      Files.write(file, damaged(each.sound().getBytes(StandardCharsets.UTF_8), random));
      try {
        each.reader().read(file);
      } catch (ListFormatException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().indexOf('\n') < 0, e.getMessage());
      }
    }
  }

  /** Bytes changed, lost, doubled or put elsewhere, a few at a time. */
  private static byte[] damaged(byte[] sound, Random random) {
    StringBuilder text = new StringBuilder(new String(sound, StandardCharsets.ISO_8859_1));
    for (int change = random.nextInt(4); change >= 0; change--) {
      int place = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(place, (char) random.nextInt(256));
        case 1 -> text.deleteCharAt(place);
        case 2 -> text.insert(place, text.substring(place));
        case 3 -> text.insert(place, "0\t({[|-\"".charAt(random.nextInt(8)));
        default -> text.setLength(place);
      }
      if (text.length() == 0) {
        break;
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
