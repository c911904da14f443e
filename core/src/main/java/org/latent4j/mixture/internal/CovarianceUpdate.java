package org.latent4j.mixture.internal;

import org.latent4j.mixture.CovarianceStructure;

/**
 * The covariances' part of an M step: with n_c the weight of a component's rows and W_c their
 * scatter, the covariances of a structure and above a floor that make
 *
 * <p>−½ Σ_c (n_c·log|Σ_c| + tr(Σ_c⁻¹·W_c))
 *
 * <p>as great as they can (Celeux and Govaert 1995). It looks at no rows, only at what was counted,
 * so any family whose components have a scatter can use it with counts and scatters of its own.
 *
 * <p>Where there is no closed form, the inner rounds start from the previous covariances: the value
 * is never less than theirs, so EM does not fall. VEI, VEE and VEV are convex in suitable
 * coordinates, and their rounds are run to the maximum; EVE and VVE may have several maxima, of
 * which the rounds climb the one that they started below. Implementations are immutable.
 */
public interface CovarianceUpdate {

  /**
   * The most likely covariances.
   *
   * @param scatters in the {@link #shape} that is asked for
   * @param previous covariances of this structure that these are to be no worse than; where inner
   *     rounds start
   * @param floor below which no variance falls
   * @return covariances of this structure
   * @throws org.latent4j.linalg.NumericalException if there is no floor and a covariance is
   *     singular
   */
  Covariances update(Scatters scatters, Covariances previous, VarianceFloor floor);

  /**
   * What it needs to know of the scatters.
   *
   * @return the least that will do
   */
  ComponentStatistics.Shape shape();

  /**
   * The update of a structure.
   *
   * @param structure of the covariances
   * @return an update
   */
  static CovarianceUpdate of(CovarianceStructure structure) {
    return switch (structure) {
      case EII, SPHERICAL, EEI, VEI, EVI, DIAGONAL -> new DiagonalUpdate(structure);
      case TIED, VEE -> new SharedMatrixUpdate(structure);
      case EVE, VVE -> new CommonAxesUpdate(structure);
      case EEV, VEV, EVV, FULL -> new OwnAxesUpdate(structure);
    };
  }
}
