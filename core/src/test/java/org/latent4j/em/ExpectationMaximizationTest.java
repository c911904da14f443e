package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitStatus;

class ExpectationMaximizationTest {

  private static final Dataset ONE_ROW = Dataset.of(Matrix.of(1, 1, 0));

  /** Statistics that hold a log likelihood and nothing else. */
  private static final class Height implements Statistics<Height> {
    private double value;

    Height(double value) {
      this.value = value;
    }

    @Override
    public void merge(Height other) {
      value += other.value;
    }

    @Override
    public double logLikelihood() {
      return value;
    }

    @Override
    public double weightTotal() {
      return 1;
    }

    @Override
    public double[] toArray() {
      return new double[] {value};
    }
  }

  /** An engine whose log likelihood is a function of a number; rows do not matter. */
  private static ExpectationMaximization<Double, Height> algorithm(
      DoubleUnaryOperator logLikelihood, Maximization<Double, Height> step) {
    return algorithm(logLikelihood, step, x -> 0);
  }

  private static ExpectationMaximization<Double, Height> algorithm(
      DoubleUnaryOperator logLikelihood,
      Maximization<Double, Height> step,
      ToDoubleFunction<Double> parameterTerm) {
    Engine engine =
        new Engine() {
          @Override
          @SuppressWarnings("unchecked")
          public <P, S extends Statistics<S>> S count(
              Dataset data, Expectation<P, S> expectation, P parameters) {
            double height = logLikelihood.applyAsDouble((Double) parameters);
            return (S) new Height(height);
          }
        };
    Expectation<Double, Height> unused =
        new Expectation<>() {
          @Override
          public Counter<Height> begin(Double parameters, int blockRows) {
            throw new AssertionError("the engine of this test counts by itself");
          }

          @Override
          public long statisticsSize(int features) {
            return 1;
          }
        };
    return new ExpectationMaximization<>(engine, unused, step, parameterTerm);
  }

  private static ExpectationMaximization.Run<Double> run(
      ExpectationMaximization<Double, Height> algorithm, double start, int limit) {
    return algorithm.run(
        ONE_ROW,
        start,
        new ExpectationMaximization.Limits(limit, 1e-6),
        (t, p, l, g) -> {},
        () -> false);
  }

