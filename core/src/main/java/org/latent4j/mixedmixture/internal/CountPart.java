package org.latent4j.mixedmixture.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.SpecialFunctions;
import org.latent4j.mixedmixture.Distribution;

/**
 * A column of counts: Poisson of mean m, or negative binomial of mean m and size r, whose variance
 * is m + m²/r and which tends to the Poisson as r grows.
 */
public final class CountPart implements Part {

  private static final int TABLE = 128;
  private static final int MOST_KEPT = 1 << 12;

  private final Distribution distribution;
  private final int[] features;
  private final int k;
  private final double[] means;
  private final double[] sizes;
  private final double[] table;

  /**
   * Takes parameters.
   *
   * @param distribution Poisson or negative binomial
   * @param feature place of the column in a row
   * @param parameters k×1 means, at least 0; for the negative binomial k×2, means and sizes, these
   *     above 0
   */
  public CountPart(Distribution distribution, int feature, Matrix parameters) {
    this.distribution = distribution;
    features = new int[] {feature};
    k = parameters.rows();
    means = parameters.column(0);
    sizes = parameters.columns() > 1 ? parameters.column(1) : new double[0];
    table = new double[TABLE * k];
    for (int c = 0; c < k; c++) {
      fillTable(c);
    }
  }

  /** Each probability from the one before: the terms that change are one logarithm. */
  private void fillTable(int c) {
    double mean = means[c];
    double size = sizes.length == 0 ? Double.POSITIVE_INFINITY : sizes[c];
    double odds = Math.log(mean) - (sizes.length == 0 ? 0 : Math.log1p(mean / size));
    table[c] = compute(c, 0);
    for (int x = 1; x < TABLE; x++) {
      double grown = sizes.length == 0 ? 1 : 1 + (x - 1) / size;
      table[x * k + c] =
          mean == 0
              ? Double.NEGATIVE_INFINITY
              : table[(x - 1) * k + c] + odds + Math.log(grown / x);
    }
  }

  /**
   * The parameters.
   *
   * @return k×1 means, or k×2 means and sizes
   */
  public Matrix parameters() {
    int width = sizes.length == 0 ? 1 : 2;
    double[] values = new double[k * width];
    for (int c = 0; c < k; c++) {
      values[c * width] = means[c];
      if (width == 2) {
        values[c * width + 1] = sizes[c];
      }
    }
    return Matrix.wrap(k, width, values);
  }

  double mean(int component) {
    return means[component];
  }

  double size(int component) {
    return sizes[component];
  }

  /** Natural logarithm of the probability of a count; −∞ for what is none. */
  double logProbability(int component, double count) {
    if (!(count >= 0 && count < Double.POSITIVE_INFINITY) || count != Math.rint(count)) {
      return Double.NEGATIVE_INFINITY;
    }
    return count < TABLE ? table[((int) count) * k + component] : compute(component, count);
  }

  private double compute(int component, double count) {
    return sizes.length == 0
        ? logPoisson(count, means[component])
        : logNegativeBinomial(count, means[component], sizes[component]);
  }

  static double logPoisson(double count, double mean) {
    if (mean == 0) {
      return count == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    return count * Math.log(mean) - mean - SpecialFunctions.logGamma(count + 1);
  }

  /** Written so that nothing cancels for a large size, where it is Poisson. */
  static double logNegativeBinomial(double count, double mean, double size) {
    if (mean == 0) {
      return count == 0 ? 0 : Double.NEGATIVE_INFINITY;
    }
    double excess = SpecialFunctions.logGammaIncrement(size, count) - count * Math.log(size);
    return count * Math.log(mean)
        - SpecialFunctions.logGamma(count + 1)
        + excess
        - (count + size) * Math.log1p(mean / size);
  }

  @Override
  public int[] features() {
    return features;
  }

  @Override
  public Distribution distribution() {
    return distribution;
  }

  @Override
  public long parameterCount() {
    return (long) k * (sizes.length == 0 ? 1 : 2);
  }

  @Override
  public Densities densities(int capacity) {
    Map<Double, double[]> great = new HashMap<>(); // counts come again; belongs to one thread
    return (rows, d, rowCount, logJoint) -> addTo(rows, d, rowCount, logJoint, great);
  }

  private void addTo(
      double[] rows, int d, int rowCount, double[] logJoint, Map<Double, double[]> great) {
    for (int i = 0, at = features[0]; i < rowCount; i++, at += d) {
      double value = rows[at];
      int count = (int) value;
      if (count == value && count >= 0 && count < TABLE) {
        for (int c = 0; c < k; c++) {
          logJoint[i * k + c] += table[count * k + c];
        }
      } else if (!Double.isNaN(value)) {
        if (great.size() > MOST_KEPT) {
          great.clear();
        }
        double[] logs = great.computeIfAbsent(value, this::logProbabilities);
        for (int c = 0; c < k; c++) {
          logJoint[i * k + c] += logs[c];
        }
      }
    }
  }

  private double[] logProbabilities(double count) {
    return IntStream.range(0, k).mapToDouble(c -> logProbability(c, count)).toArray();
  }

  @Override
  public void draw(int component, SeededRandom random, double[] rows, int at) {
    double rate = means[component];
    if (sizes.length > 0 && rate > 0) {
      rate *= random.nextGamma(sizes[component]) / sizes[component];
    }
    rows[at + features[0]] = random.nextPoisson(rate);
  }

  @Override
  public void decode(double[] code, int from, double[] rows, int at) {
    double mean = 0;
    for (int c = 0; c < k; c++) {
      mean += code[from + c] * means[c];
    }
    rows[at + features[0]] = mean;
  }

  @Override
  public Optional<Part> marginal(int[] places) {
    int place = places[features[0]];
    return place < 0
        ? Optional.empty()
        : Optional.of(new CountPart(distribution, place, parameters()));
  }

  @Override
  public void moments(int component, double[] all, double[] covariance) {
    double mean = means[component];
    all[features[0]] = mean;
    covariance[features[0] * (all.length + 1)] =
        sizes.length == 0 ? mean : mean + mean * mean / sizes[component];
  }

  @Override
  public Part permuted(int[] order) {
    return new CountPart(distribution, features[0], parameters().selectRows(order));
  }
}
