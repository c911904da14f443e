package org.latent4j.linear;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.linalg.Workers;

/**
 * Parallel analysis: an axis is kept while its variance exceeds that of the axis of the same place
 * in rows of independent normal columns with the same variances, 95 times out of 100 (Horn 1965,
 * doi:10.1007/BF02289447; the percentile as in Glorfeld 1995, doi:10.1177/0013164495055003002).
 *
 * <p>No rows are drawn where there are more rows than features: the scatter of n normal rows is
 * L·Lᵀ with L lower triangular, normal below its diagonal and chi of n − 1, n − 2, … degrees of
 * freedom on it (Bartlett 1933). Otherwise the n×n matrix of products of normal rows is drawn. With
 * 99 draws the 95th is exact as a test: a 100th exceeds it with probability 0.05. So is the
 * greatest of 19, which is what is drawn where eigenvalues are costly.
 */
final class ParallelAnalysis {

  private static final int MANY_DRAWS = 99;
  private static final int FEW_DRAWS = 19;
  private static final double LEVEL = 0.95;
  private static final double CHEAP = 1e11;
  private static final double TOO_COSTLY = 2e13;
  private static final int LARGE = 256;
  private static final int SHARE_FIRST = 8;

  private final double freedom;
  private final double[] deviations;
  private final int size;
  private final int draws;
  private final SeededRandom random;
  private final int threads;

  private ParallelAnalysis(PrincipalSpectrum spectrum, SeededRandom random, int threads) {
    freedom = spectrum.weightTotal() - 1;
    if (spectrum.featureCount() == 1) {
      throw new DataException("one column has no other to go with");
    }
    if (!(freedom >= 1)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "parallel analysis needs weights that sum to at least 2, got %s",
              spectrum.weightTotal()));
    }
    this.random = random;
    this.threads = threads;
    deviations = deviations(spectrum);
    size = (int) Math.min(deviations.length, Math.floor(freedom));
    double cost = 10.0 * size * size * size;
    if (size < deviations.length) {
      cost += (20.0 + size) * size * deviations.length; // normal numbers, and their products
    }
    if (FEW_DRAWS * cost > TOO_COSTLY) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "parallel analysis of %d features would take about %.0e operations",
              deviations.length,
              FEW_DRAWS * cost));
    }
    draws = MANY_DRAWS * cost <= CHEAP ? MANY_DRAWS : FEW_DRAWS;
  }

  /**
   * The variance along each axis over the 95th percentile of chance, at places 1, 2, …; NaN at
   * place 0.
   *
   * @param spectrum complete
   * @param random names the streams of the draws
   * @param threads that draw; the result is the same for any number
   * @return ratios; where the axes are many, of the first eighth unless all of these are above 1
   * @throws DataException if there are too few rows, or it would take too long
   */
  static double[] of(PrincipalSpectrum spectrum, SeededRandom random, int threads) {
    ParallelAnalysis analysis = new ParallelAnalysis(spectrum, random, threads);
    int all = Math.min(analysis.size, spectrum.axisCount());
    if (all > LARGE) {
      double[] first = analysis.ratios(spectrum.variances(), all / SHARE_FIRST);
      if (kept(first) < first.length - 1) {
        return first;
      }
    }
    return analysis.ratios(spectrum.variances(), all);
  }

  /** How many axes in a row stand above chance. */
  static int kept(double[] ratios) {
    int q = 0;
    while (q + 1 < ratios.length && ratios[q + 1] > 1) {
      q++;
    }
    return q;
  }

  /** Standard deviation of each feature, divisor n. */
  private static double[] deviations(PrincipalSpectrum spectrum) {
    double[] variances = spectrum.variances();
    Matrix axes = spectrum.axes(variances.length);
    double[] deviations = new double[spectrum.featureCount()];
    for (int f = 0; f < deviations.length; f++) {
      double sum = 0;
      for (int j = 0; j < variances.length; j++) {
        double entry = axes.get(f, j);
        sum += entry * entry * (variances[j] / variances[0]);
      }
      deviations[f] = Math.sqrt(sum); // in units of the greatest axis, so that no square overflows
    }
    return deviations;
  }

  private double[] ratios(double[] variances, int count) {
    double[][] drawn = new double[draws][];
    Workers.forEach(
        threads,
        draws,
        b -> {
          drawn[b] = SymmetricEigen.top(scatter(random.split(b)), count).values();
        });
    int rank = (int) Math.round(LEVEL * (draws + 1)) - 1;
    double[] ratios = new double[count + 1];
    ratios[0] = Double.NaN;
    double[] place = new double[draws];
    for (int j = 0; j < count; j++) {
      for (int b = 0; b < draws; b++) {
        place[b] = drawn[b][j];
      }
      Arrays.sort(place);
      double chance = Math.max(0, place[rank]) / (size < deviations.length ? size : freedom);
      ratios[j + 1] = chance > 0 ? variances[j] / variances[0] / chance : Double.NaN;
    }
    return ratios;
  }

  /** The scatter of normal rows about their mean, or the products of rows if they are fewer. */
  private Matrix scatter(SeededRandom stream) {
    int d = deviations.length;
    if (size < d) {
      double[] rows = new double[Math.multiplyExact(size, d)];
      for (int i = 0, at = 0; i < size; i++) {
        for (int f = 0; f < d; f++, at++) {
          rows[at] = deviations[f] * stream.nextGaussian();
        }
      }
      Matrix normal = Matrix.wrap(size, d, rows);
      return normal.timesTransposed(normal);
    }
    double[] lower = new double[Math.multiplyExact(d, d)];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        lower[i * d + j] = deviations[i] * stream.nextGaussian();
      }
      lower[i * d + i] = deviations[i] * Math.sqrt(2 * stream.nextGamma((freedom - i) / 2));
    }
    Matrix root = Matrix.wrap(d, d, lower);
    return root.timesTransposed(root);
  }
}
