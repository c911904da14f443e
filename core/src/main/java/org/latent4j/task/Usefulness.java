package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * What a synthetic table is worth to somebody who learns from it: the same linear head trained on
 * synthetic rows, and on as many real ones, tells a column of real rows that neither of them holds
 * (train on synthetic, test on real; Esteban, Hyland and Rätsch 2017, arXiv:1706.02633). Classes
 * are told by logistic regression and judged by accuracy, numbers by ridge regression and judged by
 * R².
 *
 * @param label the column that is told
 * @param classes whether it is a class, else a number
 * @param trainingRows how many rows of each table were learnt from
 * @param testRows how many real rows were told
 * @param none what the answer is worth that looks at no column: the class, or mean, of real rows
 * @param synthetic what is learnt from synthetic rows
 * @param real what is learnt from real rows
 * @param difference real less synthetic, in pairs of rows
 */
public record Usefulness(
    String label,
    boolean classes,
    int trainingRows,
    int testRows,
    WeightedMean none,
    WeightedMean synthetic,
    WeightedMean real,
    WeightedMean difference) {

  private static final int LEAST_ROWS = 20;

  /**
   * Judges.
   *
   * @param columns what the values are
   * @param label place of the column to tell
   * @param synthetic m×d
   * @param real n×d
   * @param heldOut rows×d to be told
   * @param random of the rows learnt from and their order
   * @throws DataException if rows with the label are fewer than 20 in one table, or those of the
   *     real one are all of one class
   */
  static Usefulness of(
      List<Column> columns,
      int label,
      Matrix synthetic,
      Matrix real,
      Matrix heldOut,
      SeededRandom random) {
    String name = columns.get(label).name();
    int[] ofSynthetic = known(synthetic, label, name, "synthetic");
    int[] ofReal = known(real, label, name, "fitted");
    int[] ofTest = known(heldOut, label, name, "held-out");
    int n = Math.min(ofSynthetic.length, ofReal.length);
    Matrix first = synthetic.selectRows(some(ofSynthetic, n, random));
    Matrix second = real.selectRows(some(ofReal, n, random));
    Matrix test = heldOut.selectRows(ofTest);
    double[] labels = concatenated(first, second, test).column(label);
    boolean classes =
        Downstream.areClasses(columns.get(label).levels(), Arrays.copyOfRange(labels, n, 2 * n));
    double[] truth = Arrays.copyOfRange(labels, 2 * n, labels.length);
    int[] others = IntStream.range(0, columns.size()).filter(j -> j != label).toArray();
    Matrix features =
        RawColumns.of(
            Arrays.stream(others).mapToObj(columns::get).toList(),
            concatenated(first, second, test).selectColumns(others));
    double[] own = told(features, labels, 0, n, classes);
    double[] by = told(features, labels, n, n, classes);
    double[] nothing = HeadTrial.same(Arrays.copyOfRange(labels, n, 2 * n), classes, truth.length);
    return new Usefulness(
        name,
        classes,
        n,
        truth.length,
        worth(nothing, truth, classes),
        worth(own, truth, classes),
        worth(by, truth, classes),
        difference(own, by, truth, classes));
  }

  private static int[] known(Matrix rows, int label, String name, String which) {
    int[] known =
        IntStream.range(0, rows.rows()).filter(i -> !Double.isNaN(rows.get(i, label))).toArray();
    if (known.length < LEAST_ROWS) {
      throw new DataException(
          "at least 20 " + which + " rows must have a '" + name + "', got " + known.length);
    }
    return known;
  }

  /** Some of the rows in random order, as the choice of a penalty takes every fourth. */
  private static int[] some(int[] rows, int count, SeededRandom random) {
    int[] order = random.permutation(rows.length);
    return IntStream.range(0, count).map(i -> rows[order[i]]).toArray();
  }

  private static Matrix concatenated(Matrix first, Matrix second, Matrix third) {
    double[] values =
        Arrays.copyOf(
            first.values(), first.values().length + second.values().length + third.values().length);
    System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
    System.arraycopy(
        third.values(),
        0,
        values,
        first.values().length + second.values().length,
        third.values().length);
    return Matrix.wrap(values.length / first.columns(), first.columns(), values);
  }

  /** What a head that learnt from some rows says of the last ones. */
  private static double[] told(
      Matrix features, double[] labels, int from, int count, boolean classes) {
    int[] training = IntStream.range(from, from + count).toArray();
    int test = features.rows() - 2 * count;
    double[] known = Arrays.copyOfRange(labels, from, from + count);
    if (Arrays.stream(known).distinct().count() == 1) {
      return HeadTrial.same(known, classes, test);
    }
    Matrix scaled = RawColumns.standardised(features, training);
    Matrix learnt = scaled.selectRows(training);
    LinearHead head =
        classes ? LinearHead.classifier(learnt, known) : LinearHead.regression(learnt, known);
    return head.predict(scaled.rowRange(2 * count, features.rows()));
  }

  private static double[] losses(double[] told, double[] truth, boolean classes) {
    double[] losses = new double[truth.length];
    for (int i = 0; i < losses.length; i++) {
      double error = told[i] - truth[i];
      losses[i] = classes ? (error == 0 ? 0 : 1) : error * error;
    }
    return losses;
  }

  /** What a loss of 1 takes off: all rows told wrong, or their variance. */
  private static double unit(double[] truth, boolean classes) {
    double mean = Arrays.stream(truth).average().orElse(0);
    double variance = Arrays.stream(truth).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    return classes ? 1 : variance;
  }

  private static WeightedMean worth(double[] told, double[] truth, boolean classes) {
    WeightedMean loss = mean(losses(told, truth, classes));
    double unit = unit(truth, classes);
    return new WeightedMean(
        1 - loss.mean() / unit, loss.standardError() / unit, loss.weightTotal());
  }

  private static WeightedMean difference(
      double[] synthetic, double[] real, double[] truth, boolean classes) {
    double unit = unit(truth, classes);
    double[] of = losses(synthetic, truth, classes);
    double[] by = losses(real, truth, classes);
    double[] differences = new double[of.length];
    Arrays.setAll(differences, i -> (of[i] - by[i]) / unit);
    return mean(differences);
  }

  private static WeightedMean mean(double[] values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return WeightedMean.of(values, ones);
  }
}
