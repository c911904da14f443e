package org.latent4j.task;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Workers;

/**
 * The rows of one matrix that are nearest to each row of another, by Euclidean distance. Distances
 * are searched as |a|² − 2 a·b + |b|² about the mean of the rows, block by block in products of
 * matrices, 2·n·m·d operations; those of the rows found are then computed once more from their
 * differences, so that equal rows are at distance 0. Of rows as near as each other up to rounding
 * either may be found.
 */
final class NearestRows {

  private static final int QUERY_ROWS = 512;
  private static final int REFERENCE_ROWS = 2048;

  private final int count;
  private final int[] rows;
  private final double[] squares;

  private NearestRows(int count, int[] rows, double[] squares) {
    this.count = count;
    this.rows = rows;
    this.squares = squares;
  }

  /**
   * Finds them.
   *
   * @param reference n×d, finite
   * @param queries m×d, finite
   * @param count how many for each query, at most n
   * @param threads how many threads work, at least 1
   * @return the same for any number of threads
   */
  static NearestRows of(Matrix reference, Matrix queries, int count, int threads) {
    return of(reference, queries, count, new int[0], threads);
  }

  /**
   * Finds, for some of the rows, the nearest of the others.
   *
   * @param reference n×d, finite
   * @param some the rows that are asked for
   * @param count how many for each of them, at most n − 1
   * @param threads how many threads work, at least 1
   */
  static NearestRows ofOthers(Matrix reference, int[] some, int count, int threads) {
    return of(reference, reference.selectRows(some), count, some, threads);
  }

  private static NearestRows of(
      Matrix reference, Matrix queries, int count, int[] excluded, int threads) {
    double[] centre = means(reference);
    Matrix from = centred(reference, centre);
    double[] norms = squaredNorms(from);
    int m = queries.rows();
    int[] rows = new int[m * count];
    double[] squares = new double[m * count];
    int blocks = (m + QUERY_ROWS - 1) / QUERY_ROWS;
    Workers.forEach(
        threads,
        blocks,
        b -> {
          int first = b * QUERY_ROWS;
          int last = Math.min(m, first + QUERY_ROWS);
          Matrix block = centred(queries.rowRange(first, last), centre);
          double[] near = new double[block.rows() * count];
          Arrays.fill(near, Double.POSITIVE_INFINITY);
          search(from, norms, block, first, count, excluded, rows, near);
          for (int i = first; i < last; i++) {
            finish(from, block, first, i, count, rows, squares);
          }
        });
    return new NearestRows(count, rows, squares);
  }

  private static void search(
      Matrix reference,
      double[] norms,
      Matrix block,
      int first,
      int count,
      int[] excluded,
      int[] rows,
      double[] near) {
    for (int begin = 0; begin < reference.rows(); begin += REFERENCE_ROWS) {
      int end = Math.min(reference.rows(), begin + REFERENCE_ROWS);
      double[] products = block.timesTransposed(reference.rowRange(begin, end)).values();
      for (int i = 0; i < block.rows(); i++) {
        int without = excluded.length == 0 ? -1 : excluded[first + i];
        int last = (i + 1) * count - 1;
        for (int j = begin; j < end; j++) {
          double distance = norms[j] - 2 * products[i * (end - begin) + j - begin];
          if (distance < near[last] && j != without) {
            insert(distance, j, i * count, last, near, rows, first * count);
          }
        }
      }
    }
  }

  /** Puts a row at its place among the nearest of a query. */
  private static void insert(
      double distance, int row, int begin, int last, double[] near, int[] rows, int offset) {
    int at = last;
    while (at > begin && near[at - 1] > distance) {
      near[at] = near[at - 1];
      rows[offset + at] = rows[offset + at - 1];
      at--;
    }
    near[at] = distance;
    rows[offset + at] = row;
  }

  /** Distances from differences, and the rows in their order. */
  private static void finish(
      Matrix reference,
      Matrix block,
      int first,
      int query,
      int count,
      int[] rows,
      double[] squares) {
    int begin = query * count;
    for (int c = begin; c < begin + count; c++) {
      int row = rows[c];
      double square = square(reference, row, block, query - first);
      int at = c;
      while (at > begin
          && (squares[at - 1] > square || (squares[at - 1] == square && rows[at - 1] > row))) {
        squares[at] = squares[at - 1];
        rows[at] = rows[at - 1];
        at--;
      }
      squares[at] = square;
      rows[at] = row;
    }
  }

  private static double square(Matrix a, int rowOfA, Matrix b, int rowOfB) {
    int d = a.columns();
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double difference = a.values()[rowOfA * d + j] - b.values()[rowOfB * d + j];
      sum += difference * difference;
    }
    return sum;
  }

  private static double[] means(Matrix rows) {
    double[] means = new double[rows.columns()];
    for (int i = 0, at = 0; i < rows.rows(); i++) {
      for (int j = 0; j < means.length; j++, at++) {
        means[j] += rows.values()[at] / rows.rows();
      }
    }
    return means;
  }

  private static Matrix centred(Matrix rows, double[] centre) {
    double[] values = rows.toArray();
    for (int at = 0; at < values.length; at++) {
      values[at] -= centre[at % centre.length];
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  private static double[] squaredNorms(Matrix rows) {
    int d = rows.columns();
    double[] norms = new double[rows.rows()];
    for (int at = 0; at < rows.values().length; at++) {
      norms[at / d] += rows.values()[at] * rows.values()[at];
    }
    return norms;
  }

  /**
   * A row that was found.
   *
   * @param query from 0
   * @param place 0 for the nearest, below the number that was asked for
   */
  int row(int query, int place) {
    return rows[query * count + place];
  }

  /** The distances of the nearest row to each query. */
  double[] distances() {
    double[] nearest = new double[squares.length / count];
    Arrays.setAll(nearest, i -> Math.sqrt(squares[i * count]));
    return nearest;
  }
}
