package org.latent4j.mixture.internal;

import org.latent4j.linalg.internal.Tile;

/**
 * The rows of a tile that weigh something in one component, feature by feature. Where most rows do,
 * all are kept and the others weigh 0; where few do, these are gathered.
 */
final class Shares {

  private final Tile all;
  private final Tile gathered;
  private final int d;
  private final double[] weights = new double[Tile.ROWS];
  private final int[] chosen = new int[Tile.ROWS];
  private int count;
  private boolean isGathered;

  Shares(int features) {
    d = features;
    all = new Tile(d);
    gathered = new Tile(d);
  }

  /**
   * Takes the rows of a tile.
   *
   * @param rows row-major
   * @param first the first to take
   * @param rowCount at most those of a tile
   */
  void load(double[] rows, int first, int rowCount) {
    all.load(rows, first, rowCount);
    count = rowCount;
  }

  /**
   * Chooses the rows of one component.
   *
   * @param responsibilities weights are in it
   * @param from that of the first row
   * @param stride from each to the next
   * @param negligible a weight at most so large counts as none
   * @return how many rows are to be visited
   */
  int choose(double[] responsibilities, int from, int stride, double negligible) {
    int used = 0;
    for (int i = 0, at = from; i < count; i++, at += stride) {
      double weight = responsibilities[at];
      boolean counts = weight > negligible;
      weights[i] = counts ? weight : 0;
      chosen[used] = i;
      used += counts ? 1 : 0;
    }
    isGathered = 4 * used < 3 * count;
    if (!isGathered) {
      return count;
    }
    for (int u = 0; u < used; u++) {
      weights[u] = weights[chosen[u]];
    }
    for (int j = 0; j < d; j++) {
      double[] source = all.feature(j);
      double[] to = gathered.feature(j);
      for (int u = 0; u < used; u++) {
        to[u] = source[chosen[u]];
      }
    }
    return used;
  }

  /** Weights of the rows to be visited; may be changed. */
  double[] weights() {
    return weights;
  }

  /** A feature of the rows to be visited. */
  double[] feature(int j) {
    return isGathered ? gathered.feature(j) : all.feature(j);
  }
}
