package org.latent4j.mixture.internal;

import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.MixturePrior;

/**
 * A prior in the data's scale, as an M step and an objective need it. Up to a constant the log
 * density of the parameters is
 *
 * <p>−½ Σ_c (a·log|Σ_c| + tr(Σ_c⁻¹·B) + κ·(μ_c − m)ᵀ·Σ_c⁻¹·(μ_c − m)) + (α − 1)·Σ_c log w_c,
 *
 * <p>so the M step is that of the likelihood with a more in each component's count, B and the pull
 * of m more in its scatter, and α − 1 more rows in each weight: whatever finds covariances of a
 * structure finds those of the posterior too. With ν degrees of freedom, B and a are those of the
 * tables of Fraley and Raftery (2007) and of mclust: an inverse Wishart or inverse gamma prior of
 * what components share counts once, that of what each has counts for each. a is the sum of two
 * numbers, of which the second is the determinant in the normal density of a mean, 0 when κ is 0.
 *
 * <pre>
 * structure     a                     B
 * EII           (ν + 2)/(dk) + 1      s/(dk)·I
 * VII           (ν + 2)/d + 1         s/d·I
 * EEI           (ν + 2)/k + 1         s/k·I
 * VEI           (ν + 2)/d + 1/d       s·I
 * EVI           (ν + 2)/k + 1         s·I
 * VVI           ν + 2 + 1             s·I
 * EEE           (ν + d + 1)/k + 1     S/k
 * EEV           (ν + d + 1)/k + 0     S
 * VEV           0 + 0                 S
 * VVV           ν + d + 1 + 1         S
 * </pre>
 *
 * <p>mclust 6.0.0 departs from this objective for EII, where it leaves s out, and for EEI and EEV,
 * where it does not shrink the means. Immutable.
 */
public final class ParameterPrior {

  /** No prior. */
  static final ParameterPrior NONE = new ParameterPrior(1, 0, 0, new double[0], Matrix.zeros(0, 0));

  private final double concentration;
  private final double shrinkage;
  private final double count;
  private final double[] centre;
  private final Matrix scatter;

  /** B is d×d, or d×1 of diagonal entries, or empty for no prior of means and covariances. */
  private ParameterPrior(
      double concentration, double shrinkage, double count, double[] centre, Matrix scatter) {
    this.concentration = concentration;
    this.shrinkage = shrinkage;
    this.count = count;
    this.centre = centre;
    this.scatter = scatter;
  }

  /** A prior of the weights alone. */
  static ParameterPrior ofWeights(double concentration) {
    return new ParameterPrior(concentration, 0, 0, new double[0], Matrix.zeros(0, 0));
  }

  /**
   * A prior of all parameters.
   *
   * @param prior conjugate
   * @param structure one of those it is for
   * @param k number of components
   * @param mean of the rows
   * @param covariance of the rows, divisor n − 1; of diagonal structures only the diagonal is read
   */
  static ParameterPrior of(
      MixturePrior prior, CovarianceStructure structure, int k, double[] mean, Matrix covariance) {
    int d = mean.length;
    double freedom = prior.degreesOfFreedom() > 0 ? prior.degreesOfFreedom() : d + 2;
    double factor = prior.scale() * Math.pow(k, -2.0 / d);
    Matrix whole = covariance.scaled(factor);
    if (structure.isDiagonal()) {
      double trace = 0;
      for (int j = 0; j < d; j++) {
        trace += whole.get(j, j);
      }
      double[] entries = new double[d];
      java.util.Arrays.fill(entries, trace / d);
      whole = Matrix.wrap(d, 1, entries);
    }
    return new ParameterPrior(
        prior.weightConcentration(),
        prior.shrinkage(),
        count(structure, k, d, freedom, prior.shrinkage() > 0 ? 1 : 0),
        mean.clone(),
        whole.scaled(share(structure, k, d)));
  }

  private static double count(
      CovarianceStructure structure, int k, double d, double freedom, double ofMean) {
    return switch (structure) {
      case EII -> (freedom + 2) / (d * k) + ofMean;
      case SPHERICAL -> (freedom + 2) / d + ofMean;
      case EEI, EVI -> (freedom + 2) / k + ofMean;
      case VEI -> (freedom + 2 + ofMean) / d;
      case DIAGONAL -> freedom + 2 + ofMean;
      case TIED -> (freedom + d + 1) / k + ofMean;
      case EEV -> (freedom + d + 1) / k;
      case FULL -> freedom + d + 1 + ofMean;
      default -> 0;
    };
  }

