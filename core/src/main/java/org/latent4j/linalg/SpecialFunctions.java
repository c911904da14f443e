package org.latent4j.linalg;

/**
 * The gamma function's logarithm and what belongs to it, for arguments above 0. An argument below
 * 10 is raised to 10 or more by the recurrence Γ(x + 1) = x·Γ(x); there the asymptotic series of
 * Stirling holds to the last digit (Abramowitz and Stegun 1964, Handbook of Mathematical Functions,
 * 6.1.41, 6.3.18 and 6.4.12). Errors are below 1e-14, relative to the value or to 1, whichever is
 * greater.
 */
public final class SpecialFunctions {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double LOG_PI = Math.log(Math.PI);
  private static final double ASYMPTOTIC = 10;

  private SpecialFunctions() {}

  /**
   * Logarithm of the gamma function.
   *
   * @param x above 0 and finite
   * @return log Γ(x)
   * @throws IllegalArgumentException if x is not above 0 and finite
   */
  public static double logGamma(double x) {
    requirePositive(x);
    double product = 1;
    double raised = x;
    while (raised < ASYMPTOTIC) {
      product *= raised++;
    }
    return (raised - 0.5) * Math.log(raised)
        - raised
        + HALF_LOG_TWO_PI
        + stirlingRest(raised)
        - Math.log(product);
  }

  /**
   * log Γ(x + a) − log Γ(x), without the cancellation that the difference of two large logarithms
   * would bring.
   *
   * @param x above 0 and finite
   * @param a at least 0 and finite
   * @return the difference
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double logGammaIncrement(double x, double a) {
    requirePositive(x);
    if (!(a >= 0 && a < Double.POSITIVE_INFINITY)) {
      throw Shapes.illegal("a must be at least 0 and finite, got %s", a);
    }
    if (x < ASYMPTOTIC) {
      return logGamma(x + a) - logGamma(x);
    }
    return (x + a - 0.5) * Math.log1p(a / x)
        + a * Math.log(x)
        - a
        + (stirlingRest(x + a) - stirlingRest(x));
  }

  /**
   * Logarithm of the multivariate gamma function, π^(d(d−1)/4) Π Γ(x − (j − 1)/2), j from 1 to d.
   *
   * @param d dimensions, at least 1
   * @param x above (d − 1)/2 and finite
   * @return its logarithm
   * @throws IllegalArgumentException if x is outside its range
   */
  public static double logMultivariateGamma(int d, double x) {
    double sum = 0.25 * d * (d - 1.0) * LOG_PI;
    for (int j = 0; j < d; j++) {
      sum += logGamma(x - 0.5 * j);
    }
    return sum;
  }

  /**
   * The digamma function, the derivative of {@link #logGamma}.
   *
   * @param x above 0 and finite
   * @return ψ(x)
   * @throws IllegalArgumentException if x is not above 0 and finite
   */
  public static double digamma(double x) {
    requirePositive(x);
    double sum = 0;
    double raised = x;
    while (raised < ASYMPTOTIC) {
      sum += 1 / raised++;
    }
    double s = 1 / (raised * raised);
    double series =
        s
            * (1.0 / 12
                - s
                    * (1.0 / 120
                        - s
                            * (1.0 / 252
                                - s
                                    * (1.0 / 240
                                        - s * (1.0 / 132 - s * (691.0 / 32760 - s / 12))))));
    return Math.log(raised) - 0.5 / raised - series - sum;
  }

  /**
   * The trigamma function, the derivative of {@link #digamma}.
   *
   * @param x above 0 and finite
   * @return ψ′(x)
   * @throws IllegalArgumentException if x is not above 0 and finite
   */
  public static double trigamma(double x) {
    requirePositive(x);
    double sum = 0;
    double raised = x;
    while (raised < ASYMPTOTIC) {
      sum += 1 / (raised * raised);
      raised++;
    }
    double s = 1 / (raised * raised);
    double series =
        s
            * (1.0 / 6
                - s
                    * (1.0 / 30
                        - s
                            * (1.0 / 42
                                - s
                                    * (1.0 / 30
                                        - s * (5.0 / 66 - s * (691.0 / 2730 - s * (7.0 / 6)))))));
    return (1 + 0.5 / raised + series) / raised + sum;
  }

  /** What log Γ(x) is above (x − ½) log x − x + ½ log 2π, for x of 10 or more. */
  private static double stirlingRest(double x) {
    double s = 1 / (x * x);
    return (1.0 / 12
            - s
                * (1.0 / 360
                    - s
                        * (1.0 / 1260
                            - s
                                * (1.0 / 1680
                                    - s * (1.0 / 1188 - s * (691.0 / 360360 - s * (1.0 / 156)))))))
        / x;
  }

  private static void requirePositive(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      throw Shapes.illegal("x must be above 0 and finite, got %s", x);
    }
  }
}