  @Test
  void climbsToTheTopAndTellsEachHeight() {
    ExpectationMaximization.Run<Double> run =
        run(algorithm(x -> -x * x, (s, x) -> Maximization.Update.of(x / 2)), 8, 100);
    assertThat(run.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(run.trace()).startsWith(-16.0, -4.0, -1.0, -0.25);
    assertThat(run.logLikelihood()).isBetween(-1e-6, 0.0);
  }

  @Test
  void fallOfTheLogLikelihoodIsAnError() {
    assertThatThrownBy(
            () -> run(algorithm(x -> -x * x, (s, x) -> Maximization.Update.of(x * 2)), 1, 10))
        .isInstanceOf(NumericalException.class)
        .hasMessage(
            "log likelihood must not fall, but went from -1.00000000000 to -4.00000000000"
                + " at iteration 1");
  }

  @Test
  void aFallThatRoundingExplainsEndsTheRunWhereItIsHighest() {
    ExpectationMaximization.Run<Double> run =
        run(algorithm(x -> 10 - Math.abs(x - 3) - (x > 3 ? 1e-7 : 0), (s, x) -> next(x)), 1, 100);
    assertThat(run.status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(run.parameters()).isEqualTo(3.0);
    assertThat(run.trace()).containsExactly(9.0, 10.0, 10.0);
  }

  private static Maximization.Update<Double> next(double x) {
    return Maximization.Update.of(x < 3 ? x + 1 : Math.nextUp(x));
  }

  @Test
  void objectiveHasTheTermOfTheParameters() {
    ExpectationMaximization<Double, Height> algorithm =
        algorithm(
            x -> 10 - x, (s, x) -> Maximization.Update.of(x + (2 - x) / 2), x -> 5 * x - x * x);
    ExpectationMaximization.Run<Double> run = run(algorithm, 0, 3);
    assertThat(run.trace()).containsExactly(13.0, 13.75, 13.9375);
    assertThat(run.objective()).isEqualTo(13.9375);
    assertThat(run.logLikelihood()).isEqualTo(8.25);
  }

  @Test
  void fallAfterRepairIsAllowedAndTold() {
    Maximization<Double, Height> step =
        (s, x) ->
            x > 4
                ? new Maximization.Update<>(-6.0, Optional.of("mended"))
                : Maximization.Update.of(x / 2);
    ExpectationMaximization.Run<Double> run = run(algorithm(x -> -x * x, step), 5, 100);
    assertThat(run.repairs()).containsExactly("mended");
    assertThat(run.trace()).startsWith(-36.0, -9.0);
    assertThat(run.status()).isEqualTo(FitStatus.CONVERGED);
  }

  @Test
  void infiniteLogLikelihoodIsAnError() {
    assertThatThrownBy(
            () ->
                run(
                    algorithm(x -> Double.POSITIVE_INFINITY, (s, x) -> Maximization.Update.of(x)),
                    1,
                    10))
        .isInstanceOf(NumericalException.class)
        .hasMessage("log likelihood must be finite, got Infinity after iteration 0");
  }

  @Test
  void cancellationKeepsTheLastUpdate() {
    AtomicInteger asked = new AtomicInteger();
    ExpectationMaximization.Run<Double> run =
        algorithm(x -> -x * x, (s, x) -> Maximization.Update.of(x / 2))
            .run(
                ONE_ROW,
                8.0,
                new ExpectationMaximization.Limits(100, 0),
                (t, p, l, g) -> {},
                () -> asked.incrementAndGet() > 3);
    assertThat(run.status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(run.parameters()).isEqualTo(1);
  }

  @Test
  void observerHearsEachUpdate() {
    List<String> heard = new ArrayList<>();
    algorithm(x -> -x * x, (s, x) -> Maximization.Update.of(x / 2))
        .run(
            ONE_ROW,
            4.0,
            new ExpectationMaximization.Limits(2, 0),
            (t, p, l, g) -> heard.add(t + " " + p + " " + l + " " + g),
            () -> false);
    assertThat(heard).containsExactly("1 2.0 -4.0 12.0", "2 1.0 -1.0 3.0");
  }

  @Test
  void bestSoundStartWins() {
    // Two tops: 0 at x = 0, and a spurious one of +5 at x = 10, to which starts above 5 climb.
    DoubleUnaryOperator height = x -> x > 5 ? 5 - (x - 10) * (x - 10) : -x * x;
    Maximization<Double, Height> step =
        (s, x) -> Maximization.Update.of(x > 5 ? 10 + (x - 10) / 2 : x / 2);
    List<Supplier<Double>> starts = List.of(() -> 4.0, () -> 9.0, () -> -2.0);
    MultiStart<Double, Height> multiStart =
        new MultiStart<>(() -> algorithm(height, step), x -> x < 5);
    MultiStart.Outcome<Double> outcome =
        multiStart.run(
            starts,
            ONE_ROW,
            ONE_ROW,
            3,
            new ExpectationMaximization.Limits(100, 1e-9),
            phase -> (t, p, l, g) -> {},
            () -> false);
    assertThat(outcome.run().parameters()).isBetween(-1e-3, 1e-3);
    assertThat(outcome.reached()).hasSize(3);
  }

  @Test
  void startThatFailsIsPassedOver() {
    Maximization<Double, Height> step =
        (s, x) -> {
          if (x > 5) {
            throw new NumericalException("singular");
          }
          return Maximization.Update.of(x / 2);
        };
    List<Supplier<Double>> starts = List.of(() -> 8.0, () -> 1.0);
    MultiStart.Outcome<Double> outcome =
        new MultiStart<Double, Height>(() -> algorithm(x -> -x * x, step), x -> true)
            .run(
                starts,
                ONE_ROW,
                ONE_ROW,
                3,
                new ExpectationMaximization.Limits(100, 1e-9),
                phase -> (t, p, l, g) -> {},
                () -> false);
    assertThat(outcome.reached()).hasSize(1);
  }

  /** With one end, w = 1, the rule w(m − 1)/(m − w − 2) ≤ w + 1/2 holds from m = 7 on. */
  @Test
  void sevenStartsOfOneEndAreEnough() {
    List<Supplier<Double>> starts =
        IntStream.range(1, 25).<Supplier<Double>>mapToObj(s -> () -> (double) s).toList();
    assertThat(reached(starts, x -> -x * x, x -> x / 2)).hasSize(7);
  }

  /** With two, it holds from m = 16 on. */
  @Test
  void sixteenStartsOfTwoEndsAreEnough() {
    List<Supplier<Double>> starts =
        IntStream.range(0, 24).<Supplier<Double>>mapToObj(s -> () -> s % 2 * 9 + 1.0).toList();
    DoubleUnaryOperator height = x -> x > 5 ? 5 - (x - 12) * (x - 12) : -x * x;
    assertThat(reached(starts, height, x -> x > 5 ? 12 + (x - 12) / 2 : x / 2)).hasSize(16);
  }

  /** Gains that grow tell of no end, however alike the runs are. */
  @Test
  void startsWithoutAnEndInSightAreAllMade() {
    List<Supplier<Double>> starts = Collections.nCopies(24, () -> 1.0);
    assertThat(reached(starts, x -> x, x -> 2 * x)).hasSize(24);
  }

  private static List<Double> reached(
      List<Supplier<Double>> starts, DoubleUnaryOperator height, DoubleUnaryOperator step) {
    return new MultiStart<Double, Height>(
            () -> algorithm(height, (s, x) -> Maximization.Update.of(step.applyAsDouble(x))),
            x -> true)
        .run(
            starts,
            ONE_ROW,
            ONE_ROW,
            5,
            new ExpectationMaximization.Limits(60, 1e-9),
            phase -> (t, p, l, g) -> {},
            () -> false)
        .reached();
  }
}
