package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.em.Maximization;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.Freedom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.StudentMixture;
import org.latent4j.mixture.StudentMixtureOptions;

/**
 * The M step of a mixture of t distributions. Means and scatters are those of a Gaussian mixture
 * with weights r·u. Where each component has a volume of its own, a factor α of its precisions is a
 * parameter too (Liu, Rubin and Wu 1998): it is their mean ū, so that the scale is scatter / Σ r·u,
 * and ν solves log(ν/2) − ψ(ν/2) = log ū − E[log u]. Where a scale touches its floor, or volumes
 * are tied, α is 1: the scale is scatter / Σ r, and the right side ū − 1 − E[log u]. Belongs to one
 * run of EM.
 */
public final class StudentMaximization implements Maximization<StudentMixture, StudentStatistics> {

  private final CovarianceStructure structure;
  private final VarianceFloor floor;
  private final Freedom freedom;
  private final double leastWeight;
  private final GaussianMaximization gaussian;
  private int repairsLeft;

  /**
   * Makes an M step.
   *
   * @param structure of the scale matrices
   * @param floor below which none falls
   * @param freedom how degrees of freedom are found
   * @param meanRowWeight average weight of a row
   * @param repairs how many collapsed components may be mended
   */
  public StudentMaximization(
      CovarianceStructure structure,
      VarianceFloor floor,
      Freedom freedom,
      double meanRowWeight,
      int repairs) {
    this.structure = structure;
    this.floor = floor;
    this.freedom = freedom;
    leastWeight = GaussianMaximization.LEAST_ROWS * meanRowWeight;
    gaussian = new GaussianMaximization(structure, floor, meanRowWeight, 0);
    repairsLeft = repairs;
  }

  @Override
  public Update<StudentMixture> maximize(StudentStatistics statistics, StudentMixture previous) {
    ComponentStatistics moments = statistics.moments;
    boolean expanded = structure != CovarianceStructure.TIED;
    Covariances scales = gaussian.covariances(moments, previous.gaussian());
    if (expanded && !clearsFloor(scales, moments.components())) {
      expanded = false;
      scales = gaussian.covariances(moments.withCounts(statistics.shares), previous.gaussian());
    }
    int k = moments.components();
    GaussianMixture parts =
        new GaussianMixture(
            structure,
            GaussianMaximization.normalised(statistics.shares.clone()),
            Matrix.of(k, moments.features(), moments.means),
            scales);
    double[] degrees = degreesOfFreedom(statistics, previous.degreesOfFreedom(), expanded);
    int collapsed = collapsed(statistics);
    if (collapsed < 0 || repairsLeft == 0) {
      return Update.of(new StudentMixture(parts, freedom, degrees));
    }
    repairsLeft--;
    Update<GaussianMixture> mended = gaussian.split(parts, collapsed);
    degrees[collapsed] = Arrays.stream(degrees).max().orElseThrow();
    return new Update<>(new StudentMixture(mended.parameters(), freedom, degrees), mended.repair());
  }

  private int collapsed(StudentStatistics statistics) {
    for (int c = 0; c < statistics.shares.length; c++) {
      if (!(statistics.shares[c] >= leastWeight)) {
        return c;
      }
    }
    return -1;
  }

  private boolean clearsFloor(Covariances scales, int k) {
    for (int c = 0; c < k; c++) {
      boolean clear =
          structure == CovarianceStructure.SPHERICAL
              ? scales.variance(c, 0) > floor.shared()
              : floor.isCleared(scales.matrix(c));
      if (!clear) {
        return false;
      }
    }
    return true;
  }

  private double[] degreesOfFreedom(
      StudentStatistics statistics, double[] previous, boolean expanded) {
    if (freedom == Freedom.FIXED) {
      return previous;
    }
    double[] degrees = previous.clone();
    double total = 0;
    double sum = 0;
    for (int c = 0; c < degrees.length; c++) {
      double share = statistics.shares[c];
      if (share > 0) {
        double y = rightSide(statistics, c, previous[c], expanded);
        degrees[c] = solve(y);
        sum += share * y;
        total += share;
      }
    }
    if (freedom == Freedom.SHARED) {
      Arrays.fill(degrees, solve(sum / total));
    }
    return degrees;
  }

  private static double solve(double y) {
    return FreedomUpdate.solve(
        y, StudentMixtureOptions.LEAST_FREEDOM, StudentMixtureOptions.MOST_FREEDOM);
  }

  private static double rightSide(StudentStatistics s, int c, double nu, boolean expanded) {
    int d = s.moments.features();
    double half = 0.5 * (nu + d);
    double meanPrecision = s.moments.counts[c] / s.shares[c];
    double meanLogPrecision =
        SpecialFunctions.digamma(half)
            - Math.log(half)
            + Math.log1p(d / nu)
            - s.logarithms[c] / s.shares[c];
    return (expanded ? Math.log(meanPrecision) : meanPrecision - 1) - meanLogPrecision;
  }
}
