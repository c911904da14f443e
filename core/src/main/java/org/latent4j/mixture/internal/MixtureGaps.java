package org.latent4j.mixture.internal;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latent4j.gaussian.internal.RowPatterns;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.ComponentWeights;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.Conditional;
import org.latent4j.model.ConditionalDistribution;

/**
 * What a Gaussian mixture says of some features given others. Given x_o it is a mixture again: the
 * weights are the responsibilities given x_o, the components their conditional distributions
 * (McLachlan and Peel 2000, Finite Mixture Models, section 2.11).
 */
public final class MixtureGaps {

  private static final int BLOCK_VALUES = 1 << 15;

  private MixtureGaps() {}

  /**
   * The mixture of some features.
   *
   * @param mixture over d features
   * @param columns of them, each once
   * @return of the same structure where that is one for any features, else the least that holds it
   */
  public static GaussianMixture marginal(GaussianMixture mixture, int... columns) {
    Conditional.requireColumns(columns, mixture.featureCount());
    GaussianMixture gaussians = mixture.withoutNoise();
    GaussianMixture marginal =
        new GaussianMixture(
            marginal(mixture.structure()),
            mixture.componentWeights(),
            gaussians.weights(),
            mixture.means().selectColumns(columns),
            mixture.covariances().marginal(columns));
    double share = mixture.weights()[mixture.componentCount() - 1];
    return mixture
        .noise()
        .map(noise -> marginal.withNoise(noise.marginal(columns), share))
        .orElse(marginal);
  }

  private static CovarianceStructure marginal(CovarianceStructure structure) {
    return switch (structure) {
      case FULL, TIED, DIAGONAL, SPHERICAL, EII, EEI, VEI, VEE -> structure;
      case EVI -> CovarianceStructure.DIAGONAL;
      case EVE, VVE, EEV, VEV, EVV -> CovarianceStructure.FULL;
    };
  }

  /**
   * The distribution of what is missing from a row.
   *
   * @param mixture over d features
   * @param row d values, NaN where missing
   * @return a mixture
   */
  public static ConditionalDistribution given(GaussianMixture mixture, double[] row) {
    int d = mixture.featureCount();
    requireWidth(row.length, d);
    int k = mixture.gaussianCount();
    double[] weights = mixture.responsibilities(Matrix.of(1, d, row)).row(0);
    try (FilledRows filled = mixture.covariances().filledRows(mixture.means(), 1)) {
      filled.evaluate(row, 1, new double[k]);
      int m = filled.patterns.missingCount(0);
      int[] columns = new int[m];
      Arrays.setAll(columns, a -> filled.patterns.column(0, a));
      if (m == 0) {
        return new MixtureConditional(columns, null);
      }
      Matrix[] covariances = new Matrix[k];
      double[] means = new double[k * m];
      for (int c = 0; c < k; c++) {
        covariances[c] = filled.covariance(c, 0);
        double[] completed = filled.rows(c);
        for (int a = 0; a < m; a++) {
          means[c * m + a] = completed[columns[a]];
        }
      }
      return new MixtureConditional(
          columns,
          joined(mixture, weights, Matrix.wrap(k, m, means), columns, Arrays.asList(covariances)));
    }
  }

  private static GaussianMixture joined(
      GaussianMixture mixture,
      double[] weights,
      Matrix means,
      int[] columns,
      java.util.List<Matrix> covariances) {
    int k = means.rows();
    double[] own = Arrays.copyOf(weights, k);
    double sum = Arrays.stream(own).sum();
    GaussianMixture gaussians =
        new GaussianMixture(
            CovarianceStructure.FULL,
            ComponentWeights.FREE,
            Arrays.stream(own).map(w -> sum > 0 ? w / sum : 1.0 / k).toArray(),
            means,
            new DenseCovariances(covariances));
    return mixture
        .noise()
        .map(noise -> gaussians.withNoise(noise.marginal(columns), weights[k]))
        .orElse(gaussians);
  }

  /**
   * Fills rows with conditional means.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return n×d
   */
  public static Matrix impute(GaussianMixture mixture, Matrix observations) {
    int d = mixture.featureCount();
    int width = mixture.componentCount();
    double[] all = observations.toArray();
    visit(
        mixture,
        observations,
        (first, rows, count, filled, responsibilities) -> {
          int from = first * d;
          for (int i = 0; i < count * d; i++) {
            all[from + i] = Double.isNaN(rows[i]) ? 0 : rows[i];
          }
          for (int c = 0; c < width; c++) {
            double @Nullable [] own = c < mixture.gaussianCount() ? filled.rows(c) : null;
            for (int i = 0; i < count * d; i++) {
              if (Double.isNaN(rows[i])) {
                double value = own == null ? mixture.componentMeans().get(c, i % d) : own[i];
                all[from + i] += responsibilities[i / d * width + c] * value;
              }
            }
          }
        });
    return Matrix.wrap(observations.rows(), d, all);
  }

