package org.latent4j.mixedmixture.internal;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.mixedmixture.CountModel;
import org.latent4j.mixedmixture.Distribution;

/**
 * What one pass over the rows tells of discrete columns: the weights of their values, by which
 * columns of whole numbers are told apart. Immutable once made.
 */
final class ColumnStudy {

  private static final int MOST_VALUES = 5000;
  private static final int MEASURED_SPAN = 20;
  private static final int BLOCK_VALUES = 1 << 15;

  private final List<Column> columns;
  private final @Nullable SortedMap<Double, double[]>[] seen;
  private final Distribution[] distributions;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
  private ColumnStudy(Dataset data, CountModel counts) {
    columns = data.schema().features();
    int d = columns.size();
    seen = new SortedMap[d];
    distributions = new Distribution[d];
    boolean isImage = data.schema().image().isPresent();
    for (int j = 0; j < d; j++) {
      ColumnKind kind = columns.get(j).kind();
      boolean counted =
          kind == ColumnKind.COUNT
              && counts != CountModel.NUMERIC
              && !(isImage && counts == CountModel.AUTO);
      if (counted || kind == ColumnKind.BINARY || kind == ColumnKind.CATEGORICAL) {
        seen[j] = new TreeMap<>();
      }
    }
    read(data);
    for (int j = 0; j < d; j++) {
      distributions[j] = decide(j, counts);
    }
  }

  static ColumnStudy of(Dataset data, CountModel counts) {
    return new ColumnStudy(data, counts);
  }

  Distribution distribution(int feature) {
    return distributions[feature];
  }

  /** How many levels a column of levels has. */
  int levels(int feature) {
    Column column = columns.get(feature);
    return column.kind() == ColumnKind.BINARY ? 2 : column.levels().size();
  }

  /** Weights of the rows with each level. */
  double[] levelWeights(int feature) {
    double[] weights = new double[levels(feature)];
    values(feature).forEach((value, weight) -> weights[(int) (double) value] += weight[0]);
    return weights;
  }

  /** The distinct counts of a column, increasing. */
  double[] counts(int feature) {
    SortedMap<Double, double[]> values = values(feature);
    return values.isEmpty()
        ? new double[1]
        : values.keySet().stream().mapToDouble(v -> v).toArray();
  }

  /** Weights of the rows with each distinct count; as if there were one where there is none. */
  double[] countWeights(int feature) {
    double[] weights = values(feature).values().stream().mapToDouble(w -> w[0]).toArray();
    return Arrays.stream(weights).sum() > 0 ? weights : filled(Math.max(1, weights.length));
  }

  private static double[] filled(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private SortedMap<Double, double[]> values(int feature) {
    SortedMap<Double, double[]> values = seen[feature];
    if (values == null) {
      throw new IllegalStateException("feature " + feature + " is not discrete");
    }
    return values;
  }

  private void read(Dataset data) {
    int d = columns.size();
    int blockRows = Math.max(1, BLOCK_VALUES / d);
    double[] block = new double[(int) Math.min(blockRows, data.rowCount()) * d];
    double[] weights = new double[block.length / d];
    for (long row = 0; row < data.rowCount(); row += blockRows) {
      int count = (int) Math.min(blockRows, data.rowCount() - row);
      data.read(row, count, DoubleBuffer.wrap(block));
      data.readWeights(row, count, weights);
      for (int j = 0; j < d; j++) {
        SortedMap<Double, double[]> values = seen[j];
        for (int i = 0; i < count && values != null; i++) {
          double value = block[i * d + j];
          if (!Double.isNaN(value)) {
            requireAllowed(value, j, row + i);
            if (values.size() <= MOST_VALUES) {
              values.computeIfAbsent(value + 0.0, v -> new double[1])[0] += weights[i];
            }
          }
        }
      }
    }
  }

  private void requireAllowed(double value, int j, long row) {
    boolean isCount = columns.get(j).kind() == ColumnKind.COUNT;
    double most = isCount ? Double.MAX_VALUE : levels(j) - 1.0;
    if (!(value >= 0 && value <= most && value == Math.rint(value))) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "row %d of column '%s' must be a whole number from 0%s, got %s; fit columns that are"
                  + " not numeric in their own units",
              row + 1,
              columns.get(j).name(),
              isCount ? "" : " to " + (levels(j) - 1),
              value));
    }
  }

  private Distribution decide(int j, CountModel counts) {
    SortedMap<Double, double[]> values = seen[j];
    if (values == null) {
      return Distribution.GAUSSIAN;
    }
    if (columns.get(j).kind() != ColumnKind.COUNT) {
      return columns.get(j).kind() == ColumnKind.BINARY
          ? Distribution.BERNOULLI
          : Distribution.CATEGORICAL;
    }
    boolean many = values.size() > MOST_VALUES;
    if (many && counts != CountModel.AUTO) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "a column of counts has at most %d different values, but column '%s' has more; take"
                  + " it for a number (counts numeric)",
              MOST_VALUES,
              columns.get(j).name()));
    }
    return switch (counts) {
      case POISSON -> Distribution.POISSON;
      case NEGATIVE_BINOMIAL -> Distribution.NEGATIVE_BINOMIAL;
      case NUMERIC -> Distribution.GAUSSIAN;
      case AUTO -> many || isMeasured(values) ? Distribution.GAUSSIAN : likeliest(j);
    };
  }

  private static boolean isMeasured(SortedMap<Double, double[]> values) {
    return !values.isEmpty()
        && values.firstKey() > 0
        && values.lastKey() - values.firstKey() >= MEASURED_SPAN;
  }

  /** The distribution of least BIC on the column alone. */
  private Distribution likeliest(int j) {
    double[] values = counts(j);
    double[] weights = countWeights(j);
    double total = Arrays.stream(weights).sum();
    CountEstimator broad =
        new CountEstimator(Distribution.NEGATIVE_BINOMIAL, j, 1, values, weights, 0);
    CountPart fitted = (CountPart) broad.whole();
    double mean = fitted.mean(0);
    double variance = 1.0 / 12; // that of rounding
    for (int v = 0; v < values.length; v++) {
      variance += weights[v] / total * (values[v] - mean) * (values[v] - mean);
    }
    double poisson = Math.log(total);
    double negativeBinomial = 2 * Math.log(total);
    double gaussian = 2 * Math.log(total) + total * Math.log(2 * Math.PI * variance);
    for (int v = 0; v < values.length; v++) {
      poisson -= 2 * weights[v] * CountPart.logPoisson(values[v], mean);
      negativeBinomial -= 2 * weights[v] * fitted.logProbability(0, values[v]);
      gaussian += weights[v] * (values[v] - mean) * (values[v] - mean) / variance;
    }
    if (poisson <= Math.min(negativeBinomial, gaussian)) {
      return Distribution.POISSON;
    }
    return negativeBinomial <= gaussian ? Distribution.NEGATIVE_BINOMIAL : Distribution.GAUSSIAN;
  }
}
