package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixture.internal.Covariances;
import org.latent4j.mixture.internal.DenseCovariances;
import org.latent4j.mixture.internal.SquaredDistances;

/**
 * Numeric columns that are one Gaussian of full covariance in each component. A row with gaps costs
 * d² per component more than a complete one, and each pattern of gaps d³ per component once in a
 * visit of the rows.
 */
public final class GaussianPart implements Part {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final int MOST_KEPT = 1 << 22;

  private final int[] features;
  private final int k;
  private final int width;
  private final Matrix means;
  private final Covariances covariances;

  /**
   * Takes parameters.
   *
   * @param features places of the columns in a row, at least one, increasing; kept
   * @param means k×width
   * @param covariances k of them
   */
  public GaussianPart(int[] features, Matrix means, Covariances covariances) {
    this.features = features;
    this.means = means;
    this.covariances = covariances;
    k = means.rows();
    width = features.length;
  }

  /**
   * Means of the columns.
   *
   * @return k×width
   */
  public Matrix means() {
    return means;
  }

  /**
   * Covariances of the columns.
   *
   * @return k of them
   */
  public Covariances covariances() {
    return covariances;
  }

  @Override
  public int[] features() {
    return features;
  }

  @Override
  public Distribution distribution() {
    return Distribution.GAUSSIAN;
  }

  @Override
  public long parameterCount() {
    return k * (width + width * (width + 1L) / 2);
  }

  @Override
  public Blocks densities(int capacity) {
    return new Blocks(capacity);
  }

  @Override
  public void draw(int component, SeededRandom random, double[] rows, int at) {
    double[] white = new double[width];
    random.fillGaussian(white);
    double[] deviation = covariances.colour(component, white);
    for (int j = 0; j < width; j++) {
      rows[at + features[j]] = means.get(component, j) + deviation[j];
    }
  }

  @Override
  public void decode(double[] code, int from, double[] rows, int at) {
    for (int j = 0; j < width; j++) {
      double mean = 0;
      for (int c = 0; c < k; c++) {
        mean += code[from + c] * means.get(c, j);
      }
      rows[at + features[j]] = mean;
    }
  }

