package org.latent4j.task;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Sampler;

/**
 * Levels of highest density regions: the smallest region that holds a share of all rows is {x : log
 * p(x) ≥ level} (Hyndman 1996, doi:10.1080/00031305.1996.10474359). Found from rows that were kept
 * from the fit the level is right for real rows, whatever the model is worth; found from draws it
 * is the model's own. Where the two differ, the model has the wrong idea of how far rows spread.
 */
public final class HighestDensity {

  private static final String NAME = "highest density regions";

  private HighestDensity() {}

  /**
   * The level by the model's reference rows: a new row of their distribution is in the region with
   * a probability of at least the coverage, and at most that and 1/(m + 1), ties aside.
   *
   * @param model keeps m reference rows
   * @param coverage share of rows in the region, in (0, 1)
   * @return nats, in the user's units; −∞ where no region but all space is known to hold so many
   * @throws IllegalArgumentException if the coverage is out of range or there are no reference rows
   */
  public static double ofReference(FittedModel model, double coverage) {
    requireCoverage(coverage);
    ReferenceRows reference = model.reference();
    if (reference.size() == 0) {
      throw new IllegalArgumentException(
          "the model must hold log densities of reference rows, got none; fit it with rows held out");
    }
    double[] sorted = reference.sorted();
    // a new row is below the k-th smallest of m others with probability k/(m + 1)
    int outside = (int) Math.floor((1 - coverage) * (sorted.length + 1.0) + 1e-9);
    return outside == 0 ? Double.NEGATIVE_INFINITY : sorted[outside - 1];
  }

  /**
   * The level by draws of the model, the median of whose error is that of a quantile: coverage is
   * off by about √(c·(1 − c)/draws).
   *
   * @param model has a density and draws rows
   * @param coverage share of rows in the region, in (0, 1)
   * @param draws how many, at least 1
   * @param seed of the draws
   * @return nats, in the user's units
   * @throws IllegalArgumentException if an argument is out of range, or the model lacks a density
   *     or draws
   */
  public static double ofModel(FittedModel model, double coverage, int draws, long seed) {
    requireCoverage(coverage);
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, got " + draws);
    }
    Density density = Capabilities.density(model, NAME);
    Sampler sampler = Capabilities.sampler(model, NAME);
    double[] values = density.logDensity(sampler.sample(draws, new SeededRandom(seed)));
    Arrays.sort(values);
    return values[(int) Math.min(draws - 1.0, Math.floor((1 - coverage) * draws))];
  }

  private static void requireCoverage(double coverage) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "coverage must be between 0 and 1, got %s", coverage));
    }
  }
}
