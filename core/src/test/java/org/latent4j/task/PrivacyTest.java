package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class PrivacyTest {

  private static final double NAN = Double.NaN;
  private static final List<Column> NUMBERS = List.of(Column.numeric("x"), Column.numeric("y"));
  private static final Column WORDS =
      new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b", "c"), 0);

  private static Matrix normal(int n, long seed) {
    double[] values = new double[2 * n];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(n, 2, values);
  }

  private static Privacy privacy(Matrix synthetic, Matrix fitted, Matrix heldOut) {
    return Privacy.of(NUMBERS, synthetic, fitted, heldOut, new SeededRandom(1), 2);
  }

  /** 40 times rows of one law: z has variance 1, and 95 % of it is within two deviations. */
  @Test
  void freshRowsAreNearerToThoseOfTheFitByChanceAlone() {
    double squares = 0;
    for (long seed = 0; seed < 40; seed++) {
      Privacy found =
          privacy(normal(300, 3 * seed), normal(400, 3 * seed + 1), normal(200, 3 * seed + 2));
      assertThat(found.expectedShare()).isCloseTo(2.0 / 3, within(1e-15));
      double z = (found.nearerShare() - found.expectedShare()) / found.standardError();
      assertThat(Math.abs(z)).isLessThan(4);
      squares += z * z;
      assertThat(found.copiedShare()).isZero();
    }
    // chi-squared with 40 degrees of freedom: 40 ± 3.5·√80
    assertThat(squares).isBetween(9.0, 71.0);
  }

  @Test
  void aModelThatCopiesItsRowsIsCaught() {
    Matrix fitted = normal(300, 1);
    Privacy found = privacy(fitted, fitted, normal(300, 2));
    assertThat(found.nearerShare()).isEqualTo(1);
    assertThat(found.expectedShare()).isEqualTo(0.5);
    assertThat(found.copiedShare()).isEqualTo(1);
    assertThat(found.heldOutCopiedShare()).isZero();
    assertThat(found.distances()).containsOnly(0.0);
    assertThat(found.isTooClose()).isTrue();
    assertThat(found.pValue()).isLessThan(1e-10);
  }

  @Test
  void aModelThatBlursItsRowsIsCaught() {
    Matrix fitted = normal(300, 1);
    Matrix blurred = fitted.plus(normal(300, 3).scaled(0.02));
    Privacy found = privacy(blurred, fitted, normal(300, 2));
    assertThat(found.copiedShare()).isZero();
    assertThat(found.nearerShare()).isGreaterThan(0.7);
    assertThat(found.isTooClose()).isTrue();
    assertThat(found.distances().get(3)).isLessThan(found.heldOutDistances().get(3) / 2);
  }

  /** Two rows of four were fitted, all synthetic rows lie about one: it is one of them or not. */
  @Test
  void rowsThatCrowdAboutOneRowCountOnce() {
    Matrix crowd = Matrix.of(3, 2, 0.1, 0, 0, 0.1, 0.05, 0.05);
    Privacy found = privacy(crowd, Matrix.of(2, 2, 0, 0, 5, 5), Matrix.of(2, 2, -5, 5, 5, -5));
    assertThat(found.nearerShare()).isEqualTo(1);
    assertThat(found.standardError()).isCloseTo(0.5, within(1e-12));
    assertThat(found.pValue()).isCloseTo(0.158655, within(1e-6)); // of a normal variable above 1
  }

  /** A row as near to a fitted as to a held-out row counts half. */
  @Test
  void tiesAreShared() {
    Privacy found = privacy(Matrix.of(1, 2, 0, 0), Matrix.of(1, 2, 0, 0), Matrix.of(1, 2, 0, 0));
    assertThat(found.nearerShare()).isEqualTo(0.5);
    assertThat(found.heldOutCopiedShare()).isEqualTo(1);
    assertThat(found.pValue()).isEqualTo(1);
  }

  @Test
  void distanceIsTheMeanOverColumns() {
    List<Column> columns = List.of(Column.numeric("x"), WORDS);
    // mid-ranks of 0, 10, 20, 30: 1/8, 3/8, 5/8, 7/8
    Matrix real = Matrix.of(4, 2, 0, 0, 10, 0, 20, 1, 30, 2);
    RowDistance distance = new RowDistance(columns, real);
    double[][] rows = distance.scaled(real);
    double[][] asked = distance.scaled(Matrix.of(4, 2, 15, 0, 0, 2, NAN, 1, -99, 0));
    RowDistance.Nearest[] nearest = distance.nearest(asked, rows, 1);
    assertThat(nearest[0].distance()).isCloseTo(0.125 / 2, within(1e-15));
    assertThat(nearest[0].ties()).containsExactly(1);
    assertThat(nearest[1].distance()).isCloseTo(0.75 / 2, within(1e-15)); // to 30, c
    assertThat(nearest[2].distance()).isCloseTo(0.5 / 2, within(1e-15)); // the gap to 20, b
    assertThat(nearest[3].distance()).isCloseTo(0.125 / 2, within(1e-15));
  }

  @Test
  void midRanksAreStraightBetweenValues() {
    MidRanks ranks = MidRanks.of(1, 3, 3, NAN, 5);
    assertThat(Arrays.stream(new double[] {0, 1, 2, 3, 4, 5, 6}).map(ranks::at))
        .containsExactly(0.0, 0.125, 0.3125, 0.5, 0.6875, 0.875, 1.0);
    assertThat(ranks.at(NAN)).isNaN();
  }
}
