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
    double[] values = new double[n];
    scatter(complete.apply(observations.selectRows(first)), first, values);
    scatter(gappy.apply(observations.selectRows(second)), second, values);
    return values;
  }

  private static void scatter(double[] answers, int[] rows, double[] values) {
    for (int i = 0; i < rows.length; i++) {
      values[rows[i]] = answers[i];
    }
  }
}
