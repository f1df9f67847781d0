package io.vocalith.models.diarize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Agglomerative clustering with average linkage: the two clusters whose members lie nearest to each
 * other on average are joined, again and again (Sokal and Michener 1958). Found by chains of
 * nearest neighbours (Murtagh 1983), in quadratic time; the dendrogram is the same.
 */
final class AverageLinkage {
  /** Two clusters become one; each is named by its first member. */
  private record Join(int into, int from, double distance) {}

  private final int points;
  private final List<Join> joins;

  private AverageLinkage(int points, List<Join> joins) {
    this.points = points;
    this.joins = joins;
  }

  /**
   * Builds the dendrogram.
   *
   * @param distance symmetric, 0 or more; overwritten
   */
  static AverageLinkage of(float[][] distance) {
    int points = distance.length;
    int[] members = new int[points];
    Arrays.fill(members, 1);
    List<Join> joins = new ArrayList<>();
    int[] chain = new int[points];
    int length = 0;
    while (joins.size() < points - 1) {
      if (length == 0) {
        chain[length++] = firstLeft(members);
      }
      int last = chain[length - 1];
      int before = length > 1 ? chain[length - 2] : -1;
      int nearest = nearest(distance[last], members, last, before);
      if (nearest == before) {
        length -= 2;
        int into = Math.min(last, nearest);
        int from = Math.max(last, nearest);
        joins.add(new Join(into, from, distance[into][from]));
        join(distance, members, into, from);
      } else {
        chain[length++] = nearest;
      }
    }
    joins.sort(Comparator.comparingDouble(Join::distance));
    return new AverageLinkage(points, joins);
  }

  /** Number of clusters that are left when those nearer than a distance are joined. */
  int clustersAt(double threshold) {
    return points - (int) joins.stream().filter(join -> join.distance < threshold).count();
  }

  /** The cluster of every point, numbered by first appearance, when so many clusters are left. */
  int[] cut(int clusters) {
    int[] leader = new int[points];
    Arrays.setAll(leader, i -> i);
    for (Join join : joins.subList(0, Math.max(0, points - Math.max(1, clusters)))) {
      leader[root(leader, join.from)] = root(leader, join.into);
    }
    int[] number = new int[points];
    Arrays.fill(number, -1);
    int[] labels = new int[points];
    int next = 0;
    for (int i = 0; i < points; i++) {
      int root = root(leader, i);
      if (number[root] < 0) {
        number[root] = next++;
      }
      labels[i] = number[root];
    }
    return labels;
  }

  private static int root(int[] leader, int point) {
    int at = point;
    while (leader[at] != at) {
      leader[at] = leader[leader[at]];
      at = leader[at];
    }
    return at;
  }

  private static int firstLeft(int[] members) {
    int at = 0;
    while (members[at] == 0) {
      at++;
    }
    return at;
  }

  /** The nearest cluster; where several are, the one the chain came from, so that it ends. */
  private static int nearest(float[] distance, int[] members, int self, int preferred) {
    int nearest = preferred;
    for (int i = 0; i < distance.length; i++) {
      if (members[i] > 0 && i != self && (nearest < 0 || distance[i] < distance[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** Distances to a joined cluster are the means of those to its parts, weighted by members. */
  private static void join(float[][] distance, int[] members, int into, int from) {
    int a = members[into];
    int b = members[from];
    for (int i = 0; i < members.length; i++) {
      if (members[i] > 0 && i != into && i != from) {
        float mean =
            (float) (((double) a * distance[into][i] + (double) b * distance[from][i]) / (a + b));
        distance[into][i] = mean;
        distance[i][into] = mean;
      }
    }
    members[into] = a + b;
    members[from] = 0;
  }
}
