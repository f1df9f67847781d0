package io.vocalith.models.registry;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One published file of a model.
 *
 * @param format the file's kind and, in the cache, its ending: {@code ckpt}, {@code safetensors} or
 *     {@code pth}
 * @param link where it is, an absolute http or https address
 * @param sha256 its digest, 64 hexadecimal digits, kept in lower case
 */
public record Asset(String format, URI link, String sha256) {
  private static final Set<String> FORMATS = Set.of("ckpt", "safetensors", "pth");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks all three.
   *
   * @throws IllegalArgumentException if one of them is not as said above
   */
  public Asset {
    format = format.toLowerCase(Locale.ROOT);
    sha256 = sha256.toLowerCase(Locale.ROOT);
    if (!isReadable(format)) {
      throw new IllegalArgumentException(
          "expected a file format of ckpt, safetensors or pth, found " + format);
    }
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "expected a SHA-256 of 64 hexadecimal digits, found " + sha256);
    }
    if (!isWeb(link)) {
      throw new IllegalArgumentException("expected an http or https address, found " + link);
    }
  }

  /**
   * The file behind an address, whose ending is its format.
   *
   * @throws IllegalArgumentException if address or digest is not as said above
   */
  public static Asset at(String link, String sha256) {
    String path = link.replaceAll("[?#].*", "");
    return new Asset(path.substring(path.lastIndexOf('.') + 1), URI.create(link), sha256);
  }

  /** The name of the file in the cache: its digest says what it is. */
  String fileName() {
    return sha256 + "." + format;
  }

  static boolean isReadable(String format) {
    return FORMATS.contains(format.toLowerCase(Locale.ROOT));
  }

  static boolean isWeb(URI link) {
    return link.getHost() != null
        && ("https".equalsIgnoreCase(link.getScheme())
            || "http".equalsIgnoreCase(link.getScheme()));
  }
}
