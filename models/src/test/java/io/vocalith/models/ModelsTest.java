package io.vocalith.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.engine.checkpoint.CheckpointException;
import io.vocalith.models.ctc.PhonemeRecognizer;
import io.vocalith.models.registry.Digests;
import io.vocalith.models.registry.ModelCache;
import io.vocalith.models.speaker.SpeakerEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  @TempDir Path folder;
  private Models models;

  @BeforeEach
  void emptyCache() {
    models = Models.with(ModelCache.at(folder.resolve("cache")));
  }

  @Test
  void bundledModelsAreFoundByName() throws Exception {
    Model model = models.find("phones-en");
    assertEquals("phones-en", model.card().name());
    assertEquals(List.of(), model.warnings());
    assertEquals(Architecture.ECAPA_TDNN, models.find("voice-en").card().architecture());
  }

  @Test
  void aPublishedModelMustBePulledFirst() {
    IOException error = assertThrows(IOException.class, () -> models.find("ctcmodel"));
    assertEquals(
        "ctcmodel is not on this machine yet; 'vocalith pull ctcmodel' fetches it",
        error.getMessage());
  }

  @Test
  void aPulledModelIsFoundByName() throws Exception {
    byte[] weights = golden("ctc/ctc_small_layout_a.ckpt");
    Path pulled = folder.resolve("cache/models/ctcmodel/" + Digests.of(weights) + ".ckpt");
    Files.createDirectories(pulled.getParent());
    Files.write(pulled, weights);
    Model model = models.find("ctcmodel");
    assertEquals(1555, model.card().padding());
    assertEquals(Digests.of(weights), model.sha256());
  }

  @Test
  void aDigestIsThatOfTheFileThatWasOpened() throws Exception {
    byte[] weights = golden("ctc/ctc_small_layout_a.ckpt");
    Path file = file("mine.ckpt", weights);
    Model known = models.find(file.toString());
    Model late = models.find(file.toString());
    assertEquals(Digests.of(weights), known.sha256());
    Files.write(file, golden("ctc/ctc_small_layout_b.ckpt"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertEquals(Digests.of(weights), known.sha256());
    UncheckedIOException error = assertThrows(UncheckedIOException.class, late::sha256);
    assertEquals(
        file + ": expected the file that was opened, found it changed",
        error.getCause().getMessage());
  }

  @Test
  void anInterruptOfWhoWaitsForADigestDoesNotSpoilIt() throws Exception {
    byte[] weights = golden("ctc/ctc_small_layout_a.ckpt");
    Model model = models.find(file("mine.ckpt", weights).toString());
    Thread.currentThread().interrupt();
    try {
      assertEquals(Digests.of(weights), model.sha256());
    } catch (UncheckedIOException e) { // the wait was cut short, unless there was none
      assertEquals(InterruptedIOException.class, e.getCause().getClass());
    }
    assertTrue(Thread.interrupted());
    assertEquals(Digests.of(weights), model.sha256());
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> models.find("fones"));
    assertEquals(
        "no model named fones and no such file;"
            + " known are phones-en, voice-en, ctcmodel, ecapa_tdnn",
        error.getMessage());
  }

  @Test
  void aCheckpointAloneIsRecognisedAndTheAssumptionSaid() throws Exception {
    Path file = file("mine.ckpt", golden("ctc/ctc_small_layout_b.ckpt"));
    Model model = models.find(file.toString());
    assertEquals("ctcmodel", model.card().name());
    assertEquals(
        List.of(
            file
                + " comes without a card: front end, labels and padding are taken to be those of"
                + " ctcmodel"),
        model.warnings());
    assertEquals(62, PhonemeRecognizer.of(model).model().card().classes());
  }

  @Test
  void theFileOfABundledModelIsKnownByItsDigest() throws Exception {
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/vocalith/models/phones-en.ckpt")) {
      Model model = models.find(file("renamed.bin", in.readAllBytes()).toString());
      assertEquals("phones-en", model.card().name());
      assertEquals(List.of(), model.warnings());
    }
  }

  @Test
  void aCardPointsToTheCheckpointBesideIt() throws Exception {
    file("weights.ckpt", golden("ecapa/ecapa_small.ckpt"));
    Model model = models.find(card("checkpoint: weights.ckpt").toString());
    assertEquals("mine", model.card().name());
    assertEquals(24, SpeakerEncoder.of(model).dimension());
  }

  @Test
  void aCardWhoseDigestIsAnothersIsRefused() throws Exception {
    file("weights.ckpt", golden("ecapa/ecapa_small.ckpt"));
    Path card = card("checkpoint: weights.ckpt\nsha256: " + "0".repeat(64));
    String message =
        assertThrows(IOException.class, () -> models.find(card.toString())).getMessage();
    assertTrue(
        message.startsWith(folder.resolve("weights.ckpt") + ": expected the SHA-256 000"), message);
  }

  @Test
  void aCardWithoutItsCheckpointIsRefused() throws Exception {
    Path silent = card("license: none");
    assertTrue(
        assertThrows(IOException.class, () -> models.find(silent.toString()))
            .getMessage()
            .endsWith("missing key checkpoint, the file of the weights beside the card"));
    Path absent = card("checkpoint: nowhere.ckpt");
    assertTrue(
        assertThrows(IOException.class, () -> models.find(absent.toString()))
            .getMessage()
            .contains("nowhere.ckpt"));
  }

  /** The checkpoint of one network under the card of the other ends in one sentence. */
  @Test
  void theOtherNetworksCheckpointIsRefused() throws Exception {
    file("weights.ckpt", golden("ctc/ctc_small_layout_c.ckpt"));
    Path card = card("checkpoint: weights.ckpt");
    assertEquals(
        folder.resolve("weights.ckpt")
            + ": expected the tensors of ecapa_tdnn, as the card of mine says,"
            + " found those of ctcmodel",
        assertThrows(CheckpointException.class, () -> models.find(card.toString())).getMessage());
    Model voices = models.find("voice-en");
    assertEquals(
        "expected a ctcmodel model for recognising phones, found voice-en, which is ecapa_tdnn",
        assertThrows(IllegalArgumentException.class, () -> PhonemeRecognizer.of(voices))
            .getMessage());
  }

  @Test
  void aCardThatDoesNotFitItsCheckpointIsRefused() throws Exception {
    file("weights.ckpt", golden("ecapa/ecapa_small.ckpt"));
    Path card =
        Files.writeString(
            folder.resolve("card.yaml"),
            "name: mine\narchitecture: ecapa_tdnn\ncheckpoint: weights.ckpt\n"
                + "features: {kind: fbank, filters: 40}\n");
    Model model = models.find(card.toString());
    assertEquals(
        folder.resolve("weights.ckpt")
            + ": the card of mine expects 40 features, the checkpoint has 80",
        assertThrows(IllegalArgumentException.class, () -> SpeakerEncoder.of(model)).getMessage());
  }

  private Path card(String more) throws IOException {
    return Files.writeString(
        folder.resolve("card.yaml"),
        "name: mine\narchitecture: ecapa_tdnn\nfeatures: {kind: fbank}\n" + more + "\n");
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = ModelsTest.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    }
  }
}
