package io.vocalith.models.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPullerTest {
  @TempDir Path folder;
  private PullFixture fixture;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    fixture = new PullFixture(folder.resolve("cache"));
    server = new FileServer(fixture.bytes).tagged("\"one\"");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private URI link() {
    return server.uri("/toy.ckpt");
  }

  private void assertPulled(CachedModel model) throws IOException {
    assertArrayEquals(fixture.bytes, Files.readAllBytes(model.weights()));
    assertEquals(List.of(fixture.digest() + ".ckpt"), fixture.files());
    assertEquals(model, fixture.cache.find("toy").orElseThrow());
    assertEquals(fixture.bytes.length, fixture.last);
  }

  private String failure(PullOptions options) {
    return assertThrows(PullException.class, () -> fixture.pull(link(), options)).getMessage();
  }

  @Test
  void downloadsAndTellsHowFarItIs() throws IOException {
    assertPulled(fixture.pull(link()));
    assertEquals(fixture.bytes.length, fixture.total);
    assertFalse(fixture.wentBack);
    assertEquals(List.of("whole"), server.ranges);
    assertEquals(List.of(), fixture.notes);
  }

  @Test
  void asksForNothingThatIsThereAlready() throws IOException {
    CachedModel first = fixture.pull(link());
    assertEquals(first, fixture.pull(link()));
    assertEquals(1, server.requests());
  }

  @Test
  void pullsADamagedFileAgain() throws IOException {
    Path weights = fixture.pull(link()).weights();
    Files.write(weights, new byte[] {1, 2, 3});
    assertPulled(fixture.pull(link()));
    assertEquals(2, server.requests());
  }

  @Test
  void refusesTheWrongFileAndKeepsNothing() throws IOException {
    fixture.bytes[299_999] ^= 1; // the card now names another file than the one served
    try (FileServer other = new FileServer(new PullFixture(folder).bytes)) {
      URI link = other.uri("/toy.ckpt");
      String served = new PullFixture(folder).digest();
      PullException e = assertThrows(PullException.class, () -> fixture.pull(link));
      assertEquals(
          (link + ": expected SHA-256 " + fixture.digest())
              + (", found " + served + " in 300000 bytes; nothing was kept"),
          e.getMessage());
      assertEquals(1, other.requests(), "a wrong file is not fetched twice");
    }
    assertEquals(List.of(), fixture.files());
    assertEquals(Optional.empty(), fixture.cache.find("toy"));
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws IOException {
    server.then(server.cutAt(100_000)).then(server.cutAt(250_000));
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("whole", "bytes=100000-", "bytes=250000-"), server.ranges);
    assertEquals(2, fixture.notes.size());
  }

  @Test
  void givesUpAfterTheTriesAndTheNextPullGoesOn() throws IOException {
    server.then(server.cutAt(1_000)).then(server.cutAt(2_000)).then(server.cutAt(3_000));
    assertEquals(
        link()
            + " failed after 3000 bytes: the connection was cut"
            + " (tries: 3; pull again to go on)",
        failure(PullFixture.QUICK));
    assertEquals(
        List.of(fixture.digest() + ".ckpt.part", fixture.digest() + ".ckpt.part.etag"),
        fixture.files());
    assertEquals(Optional.empty(), fixture.cache.find("toy"), "a part is no model");
    assertPulled(fixture.pull(link()));
    assertEquals("bytes=3000-", server.ranges.get(3));
  }

  @Test
  void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
    server.then(server.rangelessUpTo(120_000)).then(server.rangelessUpTo(300_000));
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("whole", "bytes=120000-"), server.ranges);
  }

  @Test
  void startsAgainWhenTheFileHasChangedUnderItsTag() throws IOException {
    server.then(server.cutAt(1_000)).then(server.cutAt(2_000)).then(server.cutAt(3_000));
    failure(PullFixture.QUICK);
    byte[] other = Files.readAllBytes(fixture.part());
    Arrays.fill(other, (byte) 7);
    Files.write(fixture.part(), other);
    server.tagged("\"two\"");
    assertPulled(fixture.pull(link()));
    assertEquals(4, server.requests(), "If-Range lets one request do");
  }

  @Test
  void startsAgainWhenTheRestDoesNotFitTheBeginning() throws IOException {
    fixture.leavePart(new byte[5_000]);
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("bytes=5000-", "whole"), server.ranges);
  }

  @Test
  void startsAgainWhenThePartIsLongerThanTheFile() throws IOException {
    fixture.leavePart(new byte[400_000]);
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("bytes=400000-", "whole"), server.ranges);
  }

  @Test
  void takesAPartThatIsWholeWithoutARequest() throws IOException {
    fixture.leavePart(fixture.bytes);
    assertEquals(fixture.bytes.length, fixture.pull(link()).bytes());
    assertEquals(0, server.requests());
    assertEquals(List.of(fixture.digest() + ".ckpt"), fixture.files());
  }

  @Test
  void refusesARangeThatWasNotAskedFor() throws IOException {
    fixture.leavePart(Arrays.copyOf(fixture.bytes, 1_000));
    server.then(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-299999/300000");
          exchange.sendResponseHeaders(206, fixture.bytes.length);
          exchange.getResponseBody().write(fixture.bytes);
        });
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("bytes=1000-", "whole"), server.ranges);
  }

  @Test
  void triesAServerErrorAgainButNotAMissingFile() throws IOException {
    server.then(FileServer.status(503)).then(FileServer.status(429));
    assertPulled(fixture.pull(link()));
    assertEquals(3, server.requests());
    assertTrue(fixture.cache.remove("toy"));
    server.then(FileServer.status(404));
    assertEquals(link() + " answered with HTTP status 404", failure(PullFixture.QUICK));
    assertEquals(4, server.requests());
  }

  @Test
  void saysWhichServerErrorItGaveUpOn() {
    for (int i = 0; i < 3; i++) {
      server.then(FileServer.status(500));
    }
    assertEquals(
        link() + " failed after 0 bytes: HTTP status 500 (tries: 3; pull again to go on)",
        failure(PullFixture.QUICK));
  }

  @Test
  void followsRedirectsKeepingTheRange() throws IOException {
    fixture.leavePart(Arrays.copyOf(fixture.bytes, 1_000));
    server.then(FileServer.redirect("/b")).then(FileServer.redirect(server.uri("/c").toString()));
    assertPulled(fixture.pull(link()));
    assertEquals(List.of("bytes=1000-", "bytes=1000-", "bytes=1000-"), server.ranges);
  }

  @Test
  void endsAfterFiveRedirects() {
    for (int i = 0; i < 6; i++) {
      server.then(FileServer.redirect("/again"));
    }
    assertEquals(link() + " was redirected more than 5 times", failure(PullFixture.QUICK));
    assertEquals(6, server.requests());
  }

  @Test
  void followsNoRedirectToOtherThanTheWeb() {
    server.then(FileServer.redirect("file:///etc/passwd"));
    assertEquals(
        link() + " redirects to file:///etc/passwd, which is not followed",
        failure(PullFixture.QUICK));
    server.then(FileServer.redirect("http://a b/"));
    assertEquals(
        link() + " redirects to what is no address: http://a b/", failure(PullFixture.QUICK));
  }

  @Test
  void neverGoesDownFromHttps() throws IOException {
    URI from = URI.create("https://example.org/a/b.ckpt");
    assertEquals(URI.create("https://example.org/a/c"), HttpRequest.next(from, "c"));
    assertEquals(
        URI.create("https://x.org/c"),
        HttpRequest.next(URI.create("http://x.org/b"), "https://x.org/c"));
    assertThrows(PullException.class, () -> HttpRequest.next(from, "http://example.org/a/c"));
  }

  @Test
  void refusesAFileOverTheLimitAnnouncedOrNot() {
    PullOptions small = PullFixture.QUICK.withLargest(100_000);
    assertEquals(link() + ": expected at most 100000 bytes, found 300000", failure(small));
    server.then(server::chunked);
    assertTrue(failure(small).contains("expected at most 100000 bytes, found 1"));
  }

  @Test
  void readsAFileOfUnannouncedLength() throws IOException {
    server.then(server::chunked);
    assertPulled(fixture.pull(link()));
    assertEquals(-1, fixture.total);
  }

  @Test
  void keepsTheCardAndReplacesAnOlderModelOfTheName() throws IOException {
    fixture.pull(link());
    byte[] newer = {1, 2, 3, 4};
    String digest = Digests.hex(Digests.sha256().digest(newer));
    Path file = Files.write(folder.resolve("newer.ckpt"), newer);
    Publication.Card card = new Publication.Card(true, "---\n");
    Publication next = new Publication("toy", new Asset("ckpt", link(), digest), Optional.of(card));
    CachedModel model =
        new ModelPuller(fixture.cache, PullFixture.QUICK).pullFrom(file, next, fixture);
    assertEquals(List.of(digest + ".ckpt", "card.md"), fixture.files());
    assertEquals("---\n", Files.readString(model.card().orElseThrow()));
    assertEquals(4, model.bytes());
  }

  @Test
  void takesAFileCarriedHereOnlyIfItIsTheOne() throws IOException {
    Path file = Files.write(folder.resolve("carried.bin"), fixture.bytes);
    ModelPuller puller = new ModelPuller(fixture.cache, PullFixture.QUICK);
    assertPulled(puller.pullFrom(file, fixture.at(link()), fixture));
    assertTrue(fixture.cache.remove("toy"));
    Files.write(file, new byte[7]);
    PullException wrong =
        assertThrows(PullException.class, () -> puller.pullFrom(file, fixture.at(link()), fixture));
    assertTrue(wrong.getMessage().startsWith(file + ": expected SHA-256 " + fixture.digest()));
    Path missing = folder.resolve("missing");
    PullException none =
        assertThrows(
            PullException.class, () -> puller.pullFrom(missing, fixture.at(link()), fixture));
    assertEquals("cannot read " + missing + ": no such file or folder", none.getMessage());
    assertEquals(0, server.requests());
    assertFalse(fixture.cache.find("toy").isPresent());
  }

  @Test
  void saysWhenNobodyListensOrNobodyHasTheName() {
    URI gone = link();
    server.close();
    String refused = assertThrows(PullException.class, () -> fixture.pull(gone)).getMessage();
    assertTrue(refused.contains("Connection refused"), refused);
    URI nowhere = URI.create("http://nowhere.invalid/a.ckpt");
    String unknown = assertThrows(PullException.class, () -> fixture.pull(nowhere)).getMessage();
    assertEquals(nowhere + " cannot be reached: unknown host nowhere.invalid", unknown);
  }
}
