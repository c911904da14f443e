package org.latent4j.mixture.internal;

import java.util.Arrays;
import org.latent4j.em.Maximization;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.Freedom;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.StudentMixture;
import org.latent4j.mixture.StudentMixtureOptions;

/**
 * The M step of a mixture of t distributions. Means and scatters are those of a Gaussian mixture
 * with weights r·u, and scales follow from the scatters and Σ r (see {@link CovarianceUpdate}); ν
 * solves log(ν/2) − ψ(ν/2) = ū − 1 − E[log u].
 *
 * <p>Where no scale is tied to another, a factor α of each component's precisions is a parameter
 * too (Liu, Rubin and Wu 1998): the best is their mean ū, so that the scale is scatter / Σ r·u, and
 * the right side is log ū − E[log u]. It rests where a scale touches its floor, since a scale that
 * the floor holds and a factor beside it are not best one by one. Belongs to one run of EM.
 */
public final class StudentMaximization implements Maximization<StudentMixture, StudentStatistics> {

  /** What is lifted to a floor lies at it but for rounding. */
  private static final double ABOVE = 1 + 1e-9;

  private final StudentMixtureOptions options;
  private final CovarianceUpdate update;
  private final VarianceFloor floor;
  private final VarianceFloor justAboveFloor;
  private final double leastWeight;
  private final GaussianMaximization gaussian;
  private int repairsLeft;

  /**
   * Makes an M step.
   *
   * @param options structure, weights and degrees of freedom
   * @param floor below which no scale falls
   * @param meanRowWeight average weight of a row
   * @param repairs how many collapsed components may be mended
   */
  public StudentMaximization(
      StudentMixtureOptions options, VarianceFloor floor, double meanRowWeight, int repairs) {
    this.options = options;
    this.floor = floor;
    justAboveFloor = floor.scaled(ABOVE);
    update = CovarianceUpdate.of(options.structure());
    leastWeight = GaussianMaximization.LEAST_ROWS * meanRowWeight;
    gaussian =
        new GaussianMaximization(
            options.structure(), options.weights(), floor, ParameterPrior.NONE, meanRowWeight, 0);
    repairsLeft = repairs;
  }

  @Override
  public Update<StudentMixture> maximize(StudentStatistics statistics, StudentMixture previous) {
    ComponentStatistics moments = statistics.moments;
    int k = moments.components();
    Covariances before = previous.gaussian().covariances();
    boolean expanded = isExpandable(options.structure());
    Covariances scales =
        update.update(
            divided(moments, expanded ? moments.counts : statistics.shares), before, floor);
    if (expanded && !isFree(scales, k, moments.features())) {
      expanded = false;
      scales = update.update(divided(moments, statistics.shares), before, floor);
    }
    GaussianMixture parts =
        new GaussianMixture(
            options.structure(),
            options.weights(),
            gaussian.shared(statistics.shares),
            Matrix.of(k, moments.features(), moments.means),
            scales);
    double[] degrees = degreesOfFreedom(statistics, previous.degreesOfFreedom(), expanded);
    int collapsed = collapsed(statistics);
    if (collapsed < 0 || repairsLeft == 0) {
      return Update.of(new StudentMixture(parts, options.freedom(), degrees));
    }
    repairsLeft--;
    Update<GaussianMixture> mended = gaussian.split(parts, statistics.shares, collapsed);
    degrees[collapsed] = Arrays.stream(degrees).max().orElseThrow();
    return new Update<>(
        new StudentMixture(mended.parameters(), options.freedom(), degrees), mended.repair());
  }

  /** Whether each component's scale follows from its own scatter alone. */
  private static boolean isExpandable(CovarianceStructure structure) {
    return switch (structure) {
      case FULL, DIAGONAL, SPHERICAL -> true;
      default -> false;
    };
  }

  private static Scatters divided(ComponentStatistics moments, double[] counts) {
    return new Scatters(moments.shape(), counts, moments.scatters, moments.features());
  }

  private int collapsed(StudentStatistics statistics) {
    for (int c = 0; c < statistics.shares.length; c++) {
      if (!(statistics.shares[c] >= leastWeight)) {
        return c;
      }
    }
    return -1;
  }

  private boolean isFree(Covariances scales, int k, int d) {
    for (int c = 0; c < k; c++) {
      boolean free =
          switch (options.structure()) {
            case FULL -> justAboveFloor.isBelow(scales.matrix(c));
            case DIAGONAL -> exceeds(scales, c, d);
            default -> scales.variance(c, 0) > justAboveFloor.shared();
          };
      if (!free && !floor.isNone()) {
        return false;
      }
    }
    return true;
  }

  private boolean exceeds(Covariances scales, int c, int d) {
    for (int j = 0; j < d; j++) {
      if (!(scales.variance(c, j) > justAboveFloor.variance(j))) {
        return false;
      }
    }
    return true;
  }

  private double[] degreesOfFreedom(
      StudentStatistics statistics, double[] previous, boolean expanded) {
    if (options.freedom() == Freedom.FIXED) {
      return previous;
    }
    double[] degrees = previous.clone();
    double total = 0;
    double sum = 0;
    for (int c = 0; c < degrees.length; c++) {
      double share = statistics.shares[c];
      if (share > 0) {
        double y = rightSide(statistics, c, expanded);
        degrees[c] = solve(y);
        sum += share * y;
        total += share;
      }
    }
    if (options.freedom() == Freedom.SHARED) {
      Arrays.fill(degrees, solve(sum / total));
    }
    return degrees;
  }

  private static double solve(double y) {
    return FreedomUpdate.solve(
        y, StudentMixtureOptions.LEAST_FREEDOM, StudentMixtureOptions.MOST_FREEDOM);
  }

  private static double rightSide(StudentStatistics s, int c, boolean expanded) {
    double meanPrecision = s.moments.counts[c] / s.shares[c];
    double meanLogPrecision = s.logPrecisions[c] / s.shares[c];
    return (expanded ? Math.log(meanPrecision) : meanPrecision - 1) - meanLogPrecision;
  }
}
