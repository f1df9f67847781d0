package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.registry.Asset;
import io.vocalith.models.registry.CachedModel;
import io.vocalith.models.registry.ModelCache;
import io.vocalith.models.registry.ModelPuller;
import io.vocalith.models.registry.Publication;
import io.vocalith.models.registry.PullOptions;
import io.vocalith.models.registry.PullProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationsTest {
  private static final String BUNDLE = "/META-INF/vocalith/models/";
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  private static byte[] bundled(String name) throws IOException {
    try (InputStream in = PublicationsTest.class.getResourceAsStream(BUNDLE + name)) {
      return in.readAllBytes();
    }
  }

  /** The bundled recogniser as if it were published under another name. */
  private Path yamlCard(String name) throws IOException {
    String text = new String(bundled("phones-en.yaml"), StandardCharsets.UTF_8);
    text =
        text.replace("name: phones-en", "name: " + name)
            .replace("checkpoint: phones-en.ckpt", "source: https://x.org/a/phones.ckpt?v=2");
    return Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  private Path hubCard(String name, String backbone, String digest) throws IOException {
    String text =
        """
        # %s

        ---

        model-name: %s

        backbone-name: %s

        train-dataset: voxceleb

        license: Apache2.0

        asset:

        -
            file-format: ckpt
            asset-link: <https://x.org/%s.ckpt>
            asset-sha256: %s

        ---
        """;
    return Files.writeString(
        folder.resolve(name + ".md"), text.formatted(name, name, backbone, name, digest));
  }

  private static String refusal(Class<? extends Exception> kind, String called) {
    return assertThrows(kind, () -> Publications.find(called)).getMessage();
  }

  @Test
  void knowsThePublishedModels() throws IOException {
    Publication ctcmodel = Publications.find("ctcmodel");
    assertEquals(
        new Asset(
            "ckpt",
            URI.create(
                "https://download.mindspore.cn/models/r1.3/"
                    + "ctcmodel_ascend_v130_timit_research_audio_bestpathLER30.38"
                    + "_prefixsearchLER30.05.ckpt"),
            "761c07b1d379ccd020690788dcbc54bcac9ea25662ab412711c8e5042f672569"),
        ctcmodel.asset());
    assertEquals(Optional.empty(), ctcmodel.card());
    assertEquals(
        "4b91b353611810494d9625ec54739eacbfbccc83b647bf5dac048452fe5a773a",
        Publications.find("ecapa_tdnn").asset().sha256());
  }

  @Test
  void saysWhatCannotBePulled() {
    assertEquals(
        "phones-en comes with Vocalith: there is nothing to pull",
        refusal(IllegalArgumentException.class, "phones-en"));
    assertEquals(
        "no published model named nothing and no card of that name; published are ctcmodel,"
            + " ecapa_tdnn",
        refusal(IllegalArgumentException.class, "nothing"));
    refusal(IllegalArgumentException.class, folder.toString());
    refusal(IllegalArgumentException.class, "a\u0000b");
  }

  @Test
  void readsHubCardsOfItsNetworksOnly() throws IOException {
    Publication voice = Publications.find(hubCard("voice", "ecapa_tdnn", DIGEST).toString());
    assertEquals("voice", voice.name());
    assertTrue(voice.card().orElseThrow().markdown());
    Path other = hubCard("lenet", "lenet5", DIGEST);
    assertEquals(
        other + ": expected a backbone-name of ctcmodel or ecapa_tdnn, found lenet5",
        refusal(ModelCardException.class, other.toString()));
    Path named = hubCard("a(b)", "ecapa_tdnn", DIGEST);
    assertTrue(
        refusal(ModelCardException.class, named.toString()).contains("expected a model name"));
  }

  @Test
  void letsNoCardTakeAKnownName() throws IOException {
    Path same =
        hubCard(
            "ecapa_tdnn",
            "ecapa_tdnn",
            "4b91b353611810494d9625ec54739eacbfbccc83b647bf5dac048452fe5a773a");
    assertEquals("ecapa_tdnn", Publications.find(same.toString()).name());
    Path other = hubCard("ctcmodel", "ctcmodel", DIGEST);
    assertTrue(
        refusal(ModelCardException.class, other.toString())
            .startsWith(other + ": ctcmodel is the name of a model that Vocalith knows"));
  }

  @Test
  void needsSourceAndDigestInAYamlCard() throws IOException {
    assertEquals(
        URI.create("https://x.org/a/phones.ckpt?v=2"),
        Publications.find(yamlCard("mine").toString()).asset().link());
    Path none = folder.resolve("none.yaml");
    Files.writeString(none, Files.readString(yamlCard("mine")).replaceAll("(?m)^source: .*$", ""));
    assertEquals(
        none + ": expected the keys source and sha256, without which nothing can be pulled",
        refusal(ModelCardException.class, none.toString()));
  }

  @Test
  void theCardInTheReadmeIsOne() throws IOException {
    String text = Files.readString(Path.of("README.md"));
    int start = text.indexOf("```yaml\n") + 8;
    ModelCard card = ModelCard.parse(text.substring(start, text.indexOf("```", start)), "README");
    assertEquals("my-phones", card.name());
    assertEquals(4, card.classes());
  }

  @Test
  void theDefaultsSayWhatTheyWereTrainedOn() throws IOException {
    for (ModelCard card : Models.known().subList(0, 2)) {
      String notes = String.join("\n", card.notes());
      assertTrue(notes.contains("Training data: ") && notes.contains("https://"), notes);
      assertTrue(notes.contains("models/training"), notes);
    }
  }

  @Test
  void afterAPullTheNameIsEnough() throws IOException {
    ModelCache cache = ModelCache.at(folder.resolve("cache"));
    ModelPuller puller = new ModelPuller(cache, PullOptions.DEFAULTS);
    Path phones = Files.write(folder.resolve("phones.bin"), bundled("phones-en.ckpt"));
    Path voice = Files.write(folder.resolve("voice.bin"), bundled("voice-en.ckpt"));
    Publication mine = Publications.find(yamlCard("mine").toString());
    puller.pullFrom(phones, mine, PullProgress.SILENT);
    String digest = Models.known().get(1).sha256();
    Path card = hubCard("voice", "ecapa_tdnn", digest);
    CachedModel cached =
        puller.pullFrom(voice, Publications.find(card.toString()), PullProgress.SILENT);
    assertEquals(digest, cached.sha256());

    Model model = Models.with(cache).find("mine");
    assertEquals(Architecture.CTCMODEL, model.card().architecture());
    assertEquals(mine.asset().sha256(), model.sha256());
    assertEquals(18, model.weights().uses().size(), "16 of the LSTM and 2 of the dense");
    Model hub = Models.with(cache).find("voice");
    assertEquals(Architecture.ECAPA_TDNN, hub.card().architecture());
    assertEquals("Apache2.0", hub.card().license());
    assertTrue(hub.card().notes().contains("Training data: voxceleb"));
  }
}
