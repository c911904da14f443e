package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayMathTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** StrictMath itself is within 1 ulp of the truth, so 2 between the two allow 1 for ours. */
  @ParameterizedTest
  @CsvSource({"-745.2,709.79", "-60,0", "-1,1", "-1e-3,1e-3", "-1e-300,1e-300", "-720,-700"})
  void expIsWithinTwoUlpsOfStrictMath(double low, double high) {
    double[] x = uniform(1_000_003, low, high, 1);
    double[] y = new double[x.length];
    ArrayMath.exp(x, 0, y, 0, x.length);
    assertThat(largestUlps(x, y, StrictMath::exp)).isLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0.5,2", "0.999,1.001", "0,1e-300", "1,1e308", "0,2.3e-308", "1e-12,1e12"})
  void logIsWithinTwoUlpsOfStrictMath(double low, double high) {
    double[] x = uniform(1_000_003, low, high, 2);
    double[] y = new double[x.length];
    ArrayMath.log(x, 0, y, 0, x.length);
    assertThat(largestUlps(x, y, StrictMath::log)).isLessThanOrEqualTo(2);
  }

  @Test
  void expOfSpecialValuesIsThatOfMath() {
    double[] x = {
      0,
      -0.0,
      -INFINITY,
      INFINITY,
      Double.NaN,
      709.782712893384,
      709.7827128933841,
      1e300,
      -1e300,
      -745.1332191019411,
      -745.1332191019412,
      -708.5,
      1e-320,
      Double.MIN_VALUE,
      1,
      -708,
      708,
      709.5
    };
    double[] y = x.clone();
    ArrayMath.exp(y, 0, y.length);
    for (int i = 0; i < x.length; i++) {
      assertWithinAnUlp("exp", x[i], y[i], StrictMath.exp(x[i]));
    }
    assertThat(y).startsWith(1, 1, 0, INFINITY, Double.NaN);
    assertThat(y[6]).isEqualTo(INFINITY);
    assertThat(y[9]).isEqualTo(Double.MIN_VALUE);
    assertThat(y[10]).isZero();
  }

  @Test
  void logOfSpecialValuesIsThatOfMath() {
    double[] x = {
      1,
      0,
      -0.0,
      -1,
      -INFINITY,
      INFINITY,
      Double.NaN,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Double.MAX_VALUE,
      Math.nextDown(1.0),
      Math.nextUp(1.0),
      Math.sqrt(2),
      Math.sqrt(0.5),
      2,
      0.5
    };
    double[] y = x.clone();
    ArrayMath.log(y, 0, y.length);
    for (int i = 0; i < x.length; i++) {
      assertWithinAnUlp("log", x[i], y[i], StrictMath.log(x[i]));
    }
    assertThat(y[0]).isEqualTo(0.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 63, 511, 512, 513, 1025, 3001})
  void everyLengthGivesWhatSingleValuesGive(int length) {
    double[] x = uniform(length + 5, -800, 100, 3);
    double[] p = uniform(length + 5, 1e-5, 1e5, 4);
    double[] exponentials = x.clone();
    double[] logarithms = p.clone();
    ArrayMath.exp(exponentials, 3, length);
    ArrayMath.log(logarithms, 2, length);
    for (int i = 0; i < length + 5; i++) {
      double[] e = {x[i]};
      double[] l = {p[i]};
      if (i >= 3 && i < 3 + length) {
        ArrayMath.exp(e, 0, 1);
      }
      if (i >= 2 && i < 2 + length) {
        ArrayMath.log(l, 0, 1);
      }
      assertThat(exponentials[i]).isEqualTo(e[0]);
      assertThat(logarithms[i]).isEqualTo(l[0]);
    }
  }

  @Test
  void outOfPlaceLeavesTheSourceAlone() {
    double[] x = {1, 2, 3};
    double[] y = {9, 9, 9, 9};
    ArrayMath.exp(x, 1, y, 2, 2);
    assertThat(x).containsExactly(1, 2, 3);
    assertThat(y[1]).isEqualTo(9);
    assertThat(y[3]).isCloseTo(StrictMath.exp(3), within(Math.ulp(20.0)));
    ArrayMath.log(y, 2, y, 2, 2);
    assertThat(y[3]).isCloseTo(3, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 511, 513, 2049, 100_003})
  void sumAndDotAreNearlyExact(int length) {
    double[] x = uniform(length + 2, -1, 1, 5);
    double[] y = uniform(length + 3, -1, 1, 6);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal dot = BigDecimal.ZERO;
    for (int i = 0; i < length; i++) {
      sum = sum.add(new BigDecimal(x[2 + i]));
      dot = dot.add(new BigDecimal(x[2 + i]).multiply(new BigDecimal(y[3 + i])));
    }
    // 128 + log2(n / 512) additions in a row at most, of numbers that random signs keep small.
    double bound = 20 * Math.sqrt(length) * Math.ulp(1.0);
    assertThat(ArrayMath.sum(x, 2, length)).isCloseTo(sum.doubleValue(), within(bound));
    assertThat(ArrayMath.dot(x, 2, y, 3, length)).isCloseTo(dot.doubleValue(), within(bound));
  }

  /**
   * Ten million times 0.1: the running sum is wrong in the ninth digit, the pairwise one is not.
   */
  @Test
  void sumDoesNotDrift() {
    double[] x = new double[10_000_000];
    Arrays.fill(x, 0.1);
    assertThat(ArrayMath.sum(x, 0, x.length)).isCloseTo(1e6, within(1e-8));
    assertThat(Arrays.stream(x).reduce(0, Double::sum)).isNotCloseTo(1e6, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,3", "100,10", "3,511", "2,513", "1000,2", "5,1500"})
  void softmaxSharesAddUpAndMatchTheirDefinition(int rows, int k) {
    double[] terms = uniform(rows * k, -30, 5, 7);
    double[] shares = terms.clone();
    double[] logSums = new double[rows];
    ArrayMath.softmaxRows(shares, rows, k, logSums);
    double[] logSumsAlone = new double[rows];
    double[] untouched = terms.clone();
    ArrayMath.logSumExpRows(untouched, rows, k, logSumsAlone);
    assertThat(untouched).containsExactly(terms);
    assertThat(logSumsAlone).containsExactly(logSums);
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      double total = 0;
      for (int j = 0; j < k; j++) {
        sum += StrictMath.exp(terms[i * k + j]);
        total += shares[i * k + j];
      }
      assertThat(logSums[i]).isCloseTo(StrictMath.log(sum), within(1e-14));
      assertThat(total).isCloseTo(1, within(1e-14));
      for (int j = 0; j < k; j++) {
        double expected = StrictMath.exp(terms[i * k + j]) / sum;
        assertThat(shares[i * k + j]).isCloseTo(expected, within(1e-14 * expected));
      }
    }
  }

  @Test
  void logSumExpNeitherOverflowsNorUnderflows() {
    double[] terms = {1e5, 1e5, -1e5, -1e5 - 1, -1e308, -1e308};
    double[] out = new double[3];
    ArrayMath.logSumExpRows(terms, 3, 2, out);
    assertThat(out[0]).isEqualTo(1e5 + Math.log(2));
    assertThat(out[1]).isCloseTo(-1e5 + Math.log1p(Math.exp(-1)), within(1e-10));
    assertThat(out[2]).isEqualTo(-1e308);
  }

  @Test
  void infiniteTermsShareAsDocumented() {
    double[] terms = {
      -INFINITY,
      -INFINITY,
      -INFINITY,
      2,
      -INFINITY,
      -INFINITY,
      INFINITY,
      0,
      INFINITY,
      1,
      2,
      Double.NaN,
      INFINITY,
      Double.NaN,
      1
    };
    double[] out = new double[5];
    ArrayMath.softmaxRows(terms, 5, 3, out);
    assertThat(out).containsExactly(-INFINITY, 2, INFINITY, Double.NaN, Double.NaN);
    assertThat(Arrays.copyOfRange(terms, 0, 3)).containsOnly(1.0 / 3);
    assertThat(Arrays.copyOfRange(terms, 3, 6)).containsExactly(1, 0, 0);
    assertThat(Arrays.copyOfRange(terms, 6, 9)).containsExactly(0.5, 0, 0.5);
    assertThat(Arrays.copyOfRange(terms, 9, 15)).containsOnly(Double.NaN);
  }

  @Test
  void refusesRangesAndShapesThatDoNotFit() {
    double[] x = new double[6];
    assertThatThrownBy(() -> ArrayMath.exp(x, 4, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ArrayMath.log(x, -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ArrayMath.dot(x, 0, x, 5, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayMath.softmaxRows(x, 3, 0, x))
        .withMessage("k must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayMath.softmaxRows(x, 4, 2, x))
        .withMessage("rows must be between 0 and 3 (logTerms.length / k), got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayMath.logSumExpRows(x, 3, 2, new double[2]))
        .withMessage("out.length must be at least 3 (rows), got 2");
  }

  private static void assertWithinAnUlp(String function, double x, double actual, double expected) {
    if (Double.isFinite(expected)) {
      assertThat(Math.abs(actual - expected))
          .as("%s(%s)", function, x)
          .isLessThanOrEqualTo(Math.ulp(expected));
    } else {
      assertThat((Double) actual).as("%s(%s)", function, x).isEqualTo((Double) expected);
    }
  }

  private static double[] uniform(int length, double low, double high, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = low + (high - low) * random.nextDouble();
    }
    return values;
  }

  private static double largestUlps(double[] x, double[] y, DoubleUnaryOperator reference) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double expected = reference.applyAsDouble(x[i]);
      if (y[i] != expected) {
        double ulps = Math.abs(y[i] - expected) / Math.ulp(expected);
        largest = Double.isNaN(ulps) ? INFINITY : Math.max(largest, ulps);
      }
    }
    return largest;
  }
}
