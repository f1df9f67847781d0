package io.vocalith.models.diarize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Passages of speech to the mean voices of the speakers among them, by average linkage. */
final class VoiceClusters {
  /** A speaker of less speech than this is taken for an accident while there are others. */
  private static final double LEAST_SECONDS = 2.0;

  private final List<float[]> voices;
  private final double[] seconds;
  private final AverageLinkage tree;

  /**
   * Builds the dendrogram.
   *
   * @param voices directions of the passages
   * @param seconds how long each passage is
   * @param distance cosine distances between the passages; (passages, passages)
   */
  VoiceClusters(List<float[]> voices, double[] seconds, float[][] distance) {
    this.voices = voices;
    this.seconds = seconds;
    this.tree =
        AverageLinkage.of(Arrays.stream(distance).map(float[]::clone).toArray(float[][]::new));
  }

  /** The mean voice of every speaker, whoever speaks most first; one at least. */
  List<float[]> means(double threshold, OptionalInt speakers) {
    int[] found =
        speakers.isPresent() ? cut(speakers.getAsInt()) : tree.cut(tree.clustersAt(threshold));
    double[] mass = mass(found);
    double most = Arrays.stream(mass).max().orElse(0);
    double enough = speakers.isPresent() ? 0 : Math.min(LEAST_SECONDS, most);
    return IntStream.range(0, mass.length)
        .filter(c -> mass[c] >= enough)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> -mass[c]).thenComparing(c -> c))
        .limit(speakers.orElse(mass.length))
        .map(c -> mean(found, c))
        .toList();
  }

  /**
   * The fewest clusters among which so many are of some size: odd passages, laughter or a cough,
   * stay alone to the last and would otherwise take the place of a speaker.
   */
  private int[] cut(int speakers) {
    for (int clusters = speakers; clusters <= voices.size(); clusters++) {
      int[] found = tree.cut(clusters);
      if (Arrays.stream(mass(found)).filter(m -> m >= LEAST_SECONDS).count() >= speakers) {
        return found;
      }
    }
    return tree.cut(Math.min(speakers, voices.size()));
  }

  /** Seconds in each cluster. */
  private double[] mass(int[] labels) {
    double[] mass = new double[Arrays.stream(labels).max().orElse(-1) + 1];
    for (int i = 0; i < labels.length; i++) {
      mass[labels[i]] += seconds[i];
    }
    return mass;
  }

  private float[] mean(int[] found, int cluster) {
    List<float[]> members = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == cluster) {
        members.add(voices.get(i));
      }
    }
    return Vectors.mean(members);
  }
}
