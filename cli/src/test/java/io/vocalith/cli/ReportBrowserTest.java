package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code --html} in a real browser: what is drawn, said, played and asked for. */
class ReportBrowserTest {
  private static final Path FOX = Path.of("..", "samples", "fox.wav");
  private static final String HOSTILE = "<img src=x onerror=alert(1)> & \"fox\" '.wav";

  @TempDir private static Path folder;
  private static Browser browser;
  private static Path spoken; // of transcribe
  private static Path aligned; // of align, of a recording with a hostile name
  private static JsonNode transcript;

  @BeforeAll
  static void writePages() throws IOException {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "not run: no Chromium is installed");
    spoken = folder.resolve("spoken.html");
    aligned = folder.resolve("aligned.html");
    Run run = Run.of("transcribe", "-f", "json", "--html", spoken.toString(), FOX.toString());
    assertEquals(0, run.code(), run.err());
    transcript = Schemas.check(run.out());
    Path dictionary = folder.resolve("fox.dict");
    Files.writeString(
        dictionary,
        """
        the  DH AH0
        quick  K W IH1 K
        brown  B R AW1 N
        fox  F AA1 K S
        jumps  JH AH1 M P S
        over  OW1 V ER0
        lazy  L EY1 Z IY0
        dog  D AO1 G
        """);
    Path hostile = Files.copy(FOX, folder.resolve(HOSTILE));
    String[] command = {
      "align",
      hostile.toString(),
      "--words",
      "The quick brown fox jumps over the lazy dog",
      "--dict",
      dictionary.toString(),
      "--html",
      aligned.toString()
    };
    run = Run.of(command);
    assertEquals(0, run.code(), run.err());
    browser = new Browser(program.get(), folder);
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, 900, light", "1280, 900, dark", "390, 844, light", "390, 844, dark"})
  void everythingIsDrawnWithinTheScreen(int width, int height, String scheme) throws IOException {
    browser.open(aligned, width, height, scheme);
    assertTrue(truth("document.documentElement.scrollWidth <= " + width), "no need to scroll");
    assertEquals(9, number("document.querySelectorAll('.words .mark').length"));
    assertTrue(number("document.querySelectorAll('.phones .mark').length") > 20);
    assertEquals(2, number("[...document.images].filter(i => i.naturalWidth > 1).length"));
    // The waveform has ink under the axis.
    assertTrue(
        truth(
            "(() => {const c = document.querySelector('canvas');"
                + " const d = c.getContext('2d').getImageData(0, 40, c.width, c.height - 40).data;"
                + " return d.some((v, i) => i % 4 == 3 && v == 255)})()"));
    int paper = number("+getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0]");
    assertTrue(scheme.equals("dark") ? paper < 50 : paper > 200, "paper " + paper);
    // Nothing that is operated sticks out, and fingers find it.
    assertTrue(
        truth(
            "[...document.querySelectorAll('.controls button')].every(b =>"
                + " {const r = b.getBoundingClientRect();"
                + " return r.left >= 0 && r.right <= innerWidth && r.height >= 40})"));
    assertEquals(List.of(), browser.complaints());
    Path pictures = Files.createDirectories(Path.of("target", "report"));
    browser.press("Tab", "");
    Files.write(pictures.resolve(width + "-" + scheme + ".png"), browser.screenshot());
  }

  @Test
  void nothingIsAskedOfANetworkAndNamesAreText() throws IOException {
    browser.open(aligned, 1280, 900, "light");
    assertTrue(Set.of("file:", "data:").containsAll(browser.requests()), "" + browser.requests());
    assertTrue(text("document.querySelector('h2').textContent").endsWith(HOSTILE));
    assertEquals(0, number("document.querySelectorAll('[onerror]').length"));
    // A script that got in would not run.
    browser.value(
        "(() => {const s = document.createElement('script');"
            + " s.textContent = 'window.stranger = 1'; document.body.append(s)})()");
    assertEquals("undefined", text("typeof window.stranger"));
  }

  @Test
  void whatIsShownIsWhatTheJsonSays() throws IOException {
    browser.open(spoken, 1280, 900, "light");
    JsonNode labels =
        browser.value("[...document.querySelectorAll('.phones .mark')].map(m => m.ariaLabel)");
    List<String> expected = new ArrayList<>();
    for (JsonNode phone : transcript.get("phones")) {
      StringBuilder text = new StringBuilder(phone.get("phone").asText());
      text.append(": time ").append(span(phone.get("start"), phone.get("end")));
      text.append(", confidence ").append(share(phone.get("confidence")));
      JsonNode interval = phone.get("start_ci95");
      text.append(", start, 95 % ").append(span(interval.get(0), interval.get(1)));
      for (JsonNode other : phone.get("alternatives")) {
        String name = other.get("phone").asText();
        text.append(", or ").append(name.isEmpty() ? "no phone" : name);
        text.append(' ').append(share(other.get("probability")));
      }
      expected.add(text.toString());
    }
    List<String> found = new ArrayList<>();
    labels.forEach(label -> found.add(label.asText()));
    assertEquals(expected, found);
    browser.value("document.querySelector('summary').click()");
    browser.value("new Promise(requestAnimationFrame)");
    assertEquals(expected.size(), number("document.querySelectorAll('tbody tr').length"));
  }

