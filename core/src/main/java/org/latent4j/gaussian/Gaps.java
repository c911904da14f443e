package org.latent4j.gaussian;

import java.util.Arrays;
import java.util.function.Function;
import org.latent4j.gaussian.internal.RowPatterns;
import org.latent4j.linalg.Matrix;

/** How answers for rows with missing values are kept apart from those for complete rows. */
public final class Gaps {

  private Gaps() {}

  /**
   * Whether rows in memory have missing values.
   *
   * @param observations n×d
   * @return whether a value is NaN
   */
  public static boolean in(Matrix observations) {
    return RowPatterns.hasGap(observations.values(), observations.values().length);
  }

  /**
   * Answers for complete rows in one way and for the others in another.
   *
   * @param observations n×d
   * @param complete from rows without missing values to one number each
   * @param gappy the same for rows with missing values
   * @return n numbers
   */
  public static double[] answer(
      Matrix observations, Function<Matrix, double[]> complete, Function<Matrix, double[]> gappy) {
    return in(observations)
        ? answerRows(observations, column(complete), column(gappy)).values()
        : complete.apply(observations);
  }

  private static Function<Matrix, Matrix> column(Function<Matrix, double[]> numbers) {
    return rows -> Matrix.wrap(rows.rows(), 1, numbers.apply(rows));
  }

  /**
   * Answers with some numbers for each row, for complete rows in one way and for the others in
   * another.
   *
   * @param observations n×d
   * @param complete from rows without missing values to rows×m
   * @param gappy the same for rows with missing values
   * @return n×m
   */
  public static Matrix answerRows(
      Matrix observations, Function<Matrix, Matrix> complete, Function<Matrix, Matrix> gappy) {
    if (!in(observations)) {
      return complete.apply(observations);
    }
    int n = observations.rows();
    int d = observations.columns();
    int[] order = new int[n];
    int whole = 0;
    int broken = n;
    for (int i = 0; i < n; i++) {
      if (RowPatterns.hasGap(observations.row(i), d)) {
        order[--broken] = i;
      } else {
        order[whole++] = i;
      }
    }
    int[] first = Arrays.copyOf(order, whole);
    int[] second = Arrays.copyOfRange(order, whole, n);
    Matrix broad = gappy.apply(observations.selectRows(second));
    double[] values = new double[n * broad.columns()];
    scatter(complete.apply(observations.selectRows(first)), first, values);
    scatter(broad, second, values);
    return Matrix.wrap(n, broad.columns(), values);
  }

  private static void scatter(Matrix answers, int[] rows, double[] values) {
    int m = answers.columns();
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(answers.values(), i * m, values, rows[i] * m, m);
    }
  }
}
