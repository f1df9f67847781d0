package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vocalith.engine.Matrix;
import io.vocalith.engine.ctc.LogSoftmax;
import io.vocalith.models.Golden;
import io.vocalith.models.eval.JsonResource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The whole procedure of the published label error rates, from logits to the rate, against the
 * reference's own metric on the same logits (golden/makers/metric_golden.py).
 */
class StoredLogitsTest {
  private static final int BLANK = 61;

  @Test
  void ratesFromLogitsAreTheReferencesToTheLastBit() throws IOException {
    List<Map<String, Object>> rows = JsonResource.rows("/golden/decode/decode.json");
    ReferenceLabelErrorRate bestPath = new ReferenceLabelErrorRate();
    ReferenceLabelErrorRate prefixSearch = new ReferenceLabelErrorRate();
    double bestPathSum = 0;
    double prefixSearchSum = 0;
    for (int i = 0; i < rows.size(); i++) {
      Map<String, Object> row = rows.get(i);
      Matrix logits = Golden.matrix("decode/decode_" + i + "_logits.npy");
      int frames = ((Double) row.get("seq_len")).intValue();
      TwoWayDecoder.Labels found =
          TwoWayDecoder.decode(LogSoftmax.apply(logits.slice(0, frames)), BLANK, 5);
      List<String> truth = named(JsonResource.ints(row.get("truth")));
      assertEquals(row.get("ler_greedy"), bestPath.add(truth, named(found.bestPath())));
      assertEquals(row.get("ler_beam"), prefixSearch.add(truth, named(found.prefixSearch())));
      bestPathSum += (Double) row.get("ler_greedy");
      prefixSearchSum += (Double) row.get("ler_beam");
    }
    assertEquals(bestPathSum / rows.size(), bestPath.mean());
    assertEquals(prefixSearchSum / rows.size(), prefixSearch.mean());
  }

  private static List<String> named(int[] labels) {
    List<String> names = Folding.labels61();
    return IntStream.of(labels).mapToObj(names::get).toList();
  }
}
