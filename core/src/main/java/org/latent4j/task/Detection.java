package org.latent4j.task;

import java.util.ArrayList;
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
 * of words one column each, and the products of all these in pairs as far as {@value
 * #MOST_FEATURES} columns go: so it finds columns that moved, spread, or no longer go together.
 * Gaps are compared by themselves, as shares of columns; here synthetic rows are given the gaps of
 * real rows drawn at random, so that a gap tells nothing. At most {@value #MOST_ROWS} rows of each
 * table are looked at, as many of one as of the other.
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
    Matrix first = real.selectRows(random.sample(real.rows(), n));
    Matrix second = gapped(synthetic.selectRows(random.sample(synthetic.rows(), n)), first, random);
    Matrix features = features(columns, first, second);
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
      shuffle(training, random);
      Matrix scaled = RawColumns.standardised(features, training);
      double[] classes = Arrays.stream(training).mapToDouble(i -> i < n ? 0 : 1).toArray();
      LinearHead head = LinearHead.classifier(scaled.selectRows(training), classes);
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

  private static void shuffle(int[] values, SeededRandom random) {
    int[] order = random.permutation(values.length);
    int[] copy = values.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = copy[order[i]];
    }
  }

  private static Matrix gapped(Matrix synthetic, Matrix real, SeededRandom random) {
    double[] values = synthetic.toArray();
    int d = synthetic.columns();
    for (int i = 0; i < synthetic.rows(); i++) {
      int like = random.nextInt(real.rows());
      for (int j = 0; j < d; j++) {
        values[i * d + j] = Double.isNaN(real.get(like, j)) ? Double.NaN : values[i * d + j];
      }
    }
    return Matrix.wrap(synthetic.rows(), d, values);
  }

  private static Matrix features(List<Column> columns, Matrix real, Matrix synthetic) {
    int n = real.rows();
    List<double[]> base = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    List<double[]> squares = new ArrayList<>();
    for (int j = 0; j < columns.size() && base.size() < MOST_FEATURES; j++) {
      double[] both = Arrays.copyOf(real.column(j), 2 * n);
      System.arraycopy(synthetic.column(j), 0, both, n, n);
      int levels = columns.get(j).levels().size();
      if (levels > 0) {
        for (int level = levels == 2 ? 1 : 0; level < levels; level++) {
          int word = level;
          base.add(Arrays.stream(both).map(v -> v == word ? 1 : 0).toArray());
          owners.add(j);
        }
      } else {
        MidRanks ranks = MidRanks.of(both);
        double[] own =
            Arrays.stream(both).map(v -> Double.isNaN(v) ? 0 : 2 * ranks.at(v) - 1).toArray();
        base.add(own);
        owners.add(j);
        squares.add(Arrays.stream(own).map(v -> v * v).toArray());
      }
    }
    List<double[]> all = new ArrayList<>(base);
    all.addAll(squares);
    for (int a = 0; a < base.size(); a++) {
      for (int b = a + 1; b < base.size() && all.size() < MOST_FEATURES; b++) {
        if (!owners.get(a).equals(owners.get(b))) {
          all.add(product(base.get(a), base.get(b)));
        }
      }
    }
    return matrix(all.subList(0, Math.min(all.size(), MOST_FEATURES)), 2 * n);
  }

  private static double[] product(double[] first, double[] second) {
    double[] values = new double[first.length];
    Arrays.setAll(values, i -> first[i] * second[i]);
    return values;
  }

  private static Matrix matrix(List<double[]> columns, int rows) {
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int c = 0; c < columns.size(); c++) {
      double[] own = columns.get(c);
      for (int i = 0; i < rows; i++) {
        values[i * columns.size() + c] = own[i];
      }
    }
    return Matrix.wrap(rows, columns.size(), values);
  }
}
