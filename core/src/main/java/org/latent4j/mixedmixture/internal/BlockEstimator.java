package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.internal.ComponentStatistics;
import org.latent4j.mixture.internal.CovarianceUpdate;
import org.latent4j.mixture.internal.DenseCovariances;
import org.latent4j.mixture.internal.ScatterAccumulator;
import org.latent4j.mixture.internal.Scatters;
import org.latent4j.mixture.internal.VarianceFloor;

/**
 * Fits numeric columns as one Gaussian of full covariance per component. A row with gaps is counted
 * in each component as its expectation there, filled with the means of what is missing given what
 * is not, and their covariance is added to the scatter (Little and Rubin 2002, section 11.2).
 */
final class BlockEstimator implements Estimator {

  private static final ComponentStatistics.Shape SHAPE = ComponentStatistics.Shape.DENSE;
  private static final double NEGLIGIBLE = 1e-12;

  private final int[] features;
  private final int width;
  private final int k;
  private final double[] means;
  private final double[] variances;
  private final VarianceFloor floor;

  /** Takes means and variances of the columns over all rows, and the least variances. */
  BlockEstimator(
      int[] features, int components, double[] means, double[] variances, VarianceFloor floor) {
    this.features = features;
    this.means = means;
    this.variances = variances;
    this.floor = floor;
    width = features.length;
    k = components;
  }

  /** The least variance that a component starts with. */
  private double least(int j) {
    return Math.max(floor.variance(j), variances[j] > 0 ? 1e-6 * variances[j] : 1e-6);
  }

  @Override
  public Part whole() {
    double[] spread = new double[width];
    Arrays.setAll(spread, j -> Math.max(least(j), variances[j]));
    double[] all = new double[k * width];
    Arrays.setAll(all, i -> means[i % width]);
    List<Matrix> matrices = Collections.nCopies(k, Matrix.diagonal(spread));
    return new GaussianPart(features, Matrix.wrap(k, width, all), new DenseCovariances(matrices));
  }

  @Override
  public Tally tally(Part current, Part.Densities own, int capacity) {
    return new BlockTally((GaussianPart) current, (GaussianPart.Blocks) own, capacity);
  }

  @Override
  public int statisticsSize() {
    return 3 + k * (1 + width + width * width);
  }

  @Override
  public Part maximize(PartStatistics statistics, Part previous) {
    ComponentStatistics moments = ((BlockStatistics) statistics).moments();
    GaussianPart before = (GaussianPart) previous;
    double[] counts = moments.counts();
    double[] centres = moments.means();
    for (int c = 0; c < k; c++) {
      if (!(counts[c] > 0)) {
        System.arraycopy(before.means().row(c), 0, centres, c * width, width);
      }
    }
    return new GaussianPart(
        features,
        Matrix.wrap(k, width, centres),
        CovarianceUpdate.of(CovarianceStructure.FULL)
            .update(
                new Scatters(SHAPE, counts, moments.scatters(), width),
                before.covariances(),
                floor));
  }

  @Override
  public Part start(PartStatistics statistics) {
    ComponentStatistics moments = ((BlockStatistics) statistics).moments();
    double[] counts = moments.counts();
    double[] scatters = moments.scatters();
    double[] centres = moments.means();
    int rows = width + 2; // of the overall variances, so that the matrix is regular
    List<Matrix> matrices = new ArrayList<>(k);
    for (int c = 0; c < k; c++) {
      double[] matrix = new double[width * width];
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          double value = scatters[(c * width + i) * width + j] / (counts[c] + rows);
          matrix[i * width + j] = value;
          matrix[j * width + i] = value;
        }
        double own = Math.max(variances[i], least(i));
        matrix[i * width + i] += Math.max(least(i), own * rows / (counts[c] + rows));
      }
      matrices.add(Matrix.wrap(width, width, matrix));
      if (!(counts[c] > 0)) {
        System.arraycopy(means, 0, centres, c * width, width);
      }
    }
    return new GaussianPart(
        features, Matrix.wrap(k, width, centres), new DenseCovariances(matrices));
  }

  @Override
  public double logPrior(Part part) {
    return 0;
  }

  private final class BlockTally implements Tally {
    private final GaussianPart.Blocks own;
    private final double[] centres;
    private final ScatterAccumulator scatter;
    private final double[] rows;
    private final double[] shares;
    private final double[] gaps;
    private final double[] gapShares;
    private final double[] filled;
    private final double[] filledShares;
    private final GapFill[][] fills;
    private final double[] uncertain = new double[k * width * width];

    BlockTally(GaussianPart current, GaussianPart.Blocks own, int capacity) {
      this.own = own;
      centres = current.means().values();
      scatter = ScatterAccumulator.of(SHAPE, k, width, centres);
      rows = new double[capacity * width];
      shares = new double[capacity * k];
      gaps = new double[capacity * width];
      gapShares = new double[capacity * k];
      filled = new double[capacity * width];
      filledShares = new double[capacity * k];
      fills = new GapFill[capacity][];
    }

    @Override
    public void add(double[] all, int d, int rowCount, double[] allShares) {
      int used = 0;
      int gapped = 0;
      for (int i = 0; i < rowCount; i++) {
        if (own.copy(all, i * d, rows, used * width)) {
          System.arraycopy(allShares, i * k, shares, used * k, k);
          used++;
          continue;
        }
        fills[gapped] = own.fills(rows, used * width);
        if (fills[gapped].length > 0) {
          System.arraycopy(rows, used * width, gaps, gapped * width, width);
          System.arraycopy(allShares, i * k, gapShares, gapped * k, k);
          gapped++;
        }
      }
      scatter.add(rows, used, shares);
      for (int c = 0; c < k && gapped > 0; c++) {
        addGaps(c, gapped);
      }
    }

    /** Adds the rows with gaps as one component sees them. */
    private void addGaps(int c, int gapped) {
      System.arraycopy(gaps, 0, filled, 0, gapped * width);
      Arrays.fill(filledShares, 0, gapped * k, 0);
      for (int g = 0; g < gapped; g++) {
        double share = gapShares[g * k + c];
        fills[g][c].fill(filled, g * width, centres, c * width);
        if (share > NEGLIGIBLE) {
          filledShares[g * k + c] = share;
          fills[g][c].addCovariance(share, uncertain, c * width * width, width);
        }
      }
      scatter.add(filled, gapped, filledShares);
    }

    @Override
    public PartStatistics take() {
      ComponentStatistics moments = new ComponentStatistics(SHAPE, k, width);
      scatter.drainInto(moments);
      moments.addScatters(uncertain);
      Arrays.fill(uncertain, 0);
      return new BlockStatistics(moments);
    }

    @Override
    public void close() {
      scatter.close();
    }
  }
}
