package io.vocalith.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportOptionTest {
  private static final String HELLO = Path.of("..", "samples", "hello.wav").toString();
  private static final String FOX = Path.of("..", "samples", "fox.wav").toString();

  @TempDir private Path folder;

  @Test
  void thePageHoldsTheDocumentsOfAllRecordings() throws IOException {
    Path page = folder.resolve("page.html");
    Run run = Run.of("transcribe", "-f", "json", "--html", page.toString(), HELLO, FOX);
    assertEquals(0, run.code(), run.err());
    List<JsonNode> held =
        Pattern.compile("<script type=\"application/json\">([^<]*)</script>")
            .matcher(Files.readString(page))
            .results()
            .map((MatchResult data) -> Schemas.parse(data.group(1)))
            .toList();
    JsonNode documents = Schemas.parse(run.out());
    assertEquals(2, held.size());
    for (int i = 0; i < 2; i++) {
      assertEquals(documents.get(i), held.get(i).get("result"));
      assertTrue(held.get(i).has("posteriorgram"));
    }
  }

  @Test
  void textStaysAsItIsWithAPage() {
    Path page = folder.resolve("page.html");
    String plain = Run.of("transcribe", FOX).out();
    assertEquals(plain, Run.of("transcribe", "--html", page.toString(), FOX).out());
  }

  @Test
  void aPageNeedsAFileOfItsOwn() {
    String same = folder.resolve("same").toString();
    for (String file : List.of("-", same, folder.toString(), folder + "/none/page.html")) {
      Run run = Run.of("transcribe", HELLO, "--html", file, "-o", same);
      assertEquals(2, run.code(), run.err());
      assertTrue(run.err().contains("--html"), run.err());
    }
    assertFalse(Files.exists(Path.of(same)));
  }
}
