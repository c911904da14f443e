package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitStatus;

/** Acceleration on objectives whose EM is known in closed form. */
class AccelerationTest {

  private static final Dataset ONE_ROW = Dataset.of(Matrix.of(1, 1, 0));
  private static final double[] RATES = {0.999, 0.99, 0.9, 0.5};

  /** A point of the plane in which EM walks, with the objective there. */
  private static final class Point implements Statistics<Point> {
    private final double[] x;
    private final double height;

    Point(double[] x, double height) {
      this.x = x;
      this.height = height;
    }

    @Override
    public void merge(Point other) {
      throw new AssertionError("there is one row");
    }

    @Override
    public double logLikelihood() {
      return height;
    }

    @Override
    public double weightTotal() {
      return 1;
    }

    @Override
    public double[] toArray() {
      return x.clone();
    }
  }

  private interface Landscape {
    double height(double[] x);
  }

  private static ExpectationMaximization<double[], Point> algorithm(
      Landscape landscape, Maximization<double[], Point> step) {
    Engine engine =
        new Engine() {
          @Override
          @SuppressWarnings("unchecked")
          public <P, S extends Statistics<S>> S count(
              Dataset data, Expectation<P, S> expectation, P parameters) {
            double[] x = (double[]) parameters;
            return (S) new Point(x, landscape.height(x));
          }
        };
    Expectation<double[], Point> unused =
        new Expectation<>() {
          @Override
          public Counter<Point> begin(double[] parameters, int blockRows) {
            throw new AssertionError("the engine of this test counts by itself");
          }

          @Override
          public long statisticsSize(int features) {
            return 1;
          }
        };
    return new ExpectationMaximization<>(engine, unused, step);
  }

  /** The point itself. */
  private static final Coordinates<Point> POINT =
      new Coordinates<>() {
        @Override
        public Optional<double[]> of(Point statistics) {
          return Optional.of(statistics.x.clone());
        }

        @Override
        public Optional<Point> at(double[] point, Point like) {
          return Optional.of(new Point(point.clone(), Double.NaN));
        }
      };

  private static ExpectationMaximization.Run<double[]> run(
      ExpectationMaximization<double[], Point> algorithm, double tolerance) {
    return algorithm.run(
        ONE_ROW,
        new double[] {1, 1, 1, 1},
        new ExpectationMaximization.Limits(20_000, tolerance),
        (t, p, l, g) -> {},
        () -> false);
  }

  /** EM that shrinks each coordinate at its own rate. */
  private static double[] shrunk(double[] x) {
    double[] next = x.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] *= RATES[i];
    }
    return next;
  }

  private static double bowl(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return -sum;
  }

  @Test
  void linearEmEndsInATenthOfTheVisits() {
    ExpectationMaximization<double[], Point> plain =
        algorithm(AccelerationTest::bowl, (s, x) -> Maximization.Update.of(shrunk(s.x)));
    ExpectationMaximization.Run<double[]> slow = run(plain, 1e-9);
    ExpectationMaximization.Run<double[]> fast = run(plain.accelerated(POINT), 1e-9);
    assertThat(fast.trace().size()).isLessThan(slow.trace().size() / 10);
    assertThat(fast.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(fast.objective()).isBetween(-1e-9, 0.0);
  }

  @Test
  void leapThatFallsIsTakenBack() {
    // Beyond 0.5 from the axis the objective is a cliff: leaps that overshoot land in it.
    Landscape cliff = x -> x[0] < 0.5 ? -100 : bowl(x);
    ExpectationMaximization<double[], Point> plain =
        algorithm(
            cliff,
            (s, x) -> {
              double[] next = shrunk(s.x);
              next[0] = 0.6 + (s.x[0] - 0.6) * RATES[0];
              return Maximization.Update.of(next);
            });
    ExpectationMaximization.Run<double[]> run = run(plain.accelerated(POINT), 1e-9);
    for (int t = 1; t < run.trace().size(); t++) {
      assertThat(run.trace().get(t)).isGreaterThan(run.trace().get(t - 1) - 1e-13);
    }
    assertThat(run.objective()).isBetween(-0.36 - 1e-6, -0.36 + 1e-6);
  }

  @Test
  void extrapolatedPointOutOfReachIsAPlainStep() {
    Coordinates<Point> nowhere =
        new Coordinates<>() {
          @Override
          public Optional<double[]> of(Point statistics) {
            return POINT.of(statistics);
          }

          @Override
          public Optional<Point> at(double[] point, Point like) {
            return Optional.empty();
          }
        };
    ExpectationMaximization<double[], Point> plain =
        algorithm(AccelerationTest::bowl, (s, x) -> Maximization.Update.of(shrunk(s.x)));
    assertThat(run(plain.accelerated(nowhere), -1).trace()).isEqualTo(run(plain, -1).trace());
  }
}
