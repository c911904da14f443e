package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are of mpmath 1.2.1 with 40 digits. */
class SpecialFunctionsTest {

  private static final double RELATIVE = 1e-14;

  @ParameterizedTest
  @CsvSource({
    "1e-300, 690.77552789821370521, -1.0e+300, Infinity",
    "1e-10, 23.025850929882735274, -10000000000.577215665, 1.0e+20",
    "0.1, 2.2527126517342059599, -10.423754940411076795, 101.43329915079275882",
    "0.25, 1.2880225246980774574, -4.2274535333762654081, 17.197329154507110739",
    "0.5, 0.57236494292470008707, -1.9635100260214234794, 4.9348022005446793094",
    "1, 0.0, -0.57721566490153286061, 1.6449340668482264365",
    "1.4616321449683623, -0.1214862905358496081, -3.9928730412e-17, 0.96767224544762120697",
    "2, 0.0, 0.42278433509846713939, 0.64493406684822643647",
    "3.7, 1.4280723266653879219, 1.1671535393615113859, 0.3100378576700383191",
    "9.999, 12.799575780077412467, 2.2516474172057352559, 0.10517738667672886828",
    "10, 12.801827480081469611, 2.2517525890667211076, 0.10516633568168574612",
    "12.5, 18.734347511936445702, 2.4851956512749120482, 0.083285224601578370444",
    "100, 359.13420536957539878, 4.6001618527380874002, 0.010050166663333571395",
    "12345.678, 103959.91990554606092, 9.4210208207417608869, 0.000081003287231112068383",
    "1e10, 220258509288.81058147, 23.02585092989045684, 1.00000000005e-10",
    "1e200, 4.595170185988091368e+202, 460.5170185988091368, 1.0e-200"
  })
  void logGammaAndItsDerivatives(double x, double logGamma, double digamma, double trigamma) {
    assertClose(SpecialFunctions.logGamma(x), logGamma);
    assertClose(SpecialFunctions.digamma(x), digamma);
    assertThat(SpecialFunctions.trigamma(x)).isCloseTo(trigamma, withinRelative(trigamma));
  }

  private static org.assertj.core.data.Offset<Double> withinRelative(double value) {
    return within(Double.isInfinite(value) ? 0.0 : RELATIVE * value);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, -0.57236494292470008707",
    "2, 3.5, 3.9578139676187162939",
    "10, 0, 0.0",
    "11, 0.5, 1.187587903491726025",
    "250, 4, 22.109732433232973861",
    "1e6, 0.5, 6.9077551539821370521",
    "1e10, 1.5, 34.53877639494818526",
    "1e12, 100, 2763.1021115978048208"
  })
  void logGammaIncrementDoesNotCancel(double x, double a, double expected) {
    assertClose(SpecialFunctions.logGammaIncrement(x, a), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.7, 0.26086724653166651439",
    "2, 1.5, 0.45158270528945486473",
    "3, 4.25, 6.2541692659266141505",
    "10, 30, 663.4363124698033421"
  })
  void logMultivariateGamma(int d, double x, double expected) {
    assertClose(SpecialFunctions.logMultivariateGamma(d, x), expected);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
  }

  @Test
  void argumentsOutsideTheRangeAreRefused() {
    for (double x : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String sentence = "x must be above 0 and finite, got " + x;
      assertThatThrownBy(() -> SpecialFunctions.logGamma(x)).hasMessage(sentence);
      assertThatThrownBy(() -> SpecialFunctions.digamma(x)).hasMessage(sentence);
      assertThatThrownBy(() -> SpecialFunctions.trigamma(x)).hasMessage(sentence);
      assertThatThrownBy(() -> SpecialFunctions.logGammaIncrement(x, 1)).hasMessage(sentence);
    }
    assertThatThrownBy(() -> SpecialFunctions.logGammaIncrement(1, -0.5))
        .hasMessage("a must be at least 0 and finite, got -0.5");
  }
}
