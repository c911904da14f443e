package org.latent4j.mixture.internal;

import java.util.Arrays;

/**
 * How far rows are from their neighbours, which tells noise from clusters (Byers and Raftery 1998,
 * "Nearest-neighbor clutter removal for estimating features in spatial point processes",
 * doi:10.1080/01621459.1998.10473711): the squared distance to the m-th nearest of some reference
 * rows. At most 2e8 multiply-adds.
 */
final class Loneliness {

  private static final int MOST_REFERENCES = 1000;
  private static final int LEAST_REFERENCES = 50;
  private static final long MOST_OPERATIONS = 200_000_000L;
  private static final int MOST_NEIGHBOURS = 10;

  /** Clusters of a fiftieth of the rows still count as company. */
  private static final int REFERENCES_PER_NEIGHBOUR = 50;

  private Loneliness() {}

  /** A number for each row of n×d; the greater, the lonelier. */
  static double[] of(double[] rows, int d) {
    int n = rows.length / d;
    long affordable = Math.max(LEAST_REFERENCES, MOST_OPERATIONS / Math.max(1, (long) n * d));
    int references = (int) Math.min(Math.min(n, MOST_REFERENCES), affordable);
    int neighbours = Math.max(2, Math.min(MOST_NEIGHBOURS, references / REFERENCES_PER_NEIGHBOUR));
    double[] loneliness = new double[n];
    double[] nearest = new double[neighbours];
    for (int i = 0; i < n; i++) {
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int r = 0; r < references; r++) {
        int other = (int) ((long) r * n / references);
        if (other != i) {
          insert(nearest, squaredDistance(rows, i * d, other * d, d));
        }
      }
      int last = neighbours - 1;
      while (last > 0 && nearest[last] == Double.POSITIVE_INFINITY) {
        last--;
      }
      loneliness[i] = nearest[last];
    }
    return loneliness;
  }

  private static double squaredDistance(double[] rows, int a, int b, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double difference = rows[a + j] - rows[b + j];
      sum += difference * difference;
    }
    return sum;
  }

  /** Keeps the least numbers, increasing. */
  private static void insert(double[] least, double value) {
    int at = least.length;
    while (at > 0 && value < least[at - 1]) {
      at--;
    }
    if (at < least.length) {
      System.arraycopy(least, at, least, at + 1, least.length - 1 - at);
      least[at] = value;
    }
  }
}
