package org.latent4j.task;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;

/**
 * Whether rows still come from the distribution that a model was fitted to, and which columns
 * moved.
 *
 * <p>Two things are compared, both with what the model keeps of real rows and not with the model
 * itself, so that a model that describes its rows badly raises no false alarm: the log densities of
 * the rows with those of the rows held out from the fit, which answers to any change in how columns
 * go together as far as the model knows it; and the values of each column with its values in the
 * rows of the fit. Each is a {@linkplain TwoSampleTest smooth test by ranks}, for words Pearson's
 * test, both free of any assumption on the distribution. The level is shared in halves between the
 * test of whole rows and those of columns; the latter are corrected by Holm's method (1979). So for
 * rows that are independent draws from the distribution of the fit, the probability of one false
 * alarm or more is at most the level, but for what follows.
 *
 * <p>The laws are those of large samples; simulated, they hold within a tenth down to 20 rows and
 * levels of 0.001. Log densities have no one reference: held-out rows were scored by models of
 * fewer rows, which may have ended in a poorer optimum than the model itself, and to the rows of
 * the fit the model gives too much. New rows of the same distribution lie between the two, so what
 * counts is what both differ from in the same direction, which is no more than the difference from
 * either. If a model keeps nothing of held-out rows, overfitting is taken for drift; {@link
 * #isHeldOut} tells. Rows of a time series are not independent: they drift more often than the
 * level says.
 *
 * <p>Costs one log density per row. Immutable.
 */
public final class Drift {

  private final double level;
  private final long rowCount;
  private final boolean heldOut;
  private final Optional<Finding> rows;
  private final List<Finding> columns;

  Drift(
      double level, long rowCount, boolean heldOut, Optional<Finding> rows, List<Finding> columns) {
    this.level = level;
    this.rowCount = rowCount;
    this.heldOut = heldOut;
    this.rows = rows;
    this.columns = List.copyOf(columns);
  }

  /** In which way values are different. */
  public enum Way {
    /** Greater than before, on the whole. */
    HIGHER,
    /** Smaller than before, on the whole. */
    LOWER,
    /** Further out on both sides. */
    WIDER,
    /** Closer to the middle. */
    NARROWER,
    /** Of another shape. */
    RESHAPED,
    /** A word is more or less frequent than before. */
    WORD,
    /** More or fewer of them are missing than before. */
    MISSING
  }

  /**
   * Where a difference is greatest.
   *
   * @param way in which way values are different
   * @param bound the share is that of values up to here; NaN for words and missing values
   * @param word the share is that of this word; empty for others
   * @param before share in the reference
   * @param now share in the rows
   */
  public record Change(Way way, double bound, String word, double before, double now) {}

  /**
   * What one test found.
   *
   * @param name of the column, or {@code log p(x)}
   * @param statistic of the test, at least 0
   * @param degreesOfFreedom of its chi-squared law; 0 where there are too few values to test
   * @param pValue of this test alone
   * @param adjustedPValue the least level of the whole at which this test rejects
   * @param moved whether the adjusted p-value is at most the level
   * @param change where the difference is greatest
   */
  public record Finding(
      String name,
      double statistic,
      int degreesOfFreedom,
      double pValue,
      double adjustedPValue,
      boolean moved,
      Change change) {}

  /**
   * Tests rows.
   *
   * @param model keeps margins of its columns, or has a density and reference rows
   * @param data rows, complete unless the model takes gaps; rows of weight 0 do not count
   * @param level probability of a false alarm, in (0, 1)
   * @param threads how many threads work, at least 1
   * @return what was found
   * @throws IllegalArgumentException if the level is out of range, or the model keeps nothing to
   *     compare with
   * @throws DataException if there are no rows, or they do not fit the model
   */
  public static Drift of(FittedModel model, Dataset data, double level, int threads) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1, got " + level);
    }
    ReferenceRows reference = model.reference();
    Optional<Density> density = reference.size() > 0 ? model.density() : Optional.empty();
    if (density.isEmpty() && reference.margins().isEmpty()) {
      throw new IllegalArgumentException(
          "the model must keep something of its rows to compare others with, got nothing; fit it"
              + " again");
    }
    DriftCounts counts = new DriftCounts(model, density);
    counts.add(data, threads);
    if (counts.rows() == 0) {
      throw new DataException("drift needs at least 1 row, got 0");
    }
    return counts.tested(level, reference.heldOut());
  }

  /** Adjusted p-values by Holm's method, when the level is shared among so many parts. */
  static double[] holm(double[] pValues, int parts) {
    int d = pValues.length;
    int[] order =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> pValues[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[d];
    double greatest = 0;
    for (int i = 0; i < d; i++) {
      greatest = Math.max(greatest, Math.min(1, parts * (double) (d - i) * pValues[order[i]]));
      adjusted[order[i]] = greatest;
    }
    return adjusted;
  }

  /**
   * Probability of a false alarm.
   *
   * @return in (0, 1)
   */
  public double level() {
    return level;
  }

  /**
   * How many rows were tested.
   *
   * @return at least 1
   */
  public long rowCount() {
    return rowCount;
  }

  /**
   * Whether log densities were compared with those of rows held out from the fit.
   *
   * @return false when they are compared with training rows, or not at all
   */
  public boolean isHeldOut() {
    return heldOut;
  }

  /**
   * The least level at which drift is found.
   *
   * @return the least adjusted p-value of all tests
   */
  public double pValue() {
    double least = rows.map(Finding::adjustedPValue).orElse(1.0);
    for (Finding finding : columns) {
      least = Math.min(least, finding.adjustedPValue());
    }
    return least;
  }

  /**
   * Whether there is drift.
   *
   * @return whether the p-value is at most the level
   */
  public boolean isFound() {
    return pValue() <= level;
  }

  /**
   * The test of whole rows by their log densities.
   *
   * @return nothing for a model without a density, or without reference rows
   */
  public Optional<Finding> rows() {
    return rows;
  }

  /**
   * The tests of columns.
   *
   * @return one for each feature, in order; empty when the model keeps no margins
   */
  public List<Finding> columns() {
    return columns;
  }

  /**
   * The columns that moved.
   *
   * @return the smallest p-value first
   */
  public List<Finding> moved() {
    return columns.stream()
        .filter(Finding::moved)
        .sorted(Comparator.comparingDouble(Finding::pValue))
        .toList();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Drift[%d rows, p %.3g, level %s]", rowCount, pValue(), level);
  }
}
