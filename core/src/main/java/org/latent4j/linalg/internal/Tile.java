package org.latent4j.linalg.internal;

import java.util.Arrays;

/**
 * A few rows of a block, one array per feature, with the loops over them that kernels are made of.
 *
 * <p>The just-in-time compiler makes vector instructions of a loop only if all arrays in it are
 * read and written at the same index (Java 17: an offset added to one of them is enough to prevent
 * it). So each feature has an array of its own, and a row of a matrix is applied to four features
 * at a time, which is as many as one loop can take. A tile stays in the first or second level of
 * the cache while all components visit it. Belongs to one thread.
 */
public final class Tile {

  /** The most rows of a tile. */
  public static final int ROWS = 256;

  private final double[][] features;

  /**
   * Makes an empty tile.
   *
   * @param featureCount d
   */
  public Tile(int featureCount) {
    features = new double[featureCount][ROWS];
  }

  /**
   * Takes rows.
   *
   * @param rows row-major
   * @param first the first to take
   * @param count how many, at most {@link #ROWS}
   */
  public void load(double[] rows, int first, int count) {
    int d = features.length;
    int j = 0;
    for (; j < d - 3; j += 4) {
      take(rows, first * d + j, d, count, j);
    }
    for (; j < d; j++) {
      double[] feature = features[j];
      int from = first * d + j;
      for (int i = 0; i < count; i++, from += d) {
        feature[i] = rows[from];
      }
    }
  }

  /** Takes four features that stand side by side. */
  private void take(double[] rows, int first, int stride, int count, int j) {
    double[] x0 = features[j];
    double[] x1 = features[j + 1];
    double[] x2 = features[j + 2];
    double[] x3 = features[j + 3];
    int from = first;
    for (int i = 0; i < count; i++, from += stride) {
      x0[i] = rows[from];
      x1[i] = rows[from + 1];
      x2[i] = rows[from + 2];
      x3[i] = rows[from + 3];
    }
  }

  /**
   * The values of one feature.
   *
   * @param j the feature
   * @return an array of {@link #ROWS} values, not a copy
   */
  public double[] feature(int j) {
    return features[j];
  }

  /**
   * Takes another tile's rows less a point.
   *
   * @param other a tile of as many features
   * @param point the point's coordinates are in it
   * @param from where they begin
   * @param count rows
   */
  public void centre(Tile other, double[] point, int from, int count) {
    for (int j = 0; j < features.length; j++) {
      subtract(features[j], other.features[j], point[from + j], count);
    }
  }

  /**
   * Squared lengths of L·x for the rows x.
   *
   * @param lower a triangular matrix d×d, row-major, is in it
   * @param from where it begins
   * @param count rows
   * @param scratch of {@link #ROWS} values
   * @param squares receives {@code count} values
   */
  public void squaredLengths(
      double[] lower, int from, int count, double[] scratch, double[] squares) {
    int d = features.length;
    for (int i = 0, at = from; i < d; i++, at += d) {
      multiply(lower, at, i + 1, count, scratch);
      if (i == 0) {
        square(squares, scratch, count);
      } else {
        addSquares(squares, scratch, count);
      }
    }
  }

  /**
   * Products a·x with the rows x.
   *
   * @param vector a is in it
   * @param from where it begins
   * @param count rows
   * @param products receives {@code count} values
   */
  public void project(double[] vector, int from, int count, double[] products) {
    multiply(vector, from, features.length, count, products);
  }

  private void multiply(double[] row, int at, int length, int count, double[] product) {
    int j = begin(row, at, length, count, product);
    for (; j < length; j += 4) {
      addProducts(
          product,
          features[j],
          features[j + 1],
          features[j + 2],
          features[j + 3],
          row[at + j],
          row[at + j + 1],
          row[at + j + 2],
          row[at + j + 3],
          count);
    }
  }

