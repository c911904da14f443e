package org.latent4j.task;

import java.util.Arrays;

/**
 * The assignment problem by the Hungarian method (Kuhn 1955, Munkres 1957) in its form of shortest
 * augmenting paths with potentials (Jonker and Volgenant 1987), O(n³).
 */
final class Assignment {

  private Assignment() {}

  /**
   * Gives each row a column of its own at least total cost.
   *
   * @param cost n×n finite numbers
   * @return the column of each row
   */
  static int[] cheapest(double[][] cost) {
    int n = cost.length;
    double[] rowPotential = new double[n + 1];
    double[] columnPotential = new double[n + 1];
    int[] rowOf = new int[n + 1]; // row of each column, both from 1; 0 is none
    for (int row = 1; row <= n; row++) {
      augment(cost, row, rowOf, rowPotential, columnPotential);
    }
    int[] columnOf = new int[n];
    for (int column = 1; column <= n; column++) {
      columnOf[rowOf[column] - 1] = column - 1;
    }
    return columnOf;
  }

  /** Finds a column for one more row, along the cheapest path of columns that change hands. */
  private static void augment(
      double[][] cost, int row, int[] rowOf, double[] rowPotential, double[] columnPotential) {
    int n = cost.length;
    int[] previous = new int[n + 1];
    double[] distance = new double[n + 1];
    boolean[] visited = new boolean[n + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    rowOf[0] = row;
    int column = 0;
    while (rowOf[column] != 0) {
      visited[column] = true;
      int from = rowOf[column];
      double least = Double.POSITIVE_INFINITY;
      int nearest = 0;
      for (int j = 1; j <= n; j++) {
        if (visited[j]) {
          continue;
        }
        double reduced = cost[from - 1][j - 1] - rowPotential[from] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          previous[j] = column;
        }
        if (distance[j] < least) {
          least = distance[j];
          nearest = j;
        }
      }
      for (int j = 0; j <= n; j++) {
        if (visited[j]) {
          rowPotential[rowOf[j]] += least;
          columnPotential[j] -= least;
        } else {
          distance[j] -= least;
        }
      }
      column = nearest;
    }
    while (column != 0) {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    }
  }
}
