package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.ModelFamily;

/** Rows of a fit, checked, and turned into what networks see. */
final class DeepRows {

  private static final int LEAST_ROWS = 10;
  private static final int BLOCK_VALUES = 1 << 19;
  private static final double GRID = 1.0 / 16;
  private static final double MOST_STEPS = 1e5;
  private static final double LEAST_VARIANCE = 1e-30;

  private final Dataset data;
  private final DataSummary summary;
  private final Likelihood likelihood;

  /**
   * Checks the rows.
   *
   * @param name what sentences call the model
   * @param wanted the likelihood asked for
   */
  DeepRows(Dataset data, String name, Likelihood wanted) {
    this.data = data;
    summary = DataSummary.of(data);
    summary.requireComplete(name, ModelFamily.takingGaps());
    if (data.rowCount() < LEAST_ROWS || !(summary.weightTotal() >= LEAST_ROWS)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s needs at least %d rows, got %s",
              name,
              LEAST_ROWS,
              data.rowCount() < LEAST_ROWS
                  ? data.rowCount()
                  : "a weight of " + summary.weightTotal()));
    }
    if (data.rowCount() * data.featureCount() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s trains on at most %d values, got %d x %d; take fewer rows",
              name,
              Integer.MAX_VALUE - 8,
              data.rowCount(),
              data.featureCount()));
    }
    likelihood = wanted == Likelihood.AUTOMATIC ? automatic() : wanted;
    if (likelihood == Likelihood.BERNOULLI) {
      requireProbabilities();
    } else {
      requireSpread(name);
    }
  }

  private Likelihood automatic() {
    boolean binary =
        data.schema().image().isPresent()
            || data.schema().features().stream().allMatch(c -> c.kind() == ColumnKind.BINARY);
    boolean allowed = Arrays.stream(summary.minima()).min().orElse(0) >= 0 && white() > 0;
    return binary && allowed ? Likelihood.BERNOULLI : Likelihood.GAUSSIAN;
  }

  /** The greatest value, which stands for a probability of 1. */
  private double white() {
    return Arrays.stream(summary.maxima()).max().orElse(0);
  }

  private void requireProbabilities() {
    double[] minima = summary.minima();
    for (int j = 0; j < minima.length; j++) {
      if (!(minima[j] >= 0)) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "a Bernoulli likelihood needs values from 0 on, but the least of column '%s' is %s;"
                    + " take the Gaussian likelihood",
                data.schema().featureNames().get(j),
                minima[j]));
      }
    }
    if (!(white() > 0)) {
      throw new DataException(
          "a Bernoulli likelihood needs values above 0, but all are 0; there is nothing to model");
    }
  }

  private void requireSpread(String name) {
    for (int j = 0; j < data.featureCount(); j++) {
      if (summary.maxima()[j] == summary.minima()[j]) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s with a Gaussian likelihood needs columns that vary, but '%s' is constant; leave"
                    + " it out",
                name,
                data.schema().featureNames().get(j)));
      }
    }
  }

  Schema schema() {
    return data.schema();
  }

  Likelihood likelihood() {
    return likelihood;
  }

  DataSummary summary() {
    return summary;
  }

  /**
   * The grids that values lie on, as networks see them: the step that the reader has found, or the
   * least distance of values of a column.
   */
  LogisticOutput.Grid grid(Conditioning conditioning) {
    int d = data.featureCount();
    double[] steps = new double[d];
    double[] lows = new double[d];
    double[] highs = new double[d];
    for (int j = 0; j < d; j++) {
      double scale = conditioning.scales()[j];
      double offset = conditioning.offsets()[j];
      double[] values = sorted(j);
      steps[j] = step(j, values) / scale;
      lows[j] = (values[0] - offset) / scale;
      highs[j] = (values[values.length - 1] - offset) / scale;
    }
    return new LogisticOutput.Grid(steps, lows, highs);
  }

  /** Values of a feature in the rows that count. */
  private double[] sorted(int feature) {
    double[] weights = weights();
    double[] values = new double[weights.length];
    int[] count = new int[1];
    visit(
        (from, block) -> {
          for (int i = 0; i < block.rows(); i++) {
            if (weights[from + i] > 0) {
              values[count[0]++] = block.get(i, feature);
            }
          }
        });
    double[] counted = Arrays.copyOf(values, count[0]);
    Arrays.sort(counted);
    return counted;
  }

  private double step(int feature, double[] values) {
    double given = data.schema().features().get(feature).resolution();
    if (given > 0) {
      return given;
    }
    double least = values[values.length - 1] - values[0];
    for (int i = 1; i < values.length; i++) {
      double distance = values[i] - values[i - 1];
      least = distance > 0 ? Math.min(least, distance) : least;
    }
    double steps = (values[values.length - 1] - values[0]) / least;
    if (!(steps < MOST_STEPS)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a logistic likelihood needs values on a grid, but column '%s' has a range of %.0f"
                  + " times its least step; take the Gaussian likelihood",
              data.schema().featureNames().get(feature),
              steps));
    }
    return least;
  }

  double[] weights() {
    double[] weights = new double[(int) data.rowCount()];
    data.readWeights(0, weights.length, weights);
    return weights;
  }

  /** The map to what networks see, found for these rows. */
  Conditioning conditioning() {
    int d = data.featureCount();
    if (likelihood == Likelihood.BERNOULLI) {
      double white = white();
      return Conditioning.ofProbabilities(d, white <= 1 ? 1 : white);
    }
    double[] first = data.rows(0, 1).row(0);
    double[] largest = new double[d];
    for (int j = 0; j < d; j++) {
      largest[j] =
          Math.scalb(
              1.0,
              Math.getExponent(
                  Math.max(
                      Math.abs(summary.maxima()[j] - first[j]),
                      Math.abs(summary.minima()[j] - first[j]))));
    }
    double[] sums = new double[d];
    double[] squares = new double[d];
    visit(
        (from, block) -> {
          for (int i = 0; i < block.rows(); i++) {
            for (int j = 0; j < d; j++) {
              double r = (block.get(i, j) - first[j]) / largest[j];
              sums[j] += r;
              squares[j] += r * r;
            }
          }
        });
    double n = data.rowCount();
    double[] scales = new double[d];
    for (int j = 0; j < d; j++) {
      double mean = sums[j] / n;
      double variance = Math.max(squares[j] / n - mean * mean, LEAST_VARIANCE);
      scales[j] = Math.scalb(largest[j], (int) Math.rint(0.5 * Math.log(variance) / Math.log(2)));
    }
    if (likelihood == Likelihood.ISOTROPIC) {
      Arrays.fill(scales, Arrays.stream(scales).max().orElse(1));
    }
    double[] offsets = new double[d];
    for (int j = 0; j < d; j++) {
      double steps = Math.rint(sums[j] / n * (largest[j] / scales[j]) / GRID);
      offsets[j] = first[j] + steps * GRID * scales[j];
    }
    return Conditioning.ofDensity(offsets, scales);
  }

  /** The rows as networks see them, in single precision. */
  float[] conditioned(Conditioning conditioning) {
    int d = data.featureCount();
    float[] values = new float[(int) (data.rowCount() * d)];
    visit(
        (from, block) -> {
          double[] inner = conditioning.apply(block).values();
          for (int i = 0; i < inner.length; i++) {
            values[from * d + i] = (float) inner[i];
          }
        });
    return values;
  }

  /** Places of rows of weight, evenly through all. */
  int[] evenly(int most) {
    double[] weights = weights();
    int[] heavy = IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    int step = (heavy.length + most - 1) / most;
    return IntStream.range(0, heavy.length).filter(i -> i % step == 0).map(i -> heavy[i]).toArray();
  }

  /** Some rows. */
  Matrix select(int[] places) {
    int d = data.featureCount();
    double[] values = new double[places.length * d];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(data.rows(places[i], 1).values(), 0, values, i * d, d);
    }
    return Matrix.wrap(places.length, d, values);
  }

  /** Takes a block of rows. */
  interface Visitor {
    void visit(int from, Matrix block);
  }

  void visit(Visitor visitor) {
    int blockRows = Math.max(16, BLOCK_VALUES / data.featureCount());
    int n = (int) data.rowCount();
    for (int from = 0; from < n; from += blockRows) {
      visitor.visit(from, data.rows(from, Math.min(blockRows, n - from)));
    }
  }
}
