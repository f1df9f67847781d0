package io.vocalith.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Two contestants in turn, A B A B, so that whatever else the machine does falls on both. What
 * counts is the ratio of each pair; the median of these ratios is the result.
 */
record Duel(String work, int threads, double bar, double prize) {

  /** The outcome: medians in milliseconds, the median pair ratio and its 95 % interval. */
  record Result(
      Duel duel,
      double oursMs,
      String peer,
      double peerMs,
      double ratio,
      double low,
      double high,
      int pairs) {

    String line() {
      return String.format(
          Locale.ROOT,
          "%-34s %d thread%s  ours %9.2f ms  %-22s %9.2f ms  ratio %.3f [%.3f, %.3f]  bar %.4g %s",
          duel.work,
          duel.threads,
          duel.threads == 1 ? " " : "s",
          oursMs,
          peer,
          peerMs,
          ratio,
          low,
          high,
          duel.bar,
          verdict());
    }

    private String verdict() {
      return ratio <= duel.prize ? "met, prize too" : ratio <= duel.bar ? "met" : "MISSED";
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"work\": \"%s\", \"threads\": %d, \"ours_ms\": %.4f, \"peer\": \"%s\", \"peer_ms\": %.4f,"
              + " \"ratio\": %.4f, \"ratio_low\": %.4f, \"ratio_high\": %.4f, \"pairs\": %d,"
              + " \"bar\": %s, \"prize\": %s}",
          duel.work,
          duel.threads,
          oursMs,
          peer,
          peerMs,
          ratio,
          low,
          high,
          pairs,
          duel.bar,
          duel.prize);
    }
  }

  /** Runs the pairs after a warm-up of both for the given seconds. */
  Result run(Contestant ours, Contestant peer, int pairs, double warmUpSeconds) throws Exception {
    warmUp(ours, warmUpSeconds);
    warmUp(peer, warmUpSeconds / 4);
    double[] a = new double[pairs];
    double[] b = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      a[i] = ours.milliseconds();
      b[i] = peer.milliseconds();
    }
    return result(a, peer.name(), b);
  }

  /** Runs ours against a time that is known. */
  Result run(Contestant ours, String peer, double milliseconds, int runs, double warmUpSeconds)
      throws Exception {
    warmUp(ours, warmUpSeconds);
    double[] a = new double[runs];
    double[] b = new double[runs];
    Arrays.fill(b, milliseconds);
    for (int i = 0; i < runs; i++) {
      a[i] = ours.milliseconds();
    }
    return result(a, peer, b);
  }

  private Result result(double[] ours, String peer, double[] peers) {
    int pairs = ours.length;
    double[] ratios = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      ratios[i] = ours[i] / peers[i];
    }
    Arrays.sort(ratios);
    int reach = (int) Math.ceil(1.96 * Math.sqrt(pairs) / 2);
    int middle = pairs / 2;
    return new Result(
        this,
        median(ours),
        peer,
        median(peers),
        ratios[middle],
        ratios[Math.max(0, middle - reach)],
        ratios[Math.min(pairs - 1, middle + reach)],
        pairs);
  }

  /** The fastest of a peer's forms, each printed: the best of a few alternating rounds. */
  static Contestant fastest(List<Contestant> forms) throws Exception {
    double[] best = new double[forms.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int round = 0; round < 8; round++) {
      for (int i = 0; i < best.length; i++) {
        best[i] = Math.min(best[i], forms.get(i).milliseconds());
      }
    }
    int winner = 0;
    for (int i = 0; i < best.length; i++) {
      System.out.printf(Locale.ROOT, "    %-34s best %9.2f ms%n", forms.get(i).name(), best[i]);
      winner = best[i] < best[winner] ? i : winner;
    }
    return forms.get(winner);
  }

  private static void warmUp(Contestant contestant, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      contestant.milliseconds();
    } while (System.nanoTime() < end);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
