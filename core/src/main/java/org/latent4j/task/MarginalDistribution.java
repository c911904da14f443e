package org.latent4j.task;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Sampler;

/**
 * What a model says of one column by itself: quantiles of a number or a count, probabilities of
 * words.
 *
 * <p>Of a model that can sum the other columns out the answers are exact. The density of a number
 * is integrated by Gauss and Legendre's rule of ten points between neighbouring quantiles of draws,
 * which puts the points where the density is, and outwards in steps that double until nothing is
 * left; quantiles are then found by bisection, to about 1e-10 of the spread. Counts are summed up
 * from 0. Of any other model quantiles are those of 20,000 draws with a fixed seed. Immutable.
 */
public final class MarginalDistribution {

  private static final String NAME = "quantiles";
  private static final int DRAWS = 20_000;

  private final Column column;
  private final boolean exact;
  private final Cumulative cumulative;

  private MarginalDistribution(Column column, boolean exact, Cumulative cumulative) {
    this.column = column;
    this.exact = exact;
    this.cumulative = cumulative;
  }

  /** The distribution of one number. */
  interface Cumulative {

    /** The least value up to which the probability is at least p. */
    double quantile(double p);

    /** Probability of a word. */
    double probability(int level);
  }

  /**
   * The distribution of a column.
   *
   * @param model draws rows, or has a density and answers for some features given others
   * @param name of a feature
   * @return its distribution
   * @throws IllegalArgumentException if the model has none of that, or no such feature
   */
  public static MarginalDistribution of(FittedModel model, String name) {
    int feature = model.schema().featureNames().indexOf(name);
    if (feature < 0) {
      throw new IllegalArgumentException(
          "columns must be among those of the model ("
              + String.join(", ", model.schema().featureNames())
              + "), got '"
              + name
              + "'");
    }
    Column column = model.schema().features().get(feature);
    if (model.conditional().isPresent()) {
      Conditional conditional = model.conditional().get();
      if (conditional.marginal(feature) instanceof Density density
          && conditional.marginal(feature) instanceof Sampler sampler) {
        return new MarginalDistribution(column, true, exact(column, density, sampler));
      }
    }
    double[] drawn =
        Capabilities.sampler(model, NAME).sample(DRAWS, new SeededRandom(0)).column(feature);
    return new MarginalDistribution(column, false, new Drawn(drawn));
  }

  private static Cumulative exact(Column column, Density density, Sampler sampler) {
    if (ColumnSearch.isDiscrete(column)) {
      return new Whole(density, column.levels().isEmpty() ? 2 : column.levels().size());
    }
    double[] drawn = sampler.sample(Quadrature.DRAWS, new SeededRandom(0)).column(0);
    Arrays.sort(drawn);
    double between = Math.rint(drawn[drawn.length / 2]) + 0.5;
    boolean whole = density.logDensity(between) == Double.NEGATIVE_INFINITY;
    return whole ? new Whole(density, 0) : Quadrature.of(density, drawn);
  }

  /**
   * The column.
   *
   * @return as the model knows it
   */
  public Column column() {
    return column;
  }

  /**
   * Whether the answers are exact.
   *
   * @return false where they are those of draws
   */
  public boolean isExact() {
    return exact;
  }

  /**
   * A quantile.
   *
   * @param p probability, in (0, 1)
   * @return the least value up to which the probability is at least p, in the user's units
   * @throws IllegalArgumentException if p is out of range
   */
  public double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "p must be between 0 and 1, got %s", p));
    }
    return cumulative.quantile(p);
  }

  /**
   * Probability of a word.
   *
   * @param level its index, from 0
   * @return a number in [0, 1]
   */
  public double probability(int level) {
    return cumulative.probability(level);
  }

  /** A distribution over 0, 1, 2, … */
  private static final class Whole implements Cumulative {
    private static final int BLOCK = 4096;
    private static final int MOST = 10_000_000;

    private final Density density;
    private final int levels;

    /** With as many levels, or without an end where these are 0. */
    Whole(Density density, int levels) {
      this.density = density;
      this.levels = levels;
    }

    @Override
    public double probability(int level) {
      return Math.exp(density.logDensity(level));
    }

    @Override
    public double quantile(double p) {
      int most = levels == 0 ? MOST : levels;
      double sum = 0;
      for (int from = 0; from < most; from += BLOCK) {
        double[] values = new double[Math.min(BLOCK, most - from)];
        for (int i = 0; i < values.length; i++) {
          values[i] = (double) from + i;
        }
        double[] logs = density.logDensity(Matrix.wrap(values.length, 1, values));
        for (int i = 0; i < logs.length; i++) {
          sum += Math.exp(logs[i]);
          if (sum >= p) {
            return values[i];
          }
        }
      }
      return most - 1.0;
    }
  }

  /** The distribution of draws. */
  private static final class Drawn implements Cumulative {
    private final double[] sorted;

    Drawn(double[] drawn) {
      sorted = drawn.clone();
      Arrays.sort(sorted);
    }

    @Override
    public double quantile(double p) {
      return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(p * sorted.length))];
    }

    @Override
    public double probability(int level) {
      return (double) Arrays.stream(sorted).filter(v -> Math.rint(v) == level).count()
          / sorted.length;
    }
  }
}
