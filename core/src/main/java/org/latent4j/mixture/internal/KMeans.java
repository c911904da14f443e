package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.SeededRandom;

/**
 * Lloyd's k-means from k-means++ centres (Arthur and Vassilvitskii 2007, in the greedy form that
 * tries 2 + ln k rows for each centre), on rows in memory. It makes starts; it is no model.
 */
public final class KMeans {

  private final double[] rows;
  private final int n;
  private final int d;
  private final int k;
  private final double[] centres;
  private final int[] assignment;
  private final int[] known;

  /**
   * Takes rows.
   *
   * @param rows n×d, kept
   * @param d features
   * @param k centres
   */
  public KMeans(double[] rows, int d, int k) {
    this(rows, d, k, new int[0]);
  }

  /**
   * Takes rows some of which belong to a known centre, as in the constrained k-means of Basu,
   * Banerjee and Mooney (2002): the mean of its known rows is where such a centre starts, and they
   * stay with it.
   *
   * @param rows n×d, kept
   * @param d features
   * @param k centres
   * @param known centres of the n rows from 0, −1 where unknown; empty for none
   */
  public KMeans(double[] rows, int d, int k, int[] known) {
    this.rows = rows;
    this.d = d;
    this.k = k;
    this.known = known;
    n = rows.length / d;
    centres = new double[k * d];
    assignment = new int[n];
  }

  private boolean isKnown(int centre) {
    for (int value : known) {
      if (value == centre) {
        return true;
      }
    }
    return false;
  }

  /** Starts with the known rows at their centres; the others wait where no centre is. */
  private void place() {
    for (int i = 0; i < known.length; i++) {
      assignment[i] = known[i];
    }
    moveCentres();
  }

  /**
   * Assigns every row to a centre.
   *
   * @param iterations the most Lloyd iterations, at least 1
   * @param random the source of the first centres
   * @return n centres from 0
   */
  public int[] run(int iterations, SeededRandom random) {
    seed(random);
    for (int t = 0; t < iterations && assign(); t++) {
      moveCentres();
    }
    return assignment.clone();
  }

  private void seed(SeededRandom random) {
    double[] nearest = new double[n];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    double total = Double.POSITIVE_INFINITY;
    place();
    for (int c = 0; c < k; c++) {
      total = isKnown(c) ? lower(nearest, centres, c * d) : total;
    }
    int trials = 2 + (int) Math.log(k);
    for (int c = 0; c < k; c++) {
      if (isKnown(c)) {
        continue;
      }
      if (total == Double.POSITIVE_INFINITY) {
        setCentre(c, random.nextInt(n));
        total = lower(nearest, centres, c * d);
        continue;
      }
      double[] best = nearest;
      double bestTotal = Double.POSITIVE_INFINITY;
      int bestRow = 0;
      for (int trial = 0; trial < trials; trial++) {
        int row = draw(nearest, total, random);
        double[] candidate = nearest.clone();
        double candidateTotal = lower(candidate, rows, row * d);
        if (candidateTotal < bestTotal) {
          best = candidate;
          bestTotal = candidateTotal;
          bestRow = row;
        }
      }
      setCentre(c, bestRow);
      nearest = best;
      total = bestTotal;
    }
  }

  private void setCentre(int centre, int row) {
    System.arraycopy(rows, row * d, centres, centre * d, d);
  }

  /** Lowers squared distances to those from a new point; gives their sum. */
  private double lower(double[] nearest, double[] points, int point) {
    double total = 0;
    for (int i = 0; i < n; i++) {
      nearest[i] = Math.min(nearest[i], squaredDistance(i * d, points, point));
      total += nearest[i];
    }
    return total;
  }

  private int draw(double[] nearest, double total, SeededRandom random) {
    if (!(total > 0)) {
      return random.nextInt(n); // every row already has a centre on it
    }
    double left = random.nextDouble() * total;
    for (int i = 0; i < n; i++) {
      left -= nearest[i];
      if (left < 0) {
        return i;
      }
    }
    return n - 1;
  }

  private double squaredDistance(int row, double[] points, int point) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double difference = rows[row + j] - points[point + j];
      sum += difference * difference;
    }
    return sum;
  }

  private boolean assign() {
    boolean changed = false;
    for (int i = 0; i < n; i++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < k; c++) {
        double distance = squaredDistance(i * d, centres, c * d);
        if (distance < least) {
          least = distance;
          best = c;
        }
      }
      best = i < known.length && known[i] >= 0 ? known[i] : best;
      changed |= assignment[i] != best;
      assignment[i] = best;
    }
    return changed;
  }

  /** Moves each centre to the mean of its rows; one without rows stays. */
  private void moveCentres() {
    double[] sums = new double[k * d];
    int[] counts = new int[k];
    for (int i = 0; i < n; i++) {
      int c = assignment[i];
      if (c < 0) {
        continue;
      }
      counts[c]++;
      for (int j = 0; j < d; j++) {
        sums[c * d + j] += rows[i * d + j];
      }
    }
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d && counts[c] > 0; j++) {
        centres[c * d + j] = sums[c * d + j] / counts[c];
      }
    }
  }
}
