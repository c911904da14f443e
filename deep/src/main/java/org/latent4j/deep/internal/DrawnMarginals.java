package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The densities of the single coordinates of codes where they have no closed form, told by smoothed
 * histograms of fixed draws. Thread-safe.
 */
final class DrawnMarginals {

  private static final int DRAWS = 20_000;
  private static final long DRAWS_SEED = 0x464C4F57L;

  private final CodePrior prior;
  private final int width;
  private Marginal[] marginals = {};

  /** Draws nothing yet. */
  DrawnMarginals(CodePrior prior, int width) {
    this.prior = prior;
    this.width = width;
  }

  /** Made when they are first asked for. */
  private synchronized Marginal[] marginals() {
    if (marginals.length == 0) {
      Matrix draws = prior.sample(DRAWS, width, new SeededRandom(DRAWS_SEED));
      marginals = new Marginal[width];
      Arrays.setAll(marginals, j -> new Marginal(draws.column(j)));
    }
    return marginals;
  }

  /** The density of each coordinate, by itself, of each row of codes. */
  Matrix logDensity(Matrix codes) {
    double[] values = codes.toArray();
    Marginal[] all = marginals();
    Arrays.setAll(values, p -> all[p % width].logDensity(values[p]));
    return Matrix.wrap(codes.rows(), width, values);
  }

  /** A density of one number, by draws: a histogram under a Gaussian kernel, normal tails. */
  private static final class Marginal {
    private static final int CELLS = 1024;
    private static final double REACH = 4;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final double low;
    private final double cell;
    private final double[] logs = new double[CELLS];
    private final double mean;
    private final double variance;

    Marginal(double[] draws) {
      double[] sorted = draws.clone();
      Arrays.sort(sorted);
      mean = Arrays.stream(sorted).average().orElse(0);
      variance = Arrays.stream(sorted).map(z -> (z - mean) * (z - mean)).sum() / sorted.length;
      double quartiles = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
      // Silverman 1986, "Density estimation", equation 3.31.
      double width =
          0.9 * Math.min(Math.sqrt(variance), quartiles / 1.34) * Math.pow(sorted.length, -0.2);
      low = sorted[0] - REACH * width;
      cell = (sorted[sorted.length - 1] + REACH * width - low) / CELLS;
      double[] counts = new double[CELLS];
      for (double z : sorted) {
        counts[(int) ((z - low) / cell)] += 1.0 / sorted.length;
      }
      double spread = Math.max(width, cell);
      int reach = (int) Math.ceil(REACH * spread / cell);
      for (int i = 0; i < CELLS; i++) {
        double sum = 0;
        for (int k = Math.max(0, i - reach); k <= Math.min(CELLS - 1, i + reach); k++) {
          double r = (i - k) * cell / spread;
          sum += counts[k] * Math.exp(-0.5 * (r * r + LOG_TWO_PI)) / spread;
        }
        logs[i] = Math.max(Math.log(sum), logNormal(low + (i + 0.5) * cell) - 1);
      }
    }

    private double logNormal(double z) {
      double r = z - mean;
      return -0.5 * (LOG_TWO_PI + Math.log(variance) + r * r / variance);
    }

    double logDensity(double z) {
      double place = (z - low) / cell - 0.5;
      if (!(place >= 0 && place < CELLS - 1)) {
        return logNormal(z) - 1;
      }
      int i = (int) place;
      return logs[i] + (place - i) * (logs[i + 1] - logs[i]);
    }
  }
}
