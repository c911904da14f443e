package org.latent4j.report.internal.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of equal value over a grid, by marching squares (Lorensen and Cline 1987, in the plane):
 * along each edge of the grid whose ends lie on both sides of the level, the line crosses where
 * linear interpolation puts it. Beyond the grid values count as below every level, so that each
 * line is closed. Cost: one look at each cell.
 */
public final class Contours {

  private static final int NONE = -1;

  private final double[] xs;
  private final double[] ys;
  private final double[] values;

  /** One closed line. */
  public static final class Ring {

    private final double[] xs;
    private final double[] ys;

    private Ring(double[] xs, double[] ys) {
      this.xs = xs;
      this.ys = ys;
    }

    /**
     * Its corners.
     *
     * @return places from left to right, a copy
     */
    public double[] xs() {
      return xs.clone();
    }

    /**
     * Its corners.
     *
     * @return places from bottom to top, a copy
     */
    public double[] ys() {
      return ys.clone();
    }
  }

  /**
   * A grid of values.
   *
   * @param xs increasing places of its columns
   * @param ys increasing places of its rows
   * @param values row after row: {@code values[r * xs.length + c]} is at (xs[c], ys[r]); −∞ is
   *     allowed
   */
  public Contours(double[] xs, double[] ys, double[] values) {
    this.xs = xs.clone();
    this.ys = ys.clone();
    this.values = values.clone();
  }

  /**
   * The lines around what is at or above a level.
   *
   * @param level finite
   * @return closed lines; one inside another is the rim of a hole
   */
  public List<Ring> at(double level) {
    int[] next = segments(level);
    List<Ring> rings = new ArrayList<>();
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] != NONE) {
        rings.add(follow(next, edge, level));
      }
    }
    return rings;
  }

  /**
   * For each edge that a line crosses, the edge it crosses next, what is above lying to its left.
   * Every such edge belongs to two cells: the line leaves the one and enters the other.
   */
  private int[] segments(double level) {
    int[] next = new int[2 * (xs.length + 2) * (ys.length + 2)];
    Arrays.fill(next, NONE);
    boolean[] above = new boolean[4];
    for (int r = -1; r < ys.length; r++) {
      for (int c = -1; c < xs.length; c++) {
        above[0] = value(r, c) >= level;
        above[1] = value(r, c + 1) >= level;
        above[2] = value(r + 1, c + 1) >= level;
        above[3] = value(r + 1, c) >= level;
        addCell(next, r, c, above, level);
      }
    }
    return next;
  }

  /**
   * Corners and edges are counted against the clock from the lower left. A line starts at an edge
   * whose first corner is above and whose second is not. In a saddle, where all four edges are
   * crossed, the value in the middle tells whether the corners above are joined.
   */
  private void addCell(int[] next, int r, int c, boolean[] above, double level) {
    int turn = above[0] == above[2] && middle(r, c) >= level ? 1 : 3;
    for (int edge = 0; edge < 4; edge++) {
      if (above[edge] && !above[(edge + 1) % 4]) {
        int end = (edge + turn) % 4;
        while (above[end] == above[(end + 1) % 4]) {
          end = (end + turn) % 4;
        }
        next[number(r, c, edge)] = number(r, c, end);
      }
    }
  }

  private Ring follow(int[] next, int start, double level) {
    double[] ringXs = new double[16];
    double[] ringYs = new double[16];
    int count = 0;
    for (int edge = start; next[edge] != NONE; ) {
      if (count == ringXs.length) {
        ringXs = Arrays.copyOf(ringXs, 2 * count);
        ringYs = Arrays.copyOf(ringYs, 2 * count);
      }
      int row = edge / 2 / (xs.length + 2) - 1;
      int column = edge / 2 % (xs.length + 2) - 1;
      int up = edge % 2;
      double share = share(value(row, column), value(row + up, column + 1 - up), level);
      ringXs[count] = up == 1 ? place(xs, column, 0) : place(xs, column, share);
      ringYs[count] = up == 1 ? place(ys, row, share) : place(ys, row, 0);
      count++;
      int following = next[edge];
      next[edge] = NONE;
      edge = following;
    }
    return new Ring(Arrays.copyOf(ringXs, count), Arrays.copyOf(ringYs, count));
  }

  /**
   * How far from the first value towards the second the level lies; at the finite one if one is.
   */
  private static double share(double first, double second, double level) {
    if (first == Double.NEGATIVE_INFINITY) {
      return 1;
    }
    return second == Double.NEGATIVE_INFINITY ? 0 : (level - first) / (second - first);
  }

  private static double place(double[] places, int index, double share) {
    double from = places[Math.max(0, index)];
    return share == 0
        ? from
        : from + share * (places[Math.min(index + 1, places.length - 1)] - from);
  }

  /** An edge's number: twice that of its first node, plus one if it goes up. */
  private int number(int r, int c, int edge) {
    int row = edge == 2 ? r + 1 : r;
    int column = edge == 1 ? c + 1 : c;
    return 2 * ((row + 1) * (xs.length + 2) + column + 1) + edge % 2;
  }

  private double middle(int r, int c) {
    return (value(r, c) + value(r, c + 1) + value(r + 1, c) + value(r + 1, c + 1)) / 4;
  }

  private double value(int row, int column) {
    boolean inside = row >= 0 && row < ys.length && column >= 0 && column < xs.length;
    return inside ? values[row * xs.length + column] : Double.NEGATIVE_INFINITY;
  }
}
