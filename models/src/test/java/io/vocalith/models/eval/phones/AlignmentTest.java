package io.vocalith.models.eval.phones;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vocalith.models.eval.phones.Alignment.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignmentTest {
  /** Every alignment there is, written from the last operation to the first: m, s, d, f, i. */
  private static void all(
      List<String> reference, List<String> hypothesis, String free, String tail, List<String> out) {
    int i = reference.size();
    int j = hypothesis.size();
    if (i == 0 && j == 0) {
      out.add(tail);
      return;
    }
    if (i > 0 && j > 0) {
      boolean match = reference.get(i - 1).equals(hypothesis.get(j - 1));
      all(
          reference.subList(0, i - 1),
          hypothesis.subList(0, j - 1),
          free,
          tail + (match ? 'm' : 's'),
          out);
    }
    if (i > 0) {
      char deletion = reference.get(i - 1).equals(free) ? 'f' : 'd';
      all(reference.subList(0, i - 1), hypothesis, free, tail + deletion, out);
    }
    if (j > 0) {
      all(reference, hypothesis.subList(0, j - 1), free, tail + 'i', out);
    }
  }

  private static long cost(String alignment) {
    return alignment.chars().filter(c -> c == 's' || c == 'd' || c == 'i').count();
  }

  /** Match before substitution before deletion before insertion, from the end. */
  private static String rank(String alignment) {
    return alignment
        .replace('m', '0')
        .replace('s', '1')
        .replace('d', '2')
        .replace('f', '2')
        .replace('i', '3');
  }

  private static String backwards(Alignment alignment) {
    StringBuilder text = new StringBuilder();
    for (Alignment.Step step : alignment.steps()) {
      text.append(
          switch (step.operation()) {
            case MATCH -> 'm';
            case SUBSTITUTION -> 's';
            case DELETION -> 'd';
            case FREE_DELETION -> 'f';
            case INSERTION -> 'i';
          });
    }
    return text.reverse().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing is free", "a"})
  void isTheBestOfAllAlignmentsByTheTieRule(String free) {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      List<String> reference = word(random);
      List<String> hypothesis = word(random);
      List<String> alignments = new ArrayList<>();
      all(reference, hypothesis, free, "", alignments);
      long least = alignments.stream().mapToLong(AlignmentTest::cost).min().orElseThrow();
      String best =
          alignments.stream()
              .filter(a -> cost(a) == least)
              .min((a, b) -> rank(a).compareTo(rank(b)))
              .orElseThrow();
      Alignment found = Alignment.of(reference, hypothesis, free::equals);
      assertEquals(best, backwards(found), reference + " " + hypothesis);
      assertEquals(least, found.counts().errors());
      assertEquals(reference.size(), found.counts().reference());
    }
  }

  private static List<String> word(Random random) {
    List<String> word = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.add(String.valueOf((char) ('a' + random.nextInt(3))));
    }
    return word;
  }

  @Test
  void stepsHoldBothSequences() {
    Random random = new Random(9);
    for (int round = 0; round < 50; round++) {
      List<String> reference = word(random);
      List<String> hypothesis = word(random);
      List<Alignment.Step> steps = Alignment.of(reference, hypothesis).steps();
      assertEquals(
          reference,
          steps.stream().map(Alignment.Step::reference).filter(s -> !s.isEmpty()).toList());
      assertEquals(
          hypothesis,
          steps.stream().map(Alignment.Step::hypothesis).filter(s -> !s.isEmpty()).toList());
    }
  }

  @Test
  void emptySidesAreAllDeletionsOrInsertions() {
    assertEquals(new ErrorCounts(0, 2, 0, 2), Alignment.of(List.of("a", "b"), List.of()).counts());
    assertEquals(new ErrorCounts(0, 0, 1, 0), Alignment.of(List.of(), List.of("a")).counts());
    assertTrue(Alignment.of(List.of(), List.of()).steps().isEmpty());
  }

  @Test
  void aFreeDeletionIsNoErrorAndStaysInN() {
    Alignment alignment = Alignment.of(List.of("sil", "a", "sil"), List.of("a"), "sil"::equals);
    assertEquals(new ErrorCounts(0, 0, 0, 3), alignment.counts());
    assertEquals(
        List.of(Operation.FREE_DELETION, Operation.MATCH, Operation.FREE_DELETION),
        alignment.steps().stream().map(Alignment.Step::operation).toList());
  }

  @Test
  void sequencesTooLongForMemoryAreRefused() {
    List<String> labels = Collections.nCopies(10_000, "a");
    assertEquals(
        "expected sequences short enough to align, found 10000 and 10000 labels:"
            + " score shorter utterances",
        assertThrows(IllegalArgumentException.class, () -> Alignment.of(labels, labels))
            .getMessage());
  }

  @Test
  void anErrorRateNeedsReferenceLabels() {
    assertThrows(IllegalStateException.class, () -> new ErrorCounts(0, 0, 3, 0).rate());
    assertEquals(1.5, new ErrorCounts(1, 0, 2, 2).rate());
  }
}
