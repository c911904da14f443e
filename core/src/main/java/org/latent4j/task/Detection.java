package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Whether synthetic rows can be told from real ones (a classifier two-sample test, Lopez-Paz and
 * Oquab 2017): the area under the receiver operating characteristic of logistic regression on rows
 * that it was not trained on, in five folds. ½ is chance, 1 is all told apart.
 *
 * <p>The regression sees, of each number, its rank in both tables together and the square of that,
 * of words one column each, and of the products of all these in pairs those whose means differ most
 * in the training rows, {@value #MOST_FEATURES} features in all: so it finds columns that moved,
 * spread, or no longer go together. Gaps are compared by themselves, as shares of columns; here
 * synthetic rows are given the gaps of real rows drawn at random, so that a gap tells nothing. At
 * most {@value #MOST_ROWS} rows of each table are looked at, as many of one as of the other.
 *
 * @param area that a random synthetic row scores higher than a random real one, ties half
 * @param standardError by the variance of the placements of rows (DeLong, DeLong and Clarke-Pearson
 *     1988, doi:10.2307/2531595)
 */
public record Detection(double area, double standardError) {

  private static final int FOLDS = 5;
  private static final int MOST_ROWS = 3_000;
  private static final int MOST_FEATURES = 200;
  private static final int LEAST_ROWS = 2 * FOLDS;

  /**
   * Tries to tell rows apart.
   *
   * @param columns what the values are
   * @param real n×d
   * @param synthetic m×d
   * @param random of the rows, the gaps and the folds
   * @return NaN where one table has fewer than 10 rows
   */
  static Detection of(List<Column> columns, Matrix real, Matrix synthetic, SeededRandom random) {
    int n = Math.min(MOST_ROWS, Math.min(real.rows(), synthetic.rows()));
    if (n < LEAST_ROWS) {
      return new Detection(Double.NaN, Double.NaN);
    }
    Matrix some = real.selectRows(random.sample(real.rows(), n));
    Matrix others = synthetic.selectRows(random.sample(synthetic.rows(), n));
    Matrix first = gapped(some, others, random);
    Matrix second = gapped(others, some, random);
    TellTales features = new TellTales(columns, first, second, MOST_FEATURES);
    int[] foldOfFirst = folds(n, random);
    int[] foldOfSecond = folds(n, random);
    double[] placesFirst = new double[n];
    double[] placesSecond = new double[n];
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] judgedFirst = IntStream.range(0, n).filter(i -> foldOfFirst[i] == fold).toArray();
      int[] judgedSecond = IntStream.range(0, n).filter(i -> foldOfSecond[i] == fold).toArray();
      int[] training =
          IntStream.range(0, 2 * n)
              .filter(i -> (i < n ? foldOfFirst[i] : foldOfSecond[i - n]) != fold)
              .toArray();
      Matrix scaled = RawColumns.standardised(features.by(training), training);
      double[] classes = Arrays.stream(training).mapToDouble(i -> i < n ? 0 : 1).toArray();
      LinearHead head = LinearHead.plain(scaled.selectRows(training), classes);
      double[] scores = head.scores(scaled);
      place(scores, judgedFirst, judgedSecond, n, placesFirst, placesSecond);
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    WeightedMean ofFirst = WeightedMean.of(placesFirst, ones);
    WeightedMean ofSecond = WeightedMean.of(placesSecond, ones);
    return new Detection(
        ofFirst.mean(), Math.hypot(ofFirst.standardError(), ofSecond.standardError()));
  }

  /** Of each real row of a fold the share of synthetic ones above it, and the other way round. */
  private static void place(
      double[] scores, int[] first, int[] second, int n, double[] ofFirst, double[] ofSecond) {
    for (int i : first) {
      for (int k : second) {
        double above = 0.5 + 0.5 * Math.signum(scores[n + k] - scores[i]);
        ofFirst[i] += above / second.length;
        ofSecond[k] += above / first.length;
      }
    }
  }

  private static int[] folds(int n, SeededRandom random) {
    int[] order = random.permutation(n);
    int[] folds = new int[n];
    for (int i = 0; i < n; i++) {
      folds[order[i]] = i % FOLDS;
    }
    return folds;
  }

  private static Matrix gapped(Matrix rows, Matrix others, SeededRandom random) {
    double[] values = rows.toArray();
    int d = rows.columns();
    for (int i = 0; i < rows.rows(); i++) {
      int like = random.nextInt(others.rows());
      for (int j = 0; j < d; j++) {
        values[i * d + j] = Double.isNaN(others.get(like, j)) ? Double.NaN : values[i * d + j];
      }
    }
    return Matrix.wrap(rows.rows(), d, values);
  }
}