  private static double share(CovarianceStructure structure, int k, double d) {
    return switch (structure) {
      case EII -> 1 / (d * k);
      case SPHERICAL -> 1 / d;
      case EEI, TIED -> 1.0 / k;
      default -> 1;
    };
  }

  private boolean isOfGaussians() {
    return centre.length > 0;
  }

  /** Share of a component of so much weight among a number of them. */
  double share(double weight, double weightTotal, int components) {
    double added = concentration - 1;
    return (weight + added) / (weightTotal + added * components);
  }

  /** The most probable means, k×d. */
  Matrix means(ComponentStatistics statistics) {
    int k = statistics.components();
    int d = statistics.features();
    double[] means = statistics.means.clone();
    for (int i = 0; isOfGaussians() && shrinkage > 0 && i < means.length; i++) {
      double pull = shrinkage / (statistics.counts[i / d] + shrinkage);
      means[i] += pull * (centre[i % d] - means[i]);
    }
    return Matrix.wrap(k, d, means);
  }

  /** Counts and scatters with those of the prior added. */
  Scatters scatters(ComponentStatistics statistics) {
    Scatters plain = Scatters.of(statistics);
    if (!isOfGaussians()) {
      return plain;
    }
    int k = statistics.components();
    int d = statistics.features();
    double[] counts = plain.counts().clone();
    double[] values = plain.values().clone();
    double[] difference = new double[d];
    for (int c = 0; c < k; c++) {
      double weight = counts[c];
      counts[c] += count;
      for (int j = 0; j < d; j++) {
        difference[j] = statistics.means[c * d + j] - centre[j];
      }
      double pull = shrinkage > 0 ? weight * (shrinkage / (weight + shrinkage)) : 0;
      if (plain.shape() == ComponentStatistics.Shape.DIAGONAL) {
        for (int j = 0; j < d; j++) {
          values[c * d + j] += scatter.get(j, 0) + pull * difference[j] * difference[j];
        }
      } else {
        int base = plain.shape() == ComponentStatistics.Shape.POOLED ? 0 : c * d * d;
        for (int i = 0; i < d; i++) {
          for (int j = 0; j <= i; j++) {
            values[base + i * d + j] += scatter.get(i, j) + pull * difference[i] * difference[j];
          }
        }
      }
    }
    return new Scatters(plain.shape(), counts, values, d);
  }

  /**
   * Log density of parameters up to a constant.
   *
   * @param mixture of the structure
   * @return nats, to be added to a log likelihood
   */
  double logDensity(GaussianMixture mixture) {
    double sum = 0;
    if (concentration > 1) {
      for (double weight : mixture.weights()) {
        sum += (concentration - 1) * Math.log(weight);
      }
    }
    for (int c = 0; isOfGaussians() && c < mixture.gaussianCount(); c++) {
      double distance = scatter.columns() == 1 ? alongFeatures(mixture, c) : inFull(mixture, c);
      sum -= 0.5 * (count * mixture.covariances().logDeterminant(c) + distance);
    }
    return sum;
  }

  /** tr(Σ⁻¹·B) + κ·(μ − m)ᵀ·Σ⁻¹·(μ − m) of a diagonal Σ. */
  private double alongFeatures(GaussianMixture mixture, int c) {
    double sum = 0;
    for (int j = 0; j < centre.length; j++) {
      double difference = mixture.means().get(c, j) - centre[j];
      double square = scatter.get(j, 0) + shrinkage * difference * difference;
      sum += square / mixture.covariances().variance(c, j);
    }
    return sum;
  }

  private double inFull(GaussianMixture mixture, int c) {
    int d = centre.length;
    Matrix inverseLower = Cholesky.of(mixture.covariance(c)).inverseLower();
    Matrix white = inverseLower.times(scatter);
    double sum = 0;
    for (int i = 0; i < d * d; i++) {
      sum += white.values()[i] * inverseLower.values()[i];
    }
    double[] difference = mixture.means().row(c);
    for (int j = 0; j < d; j++) {
      difference[j] -= centre[j];
    }
    for (double value : inverseLower.times(difference)) {
      sum += shrinkage * value * value;
    }
    return sum;
  }
}
