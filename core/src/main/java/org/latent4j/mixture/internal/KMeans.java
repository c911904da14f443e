package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.Tile;

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
  private final double[] sums;
  private final int[] counts;
  private final int[] assignment;
  private final int[] known;
  private final Tile tile;
  private final double[][] values;
  private final double[] greatest = new double[Tile.ROWS];
  private final double[] nearestCentre = new double[Tile.ROWS];
  private final double[] scratch = new double[Tile.ROWS];

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
    sums = new double[k * d];
    counts = new int[k];
    assignment = new int[n];
    Arrays.fill(assignment, -1);
    tile = new Tile(d);
    values = new double[k][Tile.ROWS];
  }

  private boolean isKnown(int centre) {
    for (int value : known) {
      if (value == centre) {
        return true;
      }
    }
    return false;
  }

  /**
   * Assigns every row to a centre.
   *
   * @param iterations the most Lloyd iterations, at least 1
   * @param random the source of the first centres
   * @return n centres from 0
   */
  public int[] run(int iterations, SeededRandom random) {
    for (int i = 0; i < known.length; i++) {
      assign(i, known[i]);
    }
    moveCentres();
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
    for (int c = 0; c < k; c++) {
      if (isKnown(c)) {
        total = lower(nearest, centres, new int[] {c}, new double[][] {nearest})[0];
      }
    }
    int trials = 2 + (int) Math.log(k);
    double[][] lowered = new double[trials][n];
    for (int c = 0; c < k; c++) {
      if (isKnown(c)) {
        continue;
      }
      int[] drawn = new int[total == Double.POSITIVE_INFINITY ? 1 : trials];
      for (int t = 0; t < drawn.length; t++) {
        drawn[t] = draw(nearest, total, random);
      }
      double[] totals = lower(nearest, rows, drawn, lowered);
      int best = 0;
      for (int t = 1; t < drawn.length; t++) {
        best = totals[t] < totals[best] ? t : best;
      }
      System.arraycopy(rows, drawn[best] * d, centres, c * d, d);
      total = totals[best];
      double[] replaced = nearest;
      nearest = lowered[best];
      lowered[best] = replaced;
    }
  }

  /** Lowers squared distances to those from each of some further points; gives their sums. */
  private double[] lower(double[] nearest, double[] points, int[] chosen, double[][] lowered) {
    double[] totals = new double[chosen.length];
    for (int first = 0; first < n; first += Tile.ROWS) {
      int count = Math.min(Tile.ROWS, n - first);
      tile.load(rows, first, count);
      for (int t = 0; t < chosen.length; t++) {
        tile.squaredDistances(points, chosen[t] * d, count, scratch);
        double[] to = lowered[t];
        for (int i = 0; i < count; i++) {
          double distance = Math.min(nearest[first + i], scratch[i]);
          to[first + i] = distance;
          totals[t] += distance;
        }
      }
    }
    return totals;
  }

  private int draw(double[] nearest, double total, SeededRandom random) {
    if (!(total > 0) || total == Double.POSITIVE_INFINITY) {
      return random.nextInt(n); // every row already has a centre on it, or none has one anywhere
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

  private boolean assign() {
    boolean changed = false;
    double[] halves = new double[k];
    for (int c = 0; c < k; c++) {
      for (int j = c * d; j < (c + 1) * d; j++) {
        halves[c] += centres[j] * centres[j] / 2;
      }
    }
    for (int first = 0; first < n; first += Tile.ROWS) {
      int count = Math.min(Tile.ROWS, n - first);
      tile.load(rows, first, count);
      nearestCentres(halves, count);
      for (int i = 0, row = first; i < count; i++, row++) {
        int best = row < known.length && known[row] >= 0 ? known[row] : (int) nearestCentre[i];
        changed |= assign(row, best);
      }
    }
    return changed;
  }

  /**
   * The centre c with the greatest c·x − ‖c‖²/2 for each row x of the tile, the first of equals.
   *
   * <p>Without a branch, which would often be mispredicted: the least of all c + (greatest −
   * value)·10³⁰⁰ is the number of the first centre whose value is the greatest.
   */
  private void nearestCentres(double[] halves, int count) {
    for (int c = 0; c < k; c++) {
      tile.project(centres, c * d, count, values[c]);
      subtract(values[c], halves[c], count);
    }
    System.arraycopy(values[0], 0, greatest, 0, count);
    for (int c = 1; c < k; c++) {
      raise(greatest, values[c], count);
    }
    Arrays.fill(nearestCentre, 0, count, k);
    for (int c = 0; c < k; c++) {
      number(nearestCentre, greatest, values[c], c, count);
    }
  }

  private static void subtract(double[] values, double subtrahend, int count) {
    for (int i = 0; i < count; i++) {
      values[i] -= subtrahend;
    }
  }

  private static void raise(double[] greatest, double[] values, int count) {
    for (int i = 0; i < count; i++) {
      greatest[i] = Math.max(greatest[i], values[i]);
    }
  }

  private static void number(
      double[] numbers, double[] greatest, double[] values, double number, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.min(numbers[i], number + (greatest[i] - values[i]) * 1e300);
    }
  }

  /** Gives a row to a centre, or to none for −1; tells whether it had another one before. */
  private boolean assign(int row, int centre) {
    int before = assignment[row];
    if (before == centre) {
      return false;
    }
    assignment[row] = centre;
    add(row, before, -1);
    add(row, centre, 1);
    return true;
  }

  private void add(int row, int centre, int times) {
    if (centre < 0) {
      return;
    }
    counts[centre] += times;
    for (int j = 0; j < d; j++) {
      sums[centre * d + j] += times * rows[row * d + j];
    }
  }

  /** Moves each centre to the mean of its rows; one without rows stays. */
  private void moveCentres() {
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d && counts[c] > 0; j++) {
        centres[c * d + j] = sums[c * d + j] / counts[c];
      }
    }
  }
}
