package io.vocalith.models.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.audio.AudioClip;
import io.vocalith.engine.Matrix;
import io.vocalith.models.ModelCard;
import io.vocalith.models.Models;
import io.vocalith.models.phones.Notation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\">([^<]*)</script>\n");

  @Test
  void tenSecondsOfNoiseStayUnderTwoMegabytes() throws IOException {
    ModelCard card = Models.ofUser().find(Models.DEFAULT_PHONES).card();
    float[] scores = new float[998 * card.classes()];
    Random random = new Random(7);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) Math.log(random.nextDouble());
    }
    Posteriorgram worst =
        Posteriorgram.of(Matrix.of(998, card.classes(), scores), card, Notation.TIMIT61);
    assertEquals(card.classes(), worst.names().size());
    String page = page(new ReportView(noise(10), Optional.of(worst)), result("noise.wav", 10));
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 2_000_000, "the page has " + bytes + " bytes");
  }

  @Test
  void hostileNamesStayStrings() throws IOException {
    String name = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>&'\\u2028.wav";
    String page = page(new ReportView(noise(0.1), Optional.empty()), result(name, 0.1));
    Matcher data = DATA.matcher(page);
    assertTrue(data.find(), "the data end where they should");
    assertTrue(data.group(1).contains("\\u003c/script>\\u003cscript>alert(1)"), data.group(1));
    assertEquals(data.end(), page.indexOf("</body>"));
    assertFalse(page.contains("<img"));
    assertFalse(page.contains("<!--"));
    assertEquals(2, page.split("<script", -1).length - 1, "the page's script and its data");
  }

  @Test
  void thePolicyLetsNothingButItselfIn() throws Exception {
    String page = page(new ReportView(noise(0.1), Optional.empty()), result("a.wav", 0.1));
    assertFalse(Pattern.compile("(?i)https?:|//[a-z]+\\.|@import|url\\(").matcher(page).find());
    assertFalse(page.contains("innerHTML"));
    assertTrue(page.contains("content=\"default-src 'none'; img-src data:; media-src data:; "));
    assertFalse(page.contains("unsafe-inline"));
    assertTrue(page.contains("style-src '" + digest(between(page, "<style>", "</style>")) + "'"));
    String script = between(page, "<script type=\"module\">", "</script>");
    assertTrue(page.contains("script-src '" + digest(script) + "'"));
  }

  @Test
  void whatIsTooMuchIsNamedAndNotShown() throws IOException {
    StringBuilder page = new StringBuilder();
    AudioClip half = AudioClip.of(new float[1000 * 301], 1000);
    try (HtmlReport report = new HtmlReport(page)) {
      assertTrue(report.add(new ReportView(half, Optional.empty()), result("one", 301)));
      assertFalse(report.add(new ReportView(half, Optional.empty()), result("two", 301)));
    }
    Matcher data = DATA.matcher(page);
    assertTrue(data.find());
    assertTrue(data.group(1).contains("\"sound\":"));
    assertTrue(data.find());
    assertEquals("{\"result\":" + result("two", 301) + ",\"mostSeconds\":600.0}", data.group(1));
    assertTrue(page.toString().endsWith("</body>\n</html>\n"));
  }

  @Test
  void nothingIsWrittenWithoutARecording() throws IOException {
    StringBuilder page = new StringBuilder();
    new HtmlReport(page).close();
    assertEquals("", page.toString());
  }

  @Test
  void theSoundIsTheRecording() throws IOException {
    AudioClip noise = noise(0.5);
    AudioClip read = AudioClip.of(Pcm.wav(noise.samples(), 16_000), "page");
    assertEquals(16_000, read.sampleRate());
    assertArrayEquals(noise.samples(), read.samples(), 0.5f / 32768);
    float[] loud = AudioClip.of(Pcm.wav(new float[] {2, -2}, 16_000), "page").samples();
    assertArrayEquals(new float[] {32767 / 32768f, -1}, loud);
  }

  @Test
  void picturesArePngFilesInPieces() throws IOException {
    GreyImage image = GreyImage.blank(9000, 3);
    Random random = new Random(3);
    int[][] expected = new int[3][9000];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 9000; x++) {
        double darkness = random.nextDouble();
        image.darken(x, y, darkness);
        expected[y][x] = (int) Math.round(255 * (1 - darkness));
      }
    }
    int left = 0;
    for (GreyImage tile : image.tiles()) {
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(tile.png()));
      assertEquals(tile.width(), read.getWidth());
      for (int y = 0; y < 3; y++) {
        int[] row = read.getRaster().getSamples(0, y, tile.width(), 1, 0, (int[]) null);
        assertArrayEquals(Arrays.copyOfRange(expected[y], left, left + row.length), row);
      }
      left += tile.width();
    }
    assertEquals(9000, left);
  }

  @Test
  void aToneIsOneBandOfTheSpectrogram() throws IOException {
    float[] tone = new float[16_000];
    for (int i = 4000; i < 12_000; i++) {
      tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 3000 * i / 16_000));
    }
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Spectrogram.of(tone).tiles().get(0).png()));
    assertEquals(200, image.getWidth()); // one column for 5 ms
    assertEquals(128, image.getHeight()); // one row for 62.5 Hz
    int row = 127 - 3000 * 128 / 8000;
    assertEquals(0, image.getRaster().getSample(100, row, 0));
    assertEquals(255, image.getRaster().getSample(100, 10, 0));
    assertEquals(255, image.getRaster().getSample(20, row, 0)); // silence before the tone
    assertEquals(255, image.getRaster().getSample(180, row, 0));
  }

  @Test
  void aPosteriorgramHasTheLabelsThatAreLikelySomewhere() throws IOException {
    ModelCard card = Models.ofUser().find(Models.DEFAULT_PHONES).card();
    float[] scores = new float[3 * card.classes()];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    set(scores, card, 0, "h#", 1);
    set(scores, card, 1, "ix", 0.25);
    set(scores, card, 1, "ih", 0.5);
    set(scores, card, 2, "aa", 0.04);
    Posteriorgram found =
        Posteriorgram.of(Matrix.of(3, card.classes(), scores), card, Notation.FOLDED39);
    assertEquals(
        List.of("sil", "ih"), List.copyOf(new java.util.TreeSet<>(found.names()).descendingSet()));
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(found.image().tiles().get(0).png()));
    int ih = found.names().indexOf("ih");
    assertEquals(255, image.getRaster().getSample(0, ih, 0));
    assertEquals(64, image.getRaster().getSample(1, ih, 0)); // 0.25 + 0.5 of 255
    assertEquals(0.0275, found.start(), 1e-12);
    assertEquals(0.01, found.hop(), 1e-12);
  }

  private static void set(float[] scores, ModelCard card, int frame, String label, double p) {
    scores[frame * card.classes() + card.classNumbers().get(label)] = (float) Math.log(p);
  }

  private static String page(ReportView view, String result) throws IOException {
    StringBuilder page = new StringBuilder();
    try (HtmlReport report = new HtmlReport(page)) {
      assertTrue(report.add(view, result));
    }
    return page.toString();
  }

  private static String result(String name, double seconds) {
    return "{\"audio\":\"" + name + "\",\"duration\":" + seconds + "}";
  }

  private static AudioClip noise(double seconds) {
    float[] samples = new float[(int) (16_000 * seconds)];
    Random random = new Random(5);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.max(-1, Math.min(0.999, 0.3 * random.nextGaussian()));
    }
    return AudioClip.of(samples, 16_000);
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String digest(String text) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(sum);
  }
}
