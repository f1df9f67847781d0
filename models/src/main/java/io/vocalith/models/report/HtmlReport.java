package io.vocalith.models.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vocalith.audio.AudioClip;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Writes a page of recordings, one section each: waveform, spectrogram, lanes of what was found,
 * posteriorgram, and the sound. The page is one file that asks nothing of any network: its content
 * security policy allows its own style and script by their digests and images and sound from within
 * itself.
 *
 * <p>Names and words are hostile. They enter the page as strings of JSON in which no {@code <}
 * stands, and the script puts them into the page as text only.
 *
 * <p>Lanes are the arrays of the command's document that the page knows: {@code words} (each with
 * {@code word}), {@code phones} ({@code phone}) and {@code turns} ({@code speaker}), each element
 * with {@code start} and {@code end} in seconds and, where there are some, {@code confidence},
 * {@code start_ci95}, {@code spoken}, {@code goodness} and {@code alternatives}.
 */
public final class HtmlReport implements Closeable {
  /** Seconds of sound that one page holds: 26 MB of it, which browsers still open at once. */
  public static final double MOST_SECONDS = 600;

  private static final JsonFactory JSON = new JsonFactory();

  private final Appendable out;
  private double seconds;
  private boolean begun;

  /** A page that is written to {@code out} from the first recording on. */
  public HtmlReport(Appendable out) {
    this.out = out;
  }

  /**
   * Adds a recording. One that would make the page hold more than {@link #MOST_SECONDS} gets a
   * section with that sentence and no pictures, lanes and sound.
   *
   * @param view what there is to see and hear
   * @param result the JSON document of the command, an object with {@code audio} and {@code
   *     duration}
   * @return whether it is shown
   */
  public boolean add(ReportView view, String result) throws IOException {
    boolean shown = seconds + view.clip().seconds() <= MOST_SECONDS;
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("result");
      json.writeRawValue(result);
      if (shown) {
        seconds += view.clip().seconds();
        pictures(json, view);
      } else {
        json.writeNumberField("mostSeconds", MOST_SECONDS);
      }
      json.writeEndObject();
    }
    begin();
    out.append("<script type=\"application/json\">");
    out.append(text.toString().replace("<", "\\u003c"));
    out.append("</script>\n");
    return shown;
  }

  private static void pictures(JsonGenerator json, ReportView view) throws IOException {
    AudioClip clip = view.clip().resampled(Spectrogram.RATE);
    float[] samples = clip.samples();
    json.writeNumberField("rate", Spectrogram.RATE);
    json.writeStringField("sound", base64(Pcm.wav(samples, Spectrogram.RATE)));
    json.writeObjectFieldStart("spectrogram");
    json.writeNumberField("start", 0);
    json.writeNumberField("hop", (double) Spectrogram.HOP / Spectrogram.RATE);
    tiles(json, Spectrogram.of(samples));
    json.writeEndObject();
    if (view.scores().isPresent()) {
      Posteriorgram scores = view.scores().get();
      json.writeObjectFieldStart("posteriorgram");
      json.writeNumberField("start", scores.start());
      json.writeNumberField("hop", scores.hop());
      json.writeNumberField("least", Posteriorgram.LEAST);
      json.writeArrayFieldStart("names");
      for (String name : scores.names()) {
        json.writeString(name);
      }
      json.writeEndArray();
      tiles(json, scores.image());
      json.writeEndObject();
    }
  }

  private static void tiles(JsonGenerator json, GreyImage image) throws IOException {
    List<GreyImage> tiles = image.tiles();
    json.writeNumberField("width", image.width());
    json.writeNumberField("tileWidth", tiles.get(0).width());
    json.writeArrayFieldStart("tiles");
    for (GreyImage tile : tiles) {
      json.writeString(base64(tile.png()));
    }
    json.writeEndArray();
  }

  private void begin() throws IOException {
    if (begun) {
      return;
    }
    begun = true;
    String style = resource("report.css");
    String script = resource("report.js");
    out.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        img-src data:; media-src data:; style-src '%s'; script-src '%s'; \
        base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Vocalith report</title>
        """
            .formatted(digest(style), digest(script)));
    out.append("<style>").append(style).append("</style>\n");
    out.append("<script type=\"module\">").append(script).append("</script>\n");
    out.append("</head>\n<body>\n<main>\n<h1>Vocalith report</h1>\n");
    out.append("<noscript><p>This page draws itself by a script, and scripts are off.</p>");
    out.append("</noscript>\n</main>\n");
  }

  /** Ends the page, if it was begun; the place it was written to stays open. */
  @Override
  public void close() throws IOException {
    if (begun) {
      out.append("</body>\n</html>\n");
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("expected the resource " + name + " beside its class, found none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /** What Content Security Policy, section 6.7.2.4, compares an element's text with. */
  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return "sha256-" + base64(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