  /**
   * Standard deviations of missing values: within the components, and between what they expect.
   *
   * @param mixture over d features
   * @param observations n×d
   * @return n×d, 0 where observed
   */
  public static Matrix deviations(GaussianMixture mixture, Matrix observations) {
    int d = mixture.featureCount();
    int k = mixture.gaussianCount();
    int width = mixture.componentCount();
    double[] filledIn = impute(mixture, observations).values();
    double[] all = new double[observations.values().length];
    visit(
        mixture,
        observations,
        (first, rows, count, filled, responsibilities) -> {
          int from = first * d;
          for (int c = 0; c < width; c++) {
            double @Nullable [] own = c < k ? filled.rows(c) : null;
            double[] variances = new double[d];
            for (int p = 0; p < filled.patterns.patternCount(); p++) {
              int m = filled.patterns.missingCount(p);
              variances(mixture, c, p, filled, variances);
              for (int i = 0; i < filled.patterns.rowCount(p); i++) {
                int row = filled.patterns.row(p, i);
                for (int a = 0; a < m; a++) {
                  int j = filled.patterns.column(p, a);
                  int at = row * d + j;
                  double mean = own == null ? mixture.componentMeans().get(c, j) : own[at];
                  double shift = mean - filledIn[from + at];
                  all[from + at] +=
                      responsibilities[row * width + c] * (variances[j] + shift * shift);
                }
              }
            }
          }
        });
    Arrays.setAll(all, i -> Math.sqrt(all[i]));
    return Matrix.wrap(observations.rows(), d, all);
  }

  /** Writes the conditional variances of a component, those of the noise being of its box. */
  private static void variances(
      GaussianMixture mixture, int component, int pattern, FilledRows filled, double[] variances) {
    Arrays.fill(variances, 0);
    if (filled.patterns.missingCount(pattern) == 0) {
      return;
    }
    if (component < mixture.gaussianCount()) {
      filled.addCovariance(component, pattern, 1, ComponentStatistics.Shape.DIAGONAL, variances, 0);
      return;
    }
    double[] halfWidths = mixture.noise().orElseThrow().halfWidths();
    Arrays.setAll(variances, j -> halfWidths[j] * halfWidths[j] / 3);
  }

  /**
   * Fills rows with draws.
   *
   * @param mixture over d features
   * @param observations n×d
   * @param random used row after row
   * @return n×d
   */
  public static Matrix imputeDraws(
      GaussianMixture mixture, Matrix observations, SeededRandom random) {
    int d = mixture.featureCount();
    int width = mixture.componentCount();
    double[] all = observations.toArray();
    visit(
        mixture,
        observations,
        (first, rows, count, filled, responsibilities) -> {
          int[] drawn = new int[count];
          double[] white = new double[count * d];
          for (int i = 0; i < count; i++) {
            double[] own = Arrays.copyOfRange(responsibilities, i * width, (i + 1) * width);
            if (RowPatterns.hasGap(Arrays.copyOfRange(rows, i * d, (i + 1) * d), d)) {
              drawn[i] = MixtureRows.draw(own, random.nextDouble());
              double[] noise =
                  drawn[i] < mixture.gaussianCount()
                      ? gaussians(d, random)
                      : mixture.noise().orElseThrow().draw(random);
              System.arraycopy(noise, 0, white, i * d, d);
            }
          }
          for (int c = 0; c < width; c++) {
            put(mixture, c, drawn, white, filled, all, first * d);
          }
        });
    return Matrix.wrap(observations.rows(), d, all);
  }

  private static double[] gaussians(int d, SeededRandom random) {
    double[] white = new double[d];
    random.fillGaussian(white);
    return white;
  }

  /** Puts the draws of the rows that a component was drawn for. */
  private static void put(
      GaussianMixture mixture,
      int component,
      int[] drawn,
      double[] white,
      FilledRows filled,
      double[] all,
      int from) {
    int d = mixture.featureCount();
    boolean noise = component == mixture.gaussianCount();
    double[] own = noise ? white : filled.rows(component);
    RowPatterns patterns = filled.patterns;
    for (int p = 0; p < patterns.patternCount(); p++) {
      int m = patterns.missingCount(p);
      Matrix lower = null;
      for (int i = 0; i < patterns.rowCount(p) && m > 0; i++) {
        int row = patterns.row(p, i);
        if (drawn[row] != component) {
          continue;
        }
        lower =
            lower == null && !noise ? Cholesky.of(filled.covariance(component, p)).lower() : lower;
        for (int a = 0; a < m; a++) {
          int at = row * d + patterns.column(p, a);
          double deviation =
              lower == null ? 0 : ArrayMath.dot(lower.values(), a * m, white, row * d, a + 1);
          all[from + at] = own[at] + deviation;
        }
      }
    }
  }

  private interface Visitor {
    void visit(
        int firstRow, double[] rows, int count, FilledRows filled, double[] responsibilities);
  }

  /** Visits all rows by blocks, with responsibilities given what is observed. */
  private static void visit(GaussianMixture mixture, Matrix observations, Visitor visitor) {
    int d = mixture.featureCount();
    requireWidth(observations.columns(), d);
    int n = observations.rows();
    int step = Math.max(1, Math.min(n, BLOCK_VALUES / d));
    try (FilledRows filled = mixture.covariances().filledRows(mixture.means(), step)) {
      for (int from = 0; from < n; from += step) {
        int to = Math.min(n, from + step);
        double[] rows = Arrays.copyOfRange(observations.values(), from * d, to * d);
        if (RowPatterns.hasGap(rows, rows.length)) {
          double[] responsibilities =
              mixture.responsibilities(observations.rowRange(from, to)).values();
          filled.evaluate(rows, to - from, new double[(to - from) * mixture.gaussianCount()]);
          visitor.visit(from, rows, to - from, filled, responsibilities);
        }
      }
    }
  }

  private static void requireWidth(int width, int d) {
    if (width != d) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "observations must have %d features, got %d", d, width));
    }
  }
}
