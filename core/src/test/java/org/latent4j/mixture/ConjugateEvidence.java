package org.latent4j.mixture;

import java.util.Arrays;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;

/**
 * log p(rows, components of the rows) of a Bayesian Gaussian mixture, in closed form: with the
 * components known, everything is conjugate (Murphy 2007, "Conjugate Bayesian analysis of the
 * Gaussian distribution", equations 266 and 95; Gelman and others 2013, section 3.6). For tests.
 */
final class ConjugateEvidence {

  private final CovarianceStructure structure;
  private final WeightsPrior prior;
  private final double concentration;
  private final double meanPrecision;
  private final double degrees;
  private final double[] mean;
  private final Matrix scale;

  ConjugateEvidence(
      CovarianceStructure structure,
      WeightsPrior prior,
      double concentration,
      double meanPrecision,
      double degrees,
      double[] mean,
      Matrix scale) {
    this.structure = structure;
    this.prior = prior;
    this.concentration = concentration;
    this.meanPrecision = meanPrecision;
    this.degrees = degrees;
    this.mean = mean;
    this.scale = scale;
  }

  /** The prior that a fit with the defaults takes from all of these rows. */
  static ConjugateEvidence ofDefaults(
      CovarianceStructure structure, WeightsPrior prior, int k, Matrix x) {
    int n = x.rows();
    int d = x.columns();
    double[] mean = new double[d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += x.get(i, j) / n;
      }
    }
    Matrix centred = x.minus(Matrix.ofRows(rows(mean, n)));
    Matrix covariance = centred.transposedTimes(centred).scaled(1.0 / n);
    if (structure == CovarianceStructure.SPHERICAL) {
      double trace = 0;
      for (int j = 0; j < d; j++) {
        trace += covariance.get(j, j);
      }
      covariance = Matrix.identity(d).scaled(trace / d);
    }
    return new ConjugateEvidence(
        structure, prior, 1.0 / k, 1, structure.isDiagonal() ? 1 : d, mean, covariance);
  }

  private static double[][] rows(double[] row, int count) {
    double[][] rows = new double[count][];
    Arrays.fill(rows, row);
    return rows;
  }

  /** log p(x, z). */
  double logJoint(Matrix x, int[] z, int k) {
    int d = x.columns();
    double[] counts = new double[k];
    double[][] means = new double[k][d];
    for (int i = 0; i < z.length; i++) {
      counts[z[i]]++;
      for (int j = 0; j < d; j++) {
        means[z[i]][j] += x.get(i, j);
      }
    }
    Matrix[] scatters = new Matrix[k];
    Arrays.fill(scatters, Matrix.zeros(d, d));
    for (int c = 0; c < k; c++) {
      if (counts[c] > 0) {
        for (int j = 0; j < d; j++) {
          means[c][j] /= counts[c];
        }
        double factor = meanPrecision * counts[c] / (meanPrecision + counts[c]);
        Matrix shift = Matrix.of(1, d, means[c]).minus(Matrix.of(1, d, mean));
        scatters[c] = shift.transposedTimes(shift).scaled(factor);
      }
    }
    for (int i = 0; i < z.length; i++) {
      Matrix difference = Matrix.of(1, d, x.row(i)).minus(Matrix.of(1, d, means[z[i]]));
      scatters[z[i]] = scatters[z[i]].plus(difference.transposedTimes(difference));
    }
    return logWeights(counts) + logRows(counts, scatters, d);
  }

  private double logRows(double[] counts, Matrix[] scatters, int d) {
    double sum = 0;
    double all = Arrays.stream(counts).sum();
    Matrix total = Matrix.zeros(d, d);
    for (int c = 0; c < counts.length; c++) {
      sum += 0.5 * d * Math.log(meanPrecision / (meanPrecision + counts[c]));
      total = total.plus(scatters[c]);
      sum +=
          switch (structure) {
            case FULL -> wishart(counts[c], scale, scatters[c]);
            case DIAGONAL -> gammas(counts[c], scatters[c], d);
            case SPHERICAL -> sphere(counts[c], scatters[c], d);
            default -> 0;
          };
    }
    return structure == CovarianceStructure.TIED ? sum + wishart(all, scale, total) : sum;
  }

  private double gammas(double count, Matrix scatter, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += wishart(count, entry(scale, j), entry(scatter, j));
    }
    return sum;
  }

  private static Matrix entry(Matrix matrix, int j) {
    return Matrix.of(1, 1, matrix.get(j, j));
  }

  private double sphere(double count, Matrix scatter, int d) {
    double trace = 0;
    for (int j = 0; j < d; j++) {
      trace += scatter.get(j, j);
    }
    return wishart(count * d, entry(scale, 0), Matrix.of(1, 1, trace));
  }

  /** log of the integral over the precision of n observations of scatter W. */
  private double wishart(double n, Matrix prior, Matrix scatter) {
    int p = prior.rows();
    double after = degrees + n;
    double sum = -0.5 * n * p * Math.log(Math.PI);
    for (int j = 0; j < p; j++) {
      sum += lanczos(0.5 * (after - j)) - lanczos(0.5 * (degrees - j));
    }
    return sum
        + 0.5 * degrees * Cholesky.of(prior).logDeterminant()
        - 0.5 * after * Cholesky.of(prior.plus(scatter)).logDeterminant();
  }

  private double logWeights(double[] counts) {
    int k = counts.length;
    double sum = 0;
    if (prior == WeightsPrior.DIRICHLET) {
      double all = Arrays.stream(counts).sum();
      for (double count : counts) {
        sum += lanczos(concentration + count) - lanczos(concentration);
      }
      return sum + lanczos(k * concentration) - lanczos(k * concentration + all);
    }
    double later = 0;
    for (int c = k - 1; c >= 0; c--) {
      double a = 1 + counts[c];
      double b = concentration + later;
      sum += lanczos(a) + lanczos(b) - lanczos(a + b) + Math.log(concentration);
      later += counts[c];
    }
    return sum;
  }

  /** log Γ by Lanczos (1964) with g = 7 and nine terms, as in Numerical Recipes; not ours. */
  private static double lanczos(double x) {
    double[] terms = {
      0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531,
      -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6,
      1.5056327351493116e-7
    };
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - lanczos(1 - x);
    }
    double y = x - 1;
    double sum = terms[0];
    for (int i = 1; i < terms.length; i++) {
      sum += terms[i] / (y + i);
    }
    double t = y + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
