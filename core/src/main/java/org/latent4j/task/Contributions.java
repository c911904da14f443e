package org.latent4j.task;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Workers;
import org.latent4j.model.Conditional;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;

/**
 * Which columns make rows improbable. The contribution of column j to a row x is
 *
 * <pre>    max_t log p(x with x_j = t) − log p(x)</pre>
 *
 * in nats: how much the row's log density would rise if this one value were the one that the model
 * expects most, given the row's other values. It is at least 0, does not depend on the units of the
 * columns, and needs nothing of the model but a density and draws. Contributions of correlated
 * columns do not add up to anything: where several values are off together in the way the model
 * expects, none of them is blamed. For a Gaussian with precision Λ it is ((Λ(x − μ))_j)² /
 * (2·Λ_jj).
 *
 * <p>The maximum is sought from x_j and from 12 quantiles of the column among 1024 draws of the
 * model (fixed seed), then by successive parabolas, which are exact for a Gaussian after one step.
 * Of a model that is {@link Conditional} also from what it expects of the column given the row's
 * others and from 16 draws of that, so that a narrow component which the row belongs to is found.
 * Words are all tried, which is exact for any model, and counts are kept whole. Without the
 * capability a narrow peak between the quantiles could be missed; the contribution is then too
 * small, never too large. A missing value contributes nothing. Costs about 20·d to 30·d density
 * evaluations per row, and d conditional distributions, so it is meant for the few rows that stand
 * out.
 */
public final class Contributions {

  private static final String NAME = "explaining anomalies";
  private static final int DRAWS = 1024;
  private static final int QUANTILES = 12;

  private final Matrix rows;
  private final Matrix values;
  private final Matrix expected;

  private Contributions(Matrix rows, Matrix values, Matrix expected) {
    this.rows = rows;
    this.values = values;
    this.expected = expected;
  }

  /**
   * Explains chosen rows.
   *
   * @param model has a density and draws rows
   * @param data rows, complete unless the model takes gaps
   * @param chosen numbers of the rows to explain, from 0
   * @param threads how many threads work, at least 1
   * @return a row of contributions for each chosen row, in the order chosen
   * @throws IllegalArgumentException if the model has no density or draws no rows
   * @throws IndexOutOfBoundsException if there is no such row
   * @throws org.latent4j.data.DataException if the data lack a feature of the model
   */
  public static Contributions of(FittedModel model, Dataset data, int[] chosen, int threads) {
    Density density = Capabilities.density(model, NAME);
    Matrix draws = Capabilities.sampler(model, NAME).sample(DRAWS, new SeededRandom(0));
    List<Column> columns = model.schema().features();
    int d = columns.size();
    List<double[]> places =
        IntStream.range(0, d).mapToObj(j -> places(columns.get(j), draws.column(j))).toList();
    ColumnSearch.Question question =
        new ColumnSearch.Question(density, model.conditional(), columns, places);
    Dataset rows = AlignedDataset.of(model.schema(), data);
    double[] values = new double[Math.multiplyExact(chosen.length, d)];
    double[] expected = new double[values.length];
    double[] seen = new double[values.length];
    Workers.forEach(
        threads,
        chosen.length,
        i -> {
          double[] row = rows.rows(chosen[i], 1).values();
          System.arraycopy(row, 0, seen, i * d, d);
          ColumnSearch search = new ColumnSearch(question, row);
          search.run();
          System.arraycopy(search.rises(), 0, values, i * d, d);
          System.arraycopy(search.best(), 0, expected, i * d, d);
        });
    return new Contributions(
        Matrix.wrap(chosen.length, d, seen),
        Matrix.wrap(chosen.length, d, values),
        Matrix.wrap(chosen.length, d, expected));
  }

  /** Values to look at first: all words, or quantiles of what the model draws. */
  private static double[] places(Column column, double[] drawn) {
    int words = column.kind() == ColumnKind.BINARY ? 2 : column.levels().size();
    return words > 0 && ColumnSearch.isDiscrete(column)
        ? IntStream.range(0, words).asDoubleStream().toArray()
        : quantiles(drawn);
  }

  private static double[] quantiles(double[] values) {
    double[] sorted =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).sorted().toArray();
    double[] quantiles = new double[QUANTILES];
    for (int q = 0; q < QUANTILES; q++) {
      quantiles[q] = sorted[(int) ((q + 0.5) / QUANTILES * sorted.length)];
    }
    return quantiles;
  }

  /**
   * The rows that are explained, as the model takes them.
   *
   * @return chosen rows × d, in the user's units; of words the index of the level
   */
  public Matrix rows() {
    return rows;
  }

  /**
   * Contributions of all columns.
   *
   * @return chosen rows × d, nats, each at least 0
   */
  public Matrix values() {
    return values;
  }

  /**
   * What the model would expect most in each column, given the row's others.
   *
   * @return chosen rows × d, in the user's units; NaN where a value is missing
   */
  public Matrix expected() {
    return expected;
  }

  /**
   * The columns that contribute most to one of the rows.
   *
   * @param row place among the chosen rows, from 0
   * @param count how many at most
   * @return numbers of features from 0, the greatest contribution first
   */
  public int[] leading(int row, int count) {
    return IntStream.range(0, values.columns())
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -values.get(row, j)))
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
