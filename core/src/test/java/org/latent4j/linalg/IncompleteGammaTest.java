package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@code pchisq} and {@code lgamma} of R 4.2.2, and closed forms. */
class IncompleteGammaTest {

  @ParameterizedTest(name = "statistic {0}, {1} degrees of freedom")
  @CsvSource({
    "6.1066000000000003, 4, 0.19132750454445047, 0.80867249545554953",
    "75.180000000000007, 9, 1.4561139244432788e-12, 0.99999999999854383",
    "0.001, 1, 0.97477287936996038, 0.025227120630039609",
    "1000, 3, 1.7994208765314476e-216, 1",
    "100, 200, 0.99999999967999342, 3.2000653245851258e-10",
    "250, 200, 0.0093791316688260976, 0.99062086833117391",
    "1003000, 1000000, 0.017016772933266314, 0.98298322706673369",
    "5, 0.5, 0.0092137484795400421, 0.99078625152045996",
    "700, 1000, 0.99999999999997113, 2.8903599395611937e-14",
    "1e-08, 2, 0.99999999500000003, 4.9999999874999999e-09",
  })
  void tailsOfChiSquared(double statistic, double degrees, double upper, double lower) {
    assertThat(IncompleteGamma.chiSquaredTail(statistic, degrees))
        .isEqualTo(upper, within(1e-11 * upper));
    assertThat(IncompleteGamma.lower(degrees / 2, statistic / 2))
        .isEqualTo(lower, within(1e-11 * lower));
  }

  @ParameterizedTest(name = "x = {0}")
  @CsvSource({
    "1.0000000000000001e-05, 11.512919692895826",
    "0.5, 0.57236494292470008",
    "1, 0",
    "1.5, -0.12078223763524518",
    "3, 0.69314718055994529",
    "10.25, 13.368023671476047",
    "14.99, 25.164481163825506",
    "100, 359.1342053695754",
    "1000000, 12815504.569147611",
  })
  void logarithmOfGamma(double x, double expected) {
    assertThat(IncompleteGamma.logGamma(x))
        .isEqualTo(expected, within(4e-15 * Math.max(10, Math.abs(expected))));
  }

  /** Q(1, x) = e^(−x), on both sides of where the method changes. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-10, 0.5, 1.999, 2.001, 30, 700})
  void twoDegreesOfFreedomAreExponential(double x) {
    assertThat(IncompleteGamma.upper(1, x)).isEqualTo(Math.exp(-x), within(1e-13 * Math.exp(-x)));
    assertThat(IncompleteGamma.lower(1, x))
        .isEqualTo(-Math.expm1(-x), within(1e-13 * -Math.expm1(-x)));
  }

  @Test
  void endsAreExact() {
    assertThat(IncompleteGamma.upper(3, 0)).isEqualTo(1);
    assertThat(IncompleteGamma.lower(3, 0)).isEqualTo(0);
    assertThat(IncompleteGamma.upper(3, Double.POSITIVE_INFINITY)).isEqualTo(0);
    assertThat(IncompleteGamma.lower(3, Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(IncompleteGamma.chiSquaredTail(1e6, 4)).isEqualTo(0);
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IncompleteGamma.upper(0, 1))
        .withMessage("the shape must be finite and above 0, and x at least 0, got 0.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IncompleteGamma.lower(1, Double.NaN))
        .withMessage("the shape must be finite and above 0, and x at least 0, got 1.0 and NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IncompleteGamma.logGamma(-1))
        .withMessage("x must be finite and above 0, got -1.0");
  }
}
