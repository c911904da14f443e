package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class FidelityTest {

  private static final double NAN = Double.NaN;
  private static final List<Column> NUMBERS = List.of(Column.numeric("x"), Column.numeric("y"));

  private static Column words(String name, String... levels) {
    return new Column(name, ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of(levels), 0);
  }

  /** Rows of two normal columns of correlation r. */
  private static Matrix normal(int n, double r, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      values[2 * i] = x;
      values[2 * i + 1] = r * x + Math.sqrt(1 - r * r) * random.nextGaussian();
    }
    return Matrix.wrap(n, 2, values);
  }

  private static Fidelity fidelity(List<Column> columns, Matrix real, Matrix synthetic) {
    return Fidelity.of(columns, real, synthetic, new SeededRandom(1));
  }

  /** Twenty pairs of tables of one law: five of a hundred distances may pass what chance makes. */
  @Test
  void tablesOfOneLawAreAlike() {
    int passed = 0;
    for (int seed = 0; seed < 20; seed++) {
      Fidelity found = fidelity(NUMBERS, normal(500, 0.7, seed), normal(400, 0.7, 100 + seed));
      passed += (int) found.columns().stream().filter(c -> c.distance() > c.chance()).count();
      passed += (int) found.pairs().stream().filter(p -> p.distance() > p.chance()).count();
      Detection told = found.detection();
      assertThat(told.area()).isCloseTo(0.5, within(4.5 * told.standardError()));
      // the deviation of Mann and Whitney's statistic, √((n + m + 1)/12nm), for 400 and 400
      assertThat(told.standardError()).isCloseTo(Math.sqrt(801 / 12.0) / 400, within(0.003));
    }
    assertThat(passed).isLessThanOrEqualTo(9); // 60 distances, 3 expected
  }

  /** Spearman's correlation of a normal pair is 6/π·asin(r/2). */
  @Test
  void columnsThatWereShuffledAreCaughtByThePair() {
    Matrix real = normal(2000, 0.8, 3);
    double[] torn = real.toArray();
    for (int i = 0; i < 2000; i++) {
      torn[2 * i + 1] = real.get((i + 1000) % 2000, 1);
    }
    Fidelity found = fidelity(NUMBERS, real, Matrix.wrap(2000, 2, torn));

    assertThat(found.columns()).allMatch(c -> c.distance() == 0 && c.wasserstein() < 1e-12);
    assertThat(found.columnScore()).isEqualTo(1);
    PairFidelity pair = found.pairs().get(0);
    assertThat(pair.measure()).isEqualTo(PairFidelity.Measure.RANK_CORRELATION);
    assertThat(pair.real()).isCloseTo(6 / Math.PI * Math.asin(0.4), within(0.03));
    assertThat(pair.synthetic()).isCloseTo(0, within(0.09));
    assertThat(pair.distance()).isGreaterThan(3 * pair.chance());
    assertThat(found.detection().area()).isGreaterThan(0.7);
  }

  /** Normal columns apart by δ: the best area is Φ(δ/√2), here Φ(1) = 0.8413. */
  @Test
  void rowsThatMovedAreToldApartAsWellAsTheyCanBe() {
    Matrix real = normal(3000, 0, 1);
    double[] moved = normal(3000, 0, 2).toArray();
    for (int i = 0; i < moved.length; i += 2) {
      moved[i] += Math.sqrt(2);
    }
    Detection told = fidelity(NUMBERS, real, Matrix.wrap(3000, 2, moved)).detection();
    assertThat(told.area()).isCloseTo(0.8413, within(4 * told.standardError()));
  }

  /** Normal columns whose deviations are as 1 to s: the best area is 2/π·atan(s). */
  @Test
  void rowsThatSpreadAreToldApartAsWellAsTheyCanBe() {
    double[] wide = normal(3000, 0, 2).toArray();
    for (int i = 0; i < wide.length; i += 2) {
      wide[i] *= 3;
    }
    Fidelity found = fidelity(NUMBERS, normal(3000, 0, 1), Matrix.wrap(3000, 2, wide));
    double best = 2 / Math.PI * Math.atan(3);
    assertThat(found.detection().area())
        .isCloseTo(best, within(4 * found.detection().standardError() + 0.005));
    assertThat(found.columns().get(0).wasserstein())
        .isCloseTo(2 * Math.sqrt(2 / Math.PI), within(0.1));
  }

  @Test
  void aNumberIsToldByQuantilesAndRange() {
    double[] real = new double[101];
    double[] synthetic = new double[101];
    Arrays.setAll(real, i -> i);
    Arrays.setAll(synthetic, i -> i + 10);
    ColumnFidelity found = ColumnFidelity.of(Column.numeric("x"), real, synthetic);
    assertThat(found.real()).containsExactly(1.0, 25.0, 50.0, 75.0, 99.0);
    assertThat(found.synthetic()).containsExactly(11.0, 35.0, 60.0, 85.0, 109.0);
    assertThat(found.outside()).isCloseTo(10.0 / 101, within(1e-12));
    assertThat(found.distance()).isCloseTo(10.0 / 101, within(1e-12));
    // variance of 0 … 100 is (101² − 1)/12
    assertThat(found.wasserstein()).isCloseTo(10 / Math.sqrt(850), within(1e-12));
  }

  @Test
  void wordsAreToldByTheirShares() {
    ColumnFidelity found =
        ColumnFidelity.of(
            words("w", "a", "b", "c"), new double[] {0, 0, 1, 2}, new double[] {0, 1, 1, 1, NAN});
    assertThat(found.words()).isTrue();
    assertThat(found.distance()).isEqualTo(0.5);
    assertThat(found.outside()).isCloseTo(1.0 / 3, within(1e-15)); // c is lost
    assertThat(found.realMissing()).isZero();
    assertThat(found.syntheticMissing()).isCloseTo(0.2, within(1e-15));
  }

  /**
   * χ² of the table 3, 1 / 1, 3 is 2, so V = √(2/8); a number that words tell wholly has ratio 1.
   */
  @Test
  void wordsGoTogetherByTheirTables() {
    List<Column> columns = List.of(words("v", "a", "b"), words("w", "c", "d"), Column.numeric("x"));
    Matrix real =
        Matrix.of(8, 3, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0, 2, 1, 1, 2, 1, 1, 2, 1, 1, 2);
    Fidelity found = fidelity(columns, real, real);
    PairFidelity words = found.pairs().get(0);
    assertThat(words.measure()).isEqualTo(PairFidelity.Measure.CRAMERS_V);
    assertThat(words.real()).isCloseTo(0.5, within(1e-12));
    assertThat(found.pairs().get(1).measure()).isEqualTo(PairFidelity.Measure.CORRELATION_RATIO);
    assertThat(found.pairs().get(1).real()).isCloseTo(1, within(1e-12));
    assertThat(found.pairs().get(2).real()).isCloseTo(0.5, within(1e-12));
    assertThat(found.pairs()).allMatch(p -> p.distance() == 0 && p.difference() == 0);
    assertThat(found.detection().area()).isNaN(); // too few rows
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aConstantColumnHasNoDependence(int constant) {
    double[] values = normal(40, 0.5, 1).toArray();
    for (int i = constant; i < values.length; i += 2) {
      values[i] = 7;
    }
    Matrix rows = Matrix.wrap(40, 2, values);
    Fidelity found = fidelity(NUMBERS, rows, rows);
    assertThat(found.columns().get(constant).distance()).isZero();
    assertThat(found.columns().get(constant).wasserstein()).isNaN();
    assertThat(found.pairs().get(0).real()).isNaN();
    assertThat(found.pairScore()).isEqualTo(1);
    assertThat(found.dependenceDifference()).isNaN();
  }

  /**
   * A third of one column is missing from the real rows alone: that is a share, and no tell-tale.
   */
  @Test
  void gapsAreSharesAndTellNoRowApart() {
    double[] real = normal(1000, 0.5, 1).toArray();
    for (int i = 0; i < 1000; i += 3) {
      real[2 * i] = NAN;
    }
    Fidelity found = fidelity(NUMBERS, Matrix.wrap(1000, 2, real), normal(1000, 0.5, 2));
    assertThat(found.columns().get(0).realMissing()).isCloseTo(0.334, within(1e-12));
    assertThat(found.columns().get(0).syntheticMissing()).isZero();
    Detection told = found.detection();
    assertThat(told.area()).isCloseTo(0.5, within(4 * told.standardError()));
    assertThat(found.pairs().get(0).real())
        .isCloseTo(6 / Math.PI * Math.asin(0.25), within(4 / Math.sqrt(666)));
  }

  @Test
  void aColumnWithoutValuesIsLeftOutOfTheScore() {
    double[] empty = normal(50, 0, 1).toArray();
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = NAN;
    }
    Fidelity found = fidelity(NUMBERS, Matrix.wrap(50, 2, empty), normal(50, 0, 1));
    assertThat(found.columns().get(0).distance()).isNaN();
    assertThat(found.columnScore()).isEqualTo(1);
    assertThat(found.pairs().get(0).distance()).isNaN();
  }
}
