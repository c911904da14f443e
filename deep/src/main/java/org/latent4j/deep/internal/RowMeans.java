package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Workers;

/**
 * Means over the rows of a fit of what an {@link Evaluator} tells of each, by their weights. Of
 * many rows some are looked at, evenly through all: a look takes as long as three steps of
 * training.
 */
final class RowMeans {

  private static final int MOST_ROWS = 5000;
  private static final int BLOCK_ROWS = 250;

  private final int seen;
  private final int all;
  private final Sums sums;

  private RowMeans(int seen, int all, Sums sums) {
    this.seen = seen;
    this.all = all;
    this.sums = sums;
  }

  /** Takes the means; the same for any number of threads. */
  static RowMeans of(DeepRows rows, DeepAnswers answers, int threads) {
    int[] places = rows.evenly(MOST_ROWS);
    double[] weights = rows.weights();
    Sums[] parts = new Sums[(places.length + BLOCK_ROWS - 1) / BLOCK_ROWS];
    Workers.forEach(
        threads,
        parts.length,
        block -> {
          int from = block * BLOCK_ROWS;
          int[] some = Arrays.copyOfRange(places, from, Math.min(places.length, from + BLOCK_ROWS));
          Matrix inner = answers.parts().conditioning().apply(rows.select(some));
          double[] shares = Arrays.stream(some).mapToDouble(i -> weights[i]).toArray();
          parts[block] = new Sums(shares, answers.evaluator().look(inner));
        });
    for (int block = 1; block < parts.length; block++) {
      parts[0].add(parts[block]);
    }
    return new RowMeans(places.length, weights.length, parts[0]);
  }

  double bound() {
    return sums.bounds[0] / sums.weight;
  }

  /** What was seen of the codes. */
  VaeMeasures measures(int epochs) {
    double[] means = scaled(sums.codes);
    double[] variances = scaled(sums.squares);
    Arrays.setAll(variances, j -> Math.max(0, variances[j] - means[j] * means[j]));
    return new VaeMeasures(
        sums.totals[0] / sums.weight, scaled(sums.divergences), variances, epochs);
  }

  /** What each dimension of an upper level tells of codes; none without one. */
  double[] upper() {
    return scaled(sums.upper);
  }

  private double[] scaled(double[] sum) {
    return Arrays.stream(sum).map(s -> s / sums.weight).toArray();
  }

  /** That not all rows were looked at. */
  Optional<String> note() {
    return seen >= all
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the evidence lower bound and what latent dimensions tell are means over %,d of the"
                    + " rows, evenly through all",
                seen));
  }

  /** Weighted sums over rows. */
  private static final class Sums {
    private double weight;
    private final double[] bounds;
    private final double[] totals;
    private final double[] divergences;
    private final double[] codes;
    private final double[] squares;
    private final double[] upper;

    Sums(double[] weights, Evaluator.Look look) {
      weight = Arrays.stream(weights).sum();
      bounds = sum(weights, look.bounds());
      totals = sum(weights, look.totals());
      divergences = sum(weights, look.divergences());
      codes = sum(weights, look.codes());
      double[] squared = look.codes().toArray();
      Arrays.setAll(squared, p -> squared[p] * squared[p]);
      squares = sum(weights, Matrix.wrap(weights.length, codes.length, squared));
      upper = look.upper().map(u -> sum(weights, u)).orElse(new double[0]);
    }

    private static double[] sum(double[] weights, Matrix ofRows) {
      double[] sum = new double[ofRows.columns()];
      for (int i = 0; i < weights.length; i++) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += weights[i] * ofRows.get(i, j);
        }
      }
      return sum;
    }

    void add(Sums other) {
      weight += other.weight;
      add(bounds, other.bounds);
      add(totals, other.totals);
      add(divergences, other.divergences);
      add(codes, other.codes);
      add(squares, other.squares);
      add(upper, other.upper);
    }

    private static void add(double[] target, double[] other) {
      Arrays.setAll(target, j -> target[j] + other[j]);
    }
  }
}