  /** Sets the product with the first one to four entries of a row, so that fours are left. */
  private int begin(double[] row, int at, int length, int count, double[] product) {
    int first = (length - 1) % 4 + 1;
    switch (first) {
      case 1 -> product(product, features[0], row[at], count);
      case 2 -> product(product, features[0], features[1], row[at], row[at + 1], count);
      case 3 ->
          product(
              product,
              features[0],
              features[1],
              features[2],
              row[at],
              row[at + 1],
              row[at + 2],
              count);
      default ->
          product(
              product,
              features[0],
              features[1],
              features[2],
              features[3],
              row[at],
              row[at + 1],
              row[at + 2],
              row[at + 3],
              count);
    }
    return first;
  }

  /**
   * Squared distances of the rows from a point.
   *
   * @param point the point's coordinates are in it
   * @param from where they begin
   * @param count rows
   * @param squares receives {@code count} values
   */
  public void squaredDistances(double[] point, int from, int count, double[] squares) {
    int d = features.length;
    Arrays.fill(squares, 0, count, 0);
    int j = 0;
    for (; j < d - 1; j += 2) {
      addSquares(
          squares, features[j], features[j + 1], point[from + j], point[from + j + 1], count);
    }
    if (j < d) {
      addSquares(squares, features[j], point[from + j], 1, count);
    }
  }

  /**
   * Writes w·(x − m).
   *
   * @param out receives {@code count} values
   * @param x values of a feature
   * @param weights w, one for each
   * @param centre m
   * @param count how many
   */
  public static void weigh(double[] out, double[] x, double[] weights, double centre, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = weights[i] * (x[i] - centre);
    }
  }

  /**
   * Adds ((x − m)·s)².
   *
   * @param squares is added to
   * @param x values of a feature
   * @param centre m
   * @param scale s
   * @param count how many
   */
  public static void addSquares(
      double[] squares, double[] x, double centre, double scale, int count) {
    for (int i = 0; i < count; i++) {
      double z = (x[i] - centre) * scale;
      squares[i] += z * z;
    }
  }

  private static void addSquares(
      double[] squares, double[] x0, double[] x1, double m0, double m1, int count) {
    for (int i = 0; i < count; i++) {
      double z0 = x0[i] - m0;
      double z1 = x1[i] - m1;
      squares[i] += Math.fma(z0, z0, z1 * z1);
    }
  }

  private static void subtract(double[] out, double[] x, double centre, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = x[i] - centre;
    }
  }

  private static void square(double[] out, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = z[i] * z[i];
    }
  }

  private static void addSquares(double[] squares, double[] z, int count) {
    for (int i = 0; i < count; i++) {
      squares[i] = Math.fma(z[i], z[i], squares[i]);
    }
  }

  private static void product(double[] z, double[] x0, double a0, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = a0 * x0[i];
    }
  }

  private static void product(
      double[] z, double[] x0, double[] x1, double a0, double a1, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = Math.fma(a0, x0[i], a1 * x1[i]);
    }
  }

  private static void product(
      double[] z, double[] x0, double[] x1, double[] x2, double a0, double a1, double a2, int n) {
    for (int i = 0; i < n; i++) {
      z[i] = Math.fma(a0, x0[i], Math.fma(a1, x1[i], a2 * x2[i]));
    }
  }

  private static void product(
      double[] z,
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double a0,
      double a1,
      double a2,
      double a3,
      int count) {
    for (int i = 0; i < count; i++) {
      z[i] = Math.fma(a0, x0[i], Math.fma(a1, x1[i], Math.fma(a2, x2[i], a3 * x3[i])));
    }
  }

  private static void addProducts(
      double[] z,
      double[] x0,
      double[] x1,
      double[] x2,
      double[] x3,
      double a0,
      double a1,
      double a2,
      double a3,
      int count) {
    for (int i = 0; i < count; i++) {
      z[i] =
          Math.fma(a0, x0[i], Math.fma(a1, x1[i], Math.fma(a2, x2[i], Math.fma(a3, x3[i], z[i]))));
    }
  }
}