  @Override
  public Optional<Part> marginal(int[] places) {
    int[] kept = kept(places);
    if (kept.length == 0) {
      return Optional.empty();
    }
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      matrices.add(GapFill.select(covariances.matrix(c), kept, kept));
    }
    return Optional.of(
        new GaussianPart(
            moved(kept, places), means.selectColumns(kept), new DenseCovariances(matrices)));
  }

  private int[] kept(int[] places) {
    return IntStream.range(0, width).filter(j -> places[features[j]] >= 0).toArray();
  }

  private int[] moved(int[] kept, int[] places) {
    return Arrays.stream(kept).map(j -> places[features[j]]).toArray();
  }

  @Override
  public Optional<Part> given(double[] row, int[] places) {
    int[] kept = kept(places);
    if (kept.length == 0 || kept.length == width) {
      return marginal(places);
    }
    try (Blocks blocks = densities(1)) {
      double[] own = new double[width];
      blocks.copy(row, 0, own, 0);
      GapFill[] fills = blocks.fills(own, 0);
      double[] centres = new double[k * kept.length];
      List<Matrix> matrices = new ArrayList<>(k);
      for (int c = 0; c < k; c++) {
        double[] filled = own.clone();
        fills[c].fill(filled, 0, means.values(), c * width);
        for (int m = 0; m < kept.length; m++) {
          centres[c * kept.length + m] = filled[kept[m]];
        }
        matrices.add(fills[c].covariance());
      }
      return Optional.of(
          new GaussianPart(
              moved(kept, places),
              Matrix.wrap(k, kept.length, centres),
              new DenseCovariances(matrices)));
    }
  }

  @Override
  public void moments(int component, double[] all, double[] covariance) {
    for (int i = 0; i < width; i++) {
      all[features[i]] = means.get(component, i);
      for (int j = 0; j < width; j++) {
        covariance[features[i] * all.length + features[j]] =
            covariances.matrix(component).get(i, j);
      }
    }
  }

  @Override
  public Part permuted(int[] order) {
    return new GaussianPart(features, means.selectRows(order), covariances.permuted(order));
  }

  /** Evaluates rows, those with gaps by what is observed; remembers the patterns it has met. */
  final class Blocks implements Densities {
    private final SquaredDistances distances;
    private final double[] complete;
    private final int[] rowsOf;
    private final double[] squares;
    private final double[] constants = new double[k];
    private final double[] filled = new double[width];
    private final double[] deviation = new double[width];
    private final Cholesky[] factors = new Cholesky[k];
    private final Matrix[] precisions = new Matrix[k];
    private final Map<BitSet, GapFill[]> known = new HashMap<>();
    private final int mostKnown;

    Blocks(int capacity) {
      distances = covariances.distances(means, capacity);
      complete = new double[capacity * width];
      rowsOf = new int[capacity];
      squares = new double[capacity * k];
      for (int c = 0; c < k; c++) {
        constants[c] = -0.5 * (width * LOG_TWO_PI + covariances.logDeterminant(c));
      }
      mostKnown = Math.max(1, MOST_KEPT / (k * width * width));
    }

    @Override
    public void addTo(double[] rows, int d, int rowCount, double[] logJoint) {
      int used = 0;
      for (int i = 0; i < rowCount; i++) {
        if (copy(rows, i * d, complete, used * width)) {
          rowsOf[used++] = i;
        } else {
          addGaps(complete, used * width, logJoint, i * k);
        }
      }
      if (used == 0) {
        return;
      }
      distances.evaluate(complete, used, squares);
      for (int u = 0; u < used; u++) {
        for (int c = 0; c < k; c++) {
          logJoint[rowsOf[u] * k + c] += constants[c] - 0.5 * squares[u * k + c];
        }
      }
    }

    /** Copies the columns of a row; tells whether none is missing. */
    boolean copy(double[] rows, int at, double[] target, int to) {
      boolean whole = true;
      for (int j = 0; j < width; j++) {
        double value = rows[at + features[j]];
        target[to + j] = value;
        whole &= !Double.isNaN(value);
      }
      return whole;
    }

    private void addGaps(double[] row, int at, double[] logJoint, int to) {
      GapFill[] fills = fills(row, at);
      int missing = 0;
      for (int j = 0; j < width; j++) {
        missing += Double.isNaN(row[at + j]) ? 1 : 0;
      }
      if (missing == width) {
        return; // nothing was observed
      }
      for (int c = 0; c < k; c++) {
        System.arraycopy(row, at, filled, 0, width);
        fills[c].fill(filled, 0, means.values(), c * width);
        for (int j = 0; j < width; j++) {
          deviation[j] = filled[j] - means.get(c, j);
        }
        logJoint[to + c] +=
            constants[c]
                + 0.5 * (missing * LOG_TWO_PI - fills[c].logDeterminant())
                - 0.5 * factor(c).squaredMahalanobis(deviation);
      }
    }

    /** How the gaps of a row are filled in each component; empty if nothing was observed. */
    GapFill[] fills(double[] row, int at) {
      BitSet pattern = new BitSet(width);
      for (int j = 0; j < width; j++) {
        pattern.set(j, Double.isNaN(row[at + j]));
      }
      if (pattern.cardinality() == width) {
        return new GapFill[0];
      }
      GapFill[] fills = known.get(pattern);
      if (fills == null) {
        if (known.size() >= mostKnown) {
          known.clear();
        }
        fills = solve(pattern);
        known.put(pattern, fills);
      }
      return fills;
    }

    private GapFill[] solve(BitSet pattern) {
      int[] missing = pattern.stream().toArray();
      int[] observed = IntStream.range(0, width).filter(j -> !pattern.get(j)).toArray();
      GapFill[] fills = new GapFill[k];
      for (int c = 0; c < k; c++) {
        if (precisions[c] == null) {
          Matrix root = factor(c).inverseLower();
          precisions[c] = root.transposedTimes(root);
        }
        fills[c] = new GapFill(precisions[c], missing, observed);
      }
      return fills;
    }

    private Cholesky factor(int c) {
      if (factors[c] == null) {
        factors[c] = Cholesky.of(covariances.matrix(c));
      }
      return factors[c];
    }

    @Override
    public void close() {
      distances.close();
    }
  }
}
