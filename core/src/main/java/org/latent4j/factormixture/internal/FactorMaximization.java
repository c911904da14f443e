package org.latent4j.factormixture.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.em.Maximization;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.mixture.internal.VarianceFloor;

/**
 * The M step of a factor mixture in two stages, from one visit of the rows. First weights and
 * means, with the component of each row as the only hidden variable: the exact maximum, whatever
 * the covariances. Then loadings and noise at those means, with the factors hidden too ({@link
 * FactorUpdate}). Both stages raise the same expected log likelihood, so EM never falls. The
 * alternating scheme of Meng and van Dyk (1997, doi:10.1111/1467-9868.00082) finds responsibilities
 * anew between the stages, at the price of a second visit; here they are found once.
 *
 * <p>A component on no more rows than its factors pass through has no noise left but the floor: an
 * optimum of that floor, not of the data. Such a component is mended by halving the heaviest one;
 * how often is limited. Belongs to one run of EM.
 */
public final class FactorMaximization implements Maximization<FactorMixture, FactorStatistics> {

  /** A component that shares its noise has collapsed with less weight than so many average rows. */
  private static final double LEAST_ROWS = 0.5;

  /** Factors of a component's own pass through one row more than they are. */
  private static final double ROWS_BEYOND_FACTORS = 1.5;

  private final NoiseStructure noise;
  private final Sharing sharing;
  private final FactorUpdate covariances;
  private final double meanRowWeight;
  private int repairsLeft;

  /**
   * Makes an M step.
   *
   * @param noise of a component
   * @param sharing what components have in common
   * @param floor below which no noise variance falls
   * @param meanRowWeight average weight of a row
   * @param repairs how many collapsed components may be mended
   */
  public FactorMaximization(
      NoiseStructure noise,
      Sharing sharing,
      VarianceFloor floor,
      double meanRowWeight,
      int repairs) {
    this.noise = noise;
    this.sharing = sharing;
    covariances = new FactorUpdate(noise, sharing, floor);
    this.meanRowWeight = meanRowWeight;
    repairsLeft = repairs;
  }

  @Override
  public Update<FactorMixture> maximize(FactorStatistics statistics, FactorMixture previous) {
    FactorMixture fitted = parameters(statistics, previous);
    for (int c = 0; c < statistics.components(); c++) {
      double least =
          sharing.ofNoise()
              ? LEAST_ROWS
              : soundRows(sharing, previous.covariances().get(c).latentDimension());
      if (!(statistics.counts[c] >= least * meanRowWeight) && repairsLeft > 0) {
        repairsLeft--;
        return split(fitted, c);
      }
    }
    return Update.of(fitted);
  }

  /** How many average rows a component must have, lest its factors describe them wholly. */
  static double soundRows(Sharing sharing, int factors) {
    return (sharing.ofLoadings() ? 1 : factors) + ROWS_BEYOND_FACTORS;
  }

  private FactorMixture parameters(FactorStatistics s, FactorMixture previous) {
    double total = Arrays.stream(s.counts).sum();
    double[] weights = Arrays.stream(s.counts).map(n -> n / total).toArray();
    double[] means = s.means.clone();
    int d = s.features();
    for (int c = 0; c < weights.length; c++) {
      if (s.counts[c] == 0) {
        System.arraycopy(previous.means().row(c), 0, means, c * d, d);
      }
    }
    return new FactorMixture(
        noise,
        sharing,
        weights,
        Matrix.wrap(weights.length, d, means),
        covariances.update(s, previous.covariances()));
  }

  /** Halves the heaviest component along its longest factor and gives one half to the empty one. */
  private Update<FactorMixture> split(FactorMixture mixture, int empty) {
    double[] weights = mixture.weights();
    int heaviest = 0;
    for (int c = 1; c < weights.length; c++) {
      heaviest = weights[c] > weights[heaviest] ? c : heaviest;
    }
    if (heaviest == empty) {
      throw new NumericalException(
          "all components have lost their rows; use fewer components or other starts");
    }
    double[] step = longest(mixture.covariances().get(heaviest));
    double[] means = mixture.means().toArray();
    int d = step.length;
    for (int j = 0; j < d; j++) {
      double centre = means[heaviest * d + j];
      means[heaviest * d + j] = centre + step[j];
      means[empty * d + j] = centre - step[j];
    }
    weights[heaviest] = (weights[heaviest] + weights[empty]) / 2;
    weights[empty] = weights[heaviest];
    double sum = Arrays.stream(weights).sum();
    List<FactorCovariance> copied = new ArrayList<>(mixture.covariances());
    copied.set(empty, copied.get(heaviest));
    FactorMixture mended =
        new FactorMixture(
            noise,
            sharing,
            Arrays.stream(weights).map(w -> w / sum).toArray(),
            Matrix.wrap(weights.length, d, means),
            sharing == Sharing.LOADINGS ? mixture.covariances() : copied);
    return new Update<>(
        mended,
        Optional.of(
            String.format(
                Locale.ROOT,
                "component %d had too few rows and was started again as a half of component %d",
                empty + 1,
                heaviest + 1)));
  }

  /** The longest column of loadings, or the standard deviation of the noisiest feature. */
  private static double[] longest(FactorCovariance covariance) {
    int d = covariance.noise().length;
    double[] step = new double[d];
    double best = 0;
    for (int j = 0; j < covariance.latentDimension(); j++) {
      double[] column = covariance.loadings().column(j);
      double length = Arrays.stream(column).map(v -> v * v).sum();
      if (length > best) {
        best = length;
        step = column;
      }
    }
    if (best == 0) {
      int noisiest = 0;
      for (int j = 1; j < d; j++) {
        noisiest = covariance.noise()[j] > covariance.noise()[noisiest] ? j : noisiest;
      }
      step[noisiest] = covariance.deviations()[noisiest];
    }
    return step;
  }
}
