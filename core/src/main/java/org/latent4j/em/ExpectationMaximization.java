package org.latent4j.em;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitStatus;

/**
 * The one loop of expectation and maximization (Dempster, Laird and Rubin 1977). Each iteration
 * visits the rows once: counting at new parameters gives their log likelihood and the statistics
 * for the next update together. The objective is the log likelihood, plus a term of the parameters
 * alone where there is one: a log prior density, so that the mode of the posterior is found, or
 * minus the divergence of a variational posterior from its prior, so that the evidence lower bound
 * is. It never falls but for rounding; if it does, that is an error.
 *
 * @param <P> parameters
 * @param <S> statistics
 */
public final class ExpectationMaximization<P, S extends Statistics<S>> {

  private final Engine engine;
  private final Expectation<P, S> expectation;
  private final Maximization<P, S> maximization;
  private final ToDoubleFunction<P> parameterTerm;
  private final Optional<Coordinates<S>> coordinates;
  private final Optional<Opening<P>> opening;

  /**
   * When to stop.
   *
   * @param iterationLimit the most parameter updates, at least 0
   * @param tolerance nats of the objective still to be gained in all rows together, below which the
   *     run has converged; below 0 it never converges
   */
  public record Limits(int iterationLimit, double tolerance) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the limit is negative or the tolerance NaN
     */
    public Limits {
      if (iterationLimit < 0) {
        throw new IllegalArgumentException("iterations must be at least 0, got " + iterationLimit);
      }
      if (Double.isNaN(tolerance)) {
        throw new IllegalArgumentException("tolerance must be a number, got NaN");
      }
    }
  }

  /**
   * Where a run ended.
   *
   * @param <P> parameters
   * @param parameters the last
   * @param logLikelihood of all rows at them
   * @param objective the log likelihood with the term of the parameters; the same without one
   * @param weightTotal of all rows
   * @param status why it ended
   * @param trace objective after each update
   * @param repairs what was mended on the way
   */
  public record Run<P>(
      P parameters,
      double logLikelihood,
      double objective,
      double weightTotal,
      FitStatus status,
      List<Double> trace,
      List<String> repairs) {

    /**
     * The same run with its parameters told in another way, such as components in another order.
     *
     * @param newParameters of the same log likelihood
     * @return a copy
     */
    public Run<P> withParameters(P newParameters) {
      return new Run<>(
          newParameters, logLikelihood, objective, weightTotal, status, trace, repairs);
    }
  }

  /**
   * Is told of each update.
   *
   * @param <P> parameters
   */
  @FunctionalInterface
  public interface Observer<P> {

    /**
     * Called after each update.
     *
     * @param iteration updates so far
     * @param parameters as they are now
     * @param meanObjective nats per row
     * @param gain what the update added to it
     */
    void updated(int iteration, P parameters, double meanObjective, double gain);
  }

  /**
   * Joins the parts of maximum likelihood.
   *
   * @param engine who visits the rows
   * @param expectation what is counted
   * @param maximization how counts become parameters
   */
  public ExpectationMaximization(
      Engine engine, Expectation<P, S> expectation, Maximization<P, S> maximization) {
    this(engine, expectation, maximization, parameters -> 0);
  }

  /**
   * Joins the parts of an objective with a term of the parameters.
   *
   * @param engine who visits the rows
   * @param expectation what is counted
   * @param maximization how counts become the parameters that maximise the expected objective
   * @param parameterTerm nats that parameters add to the log likelihood, such as a log prior
   *     density, finite
   */
  public ExpectationMaximization(
      Engine engine,
      Expectation<P, S> expectation,
      Maximization<P, S> maximization,
      ToDoubleFunction<P> parameterTerm) {
    this(engine, expectation, maximization, parameterTerm, Optional.empty(), Optional.empty());
  }

  private ExpectationMaximization(
      Engine engine,
      Expectation<P, S> expectation,
      Maximization<P, S> maximization,
      ToDoubleFunction<P> parameterTerm,
      Optional<Coordinates<S>> coordinates,
      Optional<Opening<P>> opening) {
    this.engine = engine;
    this.expectation = expectation;
    this.maximization = maximization;
    this.parameterTerm = parameterTerm;
    this.coordinates = coordinates;
    this.opening = opening;
  }

  /**
   * The same with acceleration: where gains shrink slowly and steadily, steps are extrapolated.
   * Each still visits the rows once, the objective still never falls, and the run ends when plain
   * steps say so.
   *
   * @param newCoordinates in which to extrapolate
   * @return a copy
   */
  public ExpectationMaximization<P, S> accelerated(Coordinates<S> newCoordinates) {
    return new ExpectationMaximization<>(
        engine, expectation, maximization, parameterTerm, Optional.of(newCoordinates), opening);
  }

  /**
   * The same with an opening: where it applies, parameters are improved by it first, and the
   * tolerance is at least what the opening allows.
   *
   * @param newOpening comes before the first iteration
   * @return a copy
   */
  public ExpectationMaximization<P, S> opened(Opening<P> newOpening) {
    return new ExpectationMaximization<>(
        engine, expectation, maximization, parameterTerm, coordinates, Optional.of(newOpening));
  }

  /**
   * Runs from given parameters.
   *
   * @param data at least one row
   * @param start first parameters
   * @param limits when to stop
   * @param observer is told of each update
   * @param cancelled asked before each update
   * @return where it ended
   * @throws NumericalException if the objective falls, or is not finite
   */
  public Run<P> run(
      Dataset data, P start, Limits limits, Observer<P> observer, BooleanSupplier cancelled) {
    Optional<Opening<P>> applied = opening.filter(o -> o.appliesTo(data.rowCount()));
    P opened =
        applied
            .map(o -> o.run(data, start, limits.iterationLimit(), observer, cancelled))
            .orElse(start);
    return ascend(data, opened, limits, applied, observer, cancelled);
  }

  /**
   * Goes on from where a run ended, or from a start without an opening.
   *
   * @param data at least one row
   * @param start first parameters
   * @param limits when to stop
   * @param observer is told of each update
   * @param cancelled asked before each update
   * @return where it ended
   * @throws NumericalException if the objective falls, or is not finite
   */
  public Run<P> goOn(
      Dataset data, P start, Limits limits, Observer<P> observer, BooleanSupplier cancelled) {
    Optional<Opening<P>> applied = opening.filter(o -> o.appliesTo(data.rowCount()));
    return ascend(data, start, limits, applied, observer, cancelled);
  }

  private Run<P> ascend(
      Dataset data,
      P start,
      Limits limits,
      Optional<Opening<P>> applied,
      Observer<P> observer,
      BooleanSupplier cancelled) {
    boolean ends = limits.tolerance() >= 0;
    double tolerance =
        ends && applied.isPresent()
            ? Math.max(limits.tolerance(), applied.get().tolerance(data.rowCount()))
            : limits.tolerance();
    Ascent<P, S> ascent =
        new Ascent<>(
            parameters -> engine.count(data, expectation, parameters),
            maximization,
            parameterTerm,
            coordinates,
            tolerance,
            start);
    for (int t = 1; t <= limits.iterationLimit(); t++) {
      if (cancelled.getAsBoolean()) {
        return ascent.end(FitStatus.CANCELLED);
      }
      double before = ascent.meanObjective();
      boolean converged = ascent.step();
      double now = ascent.meanObjective();
      observer.updated(t, ascent.parameters(), now, now - before);
      if (converged && ends) {
        return ascent.end(FitStatus.CONVERGED);
      }
    }
    return ascent.end(FitStatus.ITERATION_LIMIT);
  }
}
