package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCardTest {
  /** In the form of the Hub: blank lines, bars and colons in values, links in angle brackets. */
  static final String CARD =
      """
      # ctcmodel

      ---

      model-name: ctcmodel

      backbone-name: ctcmodel

      module-type: audio

      model-version: 1.10

      evaluation: bestpathLER30.38 | prefixsearchLER30.05

      repo-link: <https://gitee.com/mindspore/models/tree/r1.3/research/audio/ctcmodel>

      asset:

      -
          file-format: ckpt
          asset-link: <https://download.mindspore.cn/models/r1.3/ctcmodel_ascend_v130.ckpt>
          asset-sha256: 761c07b1d379ccd020690788dcbc54bcac9ea25662ab412711c8e5042f672569

      license: Apache2.0

      summary: phones: 61, and a blank

      ---

      ## Introduction

      key: value is no part of the head here
      """;

  private static HubCard card(String text) throws HubCardException {
    return HubCard.of(text.getBytes(StandardCharsets.UTF_8), "card.md");
  }

  private static String failure(String text) {
    return assertThrows(HubCardException.class, () -> card(text)).getMessage();
  }

  @Test
  void readsACardOfTheHub(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ctcmodel_timit.MD"), CARD);
    HubCard card = HubCard.of(file);
    assertEquals("ctcmodel", card.name());
    assertEquals("ctcmodel", card.backbone());
    assertEquals(
        List.of(
            new Asset(
                "ckpt",
                URI.create("https://download.mindspore.cn/models/r1.3/ctcmodel_ascend_v130.ckpt"),
                "761c07b1d379ccd020690788dcbc54bcac9ea25662ab412711c8e5042f672569")),
        card.assets());
    assertEquals("1.10", card.fields().get("model-version"));
    assertEquals("bestpathLER30.38 | prefixsearchLER30.05", card.fields().get("evaluation"));
    assertEquals("phones: 61, and a blank", card.fields().get("summary"));
    assertEquals(8, card.fields().size());
  }

  @Test
  void readsOtherLineEndsListStylesAndUpperCaseDigests() throws IOException {
    HubCard plain = card(CARD);
    assertEquals(plain, card(CARD.replace("\n", "\r\n")));
    assertEquals(
        plain,
        card(CARD.replace("-\n    file-format", "- file-format").replace("    asset", "  asset")));
    assertEquals(plain, card(CARD.replace("761c07b1d379ccd0", "761C07B1D379CCD0")));
    assertEquals(
        plain,
        card(
            CARD.replace("<https://download", "https://download")
                .replace("130.ckpt>", "130.ckpt")));
  }

  @Test
  void takesADigestThatYamlWouldCallANumber() throws IOException {
    String digits = "1e" + "0".repeat(62);
    String text = CARD.replaceAll("(?m)asset-sha256: .*$", "asset-sha256: " + digits);
    assertEquals(digits, card(text).assets().get(0).sha256());
  }

  @Test
  void saysWhatIsMissing() {
    assertEquals(
        "card.md: expected a head between two lines of ---, found none", failure("# ctcmodel\n"));
    assertEquals(
        "card.md: expected 'model-name' in the head, found none",
        failure(CARD.replace("model-name: ctcmodel", "")));
    assertEquals(
        "card.md: expected 'asset-sha256' in each item under 'asset:', found none",
        failure(CARD.replace("asset-sha256", "asset-md5")));
    assertEquals(
        "card.md: expected a file of format ckpt, safetensors or pth under 'asset:', found none",
        failure(CARD.replace("asset:", "assets:")));
    assertEquals(
        "card.md: expected 'license' once, found it twice",
        failure(CARD.replace("module-type", "license")));
    assertEquals(
        "card.md: expected 'key: value' in the head, found 'module-type audio'",
        failure(CARD.replace("module-type:", "module-type")));
  }

  @Test
  void passesOverFilesOfOtherFormats() throws IOException {
    String graph =
        "asset:\n-\n    file-format: mindir\n    asset-link: <https://x.org/a.mindir>\n"
            + "    asset-sha256: 00\n";
    assertEquals(card(CARD).assets(), card(CARD.replace("asset:\n", graph)).assets());
  }

  @Test
  void saysWhatIsWrongWithAnAsset() {
    assertEquals(
        "card.md: in 'asset:', expected a SHA-256 of 64 hexadecimal digits, found abc",
        failure(CARD.replaceAll("(?m)asset-sha256: .*$", "asset-sha256: abc")));
    assertEquals(
        "card.md: in 'asset:', expected an http or https address, found file:///etc/passwd",
        failure(CARD.replaceAll("(?m)asset-link: .*$", "asset-link: file:///etc/passwd")));
    assertTrue(failure(CARD.replace("-\n    file", "    file")).contains("expected a YAML list"));
  }

  @Test
  void refusesWhatIsMadeToHurt() {
    assertTrue(
        failure(
                CARD.replace(
                    "    file-format: ckpt",
                    "    aliased: &a [x]\n    again: *a\n    file-format: ckpt"))
            .contains("YAML list"));
    assertTrue(
        failure(
                CARD.replace(
                    "file-format: ckpt", "file-format: !!javax.script.ScriptEngineManager []"))
            .contains("YAML list"));
    assertTrue(
        failure(CARD.replace("file-format: ckpt", "file-format: " + "[".repeat(5000)))
            .contains("YAML list"));
    assertTrue(failure(CARD + "x".repeat(HubCard.LARGEST)).contains("at most 262144 bytes"));
    byte[] latin = CARD.replace("phones", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "card.md: expected a card in UTF-8, found other bytes",
        assertThrows(HubCardException.class, () -> HubCard.of(latin, "card.md")).getMessage());
  }
}
