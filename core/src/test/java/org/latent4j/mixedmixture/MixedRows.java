package org.latent4j.mixedmixture;

import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * A mixture of two components over two correlated numbers, a count, a yes or no and three words,
 * drawn by steps of this class alone, so that a test knows the truth.
 */
final class MixedRows {

  static final double[] WEIGHTS = {0.6, 0.4};
  static final double[][] MEANS = {{0, 10}, {3, 4}};
  static final double[] CORRELATIONS = {0.8, -0.5};
  static final double[] DEVIATIONS = {1, 2};
  static final double[] COUNT_MEANS = {2, 9};
  static final double[] YES = {0.2, 0.7};
  static final double[][] LEVELS = {{0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}};

  private MixedRows() {}

  static Schema schema() {
    return Schema.of(
        List.of(
            Column.numeric("height"),
            new Column("visits", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
            Column.numeric("weight"),
            new Column("smoker", ColumnKind.BINARY, ColumnRole.FEATURE, List.of("no", "yes"), 0),
            new Column(
                "region",
                ColumnKind.CATEGORICAL,
                ColumnRole.FEATURE,
                List.of("north", "south", "west"),
                0)));
  }

  /** Rows, and in a last column the component of each. */
  static Matrix drawn(int n, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[n * 6];
    for (int i = 0; i < n; i++) {
      int c = random.nextDouble() < WEIGHTS[0] ? 0 : 1;
      double first = random.nextGaussian();
      double second = random.nextGaussian();
      double rho = CORRELATIONS[c];
      values[i * 6] = MEANS[c][0] + DEVIATIONS[c] * first;
      values[i * 6 + 1] = poisson(COUNT_MEANS[c], random);
      values[i * 6 + 2] =
          MEANS[c][1] + DEVIATIONS[c] * (rho * first + Math.sqrt(1 - rho * rho) * second);
      values[i * 6 + 3] = random.nextDouble() < YES[c] ? 1 : 0;
      double u = random.nextDouble();
      values[i * 6 + 4] = u < LEVELS[c][0] ? 0 : u < LEVELS[c][0] + LEVELS[c][1] ? 1 : 2;
      values[i * 6 + 5] = c;
    }
    return Matrix.wrap(n, 6, values);
  }

  /** Arrivals in unit time whose gaps are exponential. */
  static int poisson(double mean, SeededRandom random) {
    int count = 0;
    for (double time = random.nextExponential() / mean;
        time < 1;
        time += random.nextExponential() / mean) {
      count++;
    }
    return count;
  }

  static Dataset data(int n, long seed) {
    return HeapDataset.builder(schema(), drawn(n, seed).columnRange(0, 5)).build();
  }
}