  @Test
  void keysMoveExplainAndPlay() throws IOException {
    browser.open(spoken, 1280, 900, "light");
    browser.value("document.querySelector('.phones .mark').focus()");
    assertEquals(1, number("document.querySelectorAll('.mark[tabindex=\"0\"]').length"));
    browser.press("ArrowRight", "");
    browser.press("ArrowRight", "");
    assertEquals(2, number(focused()));
    JsonNode third = transcript.at("/phones/2");
    String tip = text("document.querySelector('.tip:not([hidden])').innerText");
    assertTrue(tip.startsWith(third.get("phone").asText()), tip);
    assertTrue(tip.contains("or " + third.at("/alternatives/1/phone").asText()), tip);
    assertFalse(text("getComputedStyle(document.activeElement).outlineStyle").equals("none"));
    browser.press("Escape", "");
    assertTrue(truth("document.querySelector('.tip').hidden"));
    browser.press(" ", " ");
    assertTrue(soon("document.querySelector('.play').textContent === 'Pause'"));
    double start = third.get("start").asDouble();
    assertTrue(soon(cursor() + " > " + (start + 0.1)), "the cursor moves on");
    browser.press(" ", " ");
    assertTrue(soon("document.querySelector('.play').textContent === 'Play'"));
    assertTrue(browser.value(cursor()).asDouble() < transcript.get("duration").asDouble());
    browser.press("End", "");
    assertEquals(transcript.get("phones").size() - 1, number(focused()));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theMouseExplainsAndPlays() throws IOException {
    browser.open(spoken, 1280, 900, "light");
    browser.mouse("mouseMoved", ".phones .mark:nth-child(6)");
    JsonNode sixth = transcript.at("/phones/5");
    String tip = text("document.querySelector('.tip:not([hidden])').innerText");
    assertTrue(tip.startsWith(sixth.get("phone").asText()), tip);
    assertTrue(tip.contains("or "), tip);
    browser.value("document.querySelector('input[type=checkbox]').click()");
    browser.mouse("mousePressed", ".phones .mark:nth-child(6)");
    browser.mouse("mouseReleased", ".phones .mark:nth-child(6)");
    double end = sixth.get("end").asDouble();
    assertTrue(soon("Math.abs(" + cursor() + " - " + end + ") < 0.001"), "stops after the phone");
    assertEquals("Play", text("document.querySelector('.play').textContent"));
  }

  @Test
  void zoomKeepsToItsPlace() throws IOException {
    browser.open(spoken, 390, 844, "light");
    double before = browser.value("document.querySelector('.timeline').offsetWidth").asDouble();
    browser.value("document.querySelector('[aria-label=\"zoom in\"]').click()");
    double after = browser.value("document.querySelector('.timeline').offsetWidth").asDouble();
    assertEquals(1.5, after / before, 0.01);
    browser.value("document.querySelector('[aria-label^=\"fit\"]').click()");
    assertTrue(
        truth(
            "document.querySelector('.timeline').offsetWidth"
                + " === document.querySelector('.scroller').clientWidth"));
  }

  private static String focused() {
    return "[...document.querySelectorAll('.phones .mark')].indexOf(document.activeElement)";
  }

  /** Where the cursor is, in seconds. */
  private static String cursor() {
    return "(parseFloat(document.querySelector('.cursor').style.left) / 100 * "
        + transcript.get("duration").asDouble()
        + ")";
  }

  /** Whether a condition holds within ten seconds, looked at in each frame of the browser. */
  private static boolean soon(String condition) throws IOException {
    return truth(
        "new Promise(done => {const end = Date.now() + 10000;"
            + " const look = () => "
            + condition
            + " ? done(true) : Date.now() > end ? done(false) : requestAnimationFrame(look);"
            + " look()})");
  }

  private static int number(String expression) throws IOException {
    return browser.value(expression).asInt();
  }

  private static boolean truth(String expression) throws IOException {
    return browser.value(expression).asBoolean();
  }

  private static String text(String expression) throws IOException {
    return browser.value(expression).asText();
  }

  private static String span(JsonNode start, JsonNode end) {
    return rounded(start, 4) + " s to " + rounded(end, 4) + " s";
  }

  private static String share(JsonNode probability) {
    double p = probability.asDouble();
    return p > 0 && p < 0.001 ? "below 0.001" : rounded(probability, 3);
  }

  /** As toFixed rounds: the exact value, halves up. */
  private static String rounded(JsonNode value, int digits) {
    return new BigDecimal(value.asDouble()).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
