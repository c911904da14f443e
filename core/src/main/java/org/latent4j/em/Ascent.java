package org.latent4j.em;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitStatus;

/**
 * One run of EM on its way up: where it is, and the next step. A leap of the acceleration that does
 * not raise the objective is taken back; it has cost one visit of the rows.
 *
 * @param <P> parameters
 * @param <S> statistics
 */
final class Ascent<P, S extends Statistics<S>> {

  /** How far the objective may fall by rounding, relative to its size. */
  private static final double ROUNDING = 1e-9;

  /** How far it can fall by the rounding of components that are nearly singular. */
  private static final double NOISE = 1e-7;

  private final Function<P, S> count;
  private final Maximization<P, S> maximization;
  private final ToDoubleFunction<P> parameterTerm;
  private final Optional<Anderson<S>> acceleration;
  private final Convergence convergence;
  private final double weight;
  private final List<Double> trace = new ArrayList<>();
  private final List<String> repairs = new ArrayList<>();
  private P parameters;
  private S statistics;
  private double objective;

  /** A point that was tried. */
  private record Tried<P, S>(P parameters, S statistics, double objective) {}

  Ascent(
      Function<P, S> count,
      Maximization<P, S> maximization,
      ToDoubleFunction<P> parameterTerm,
      Optional<Coordinates<S>> coordinates,
      double tolerance,
      P start) {
    this.count = count;
    this.maximization = maximization;
    this.parameterTerm = parameterTerm;
    acceleration = coordinates.map(c -> new Anderson<>(c, tolerance));
    parameters = start;
    statistics = count.apply(start);
    weight = statistics.weightTotal();
    objective = requireFinite(objective(start, statistics), 0);
    convergence = new Convergence(tolerance, weight);
    convergence.restart(objective);
  }

  P parameters() {
    return parameters;
  }

  double meanObjective() {
    return objective / weight;
  }

  /** Makes one update; tells whether it was the last worth making. */
  boolean step() {
    Optional<Tried<P, S>> leap = acceleration.flatMap(a -> a.next(statistics)).flatMap(this::leap);
    boolean converged = leap.isPresent() ? land(leap.get()) : climb();
    trace.add(objective);
    return converged;
  }

  /** Parameters from extrapolated statistics; nothing if there are none. */
  private Optional<Tried<P, S>> leap(S target) {
    try {
      P there = maximization.maximize(target, parameters).parameters();
      S counted = count.apply(there);
      return Optional.of(new Tried<>(there, counted, objective(there, counted)));
    } catch (NumericalException e) {
      acceleration.orElseThrow().failed();
      return Optional.empty();
    }
  }

  private boolean land(Tried<P, S> tried) {
    if (tried.objective() >= objective && tried.objective() < Double.POSITIVE_INFINITY) {
      acceleration.orElseThrow().leapt(tried.objective() - objective);
      move(tried);
      convergence.restart(objective);
    } else {
      acceleration.orElseThrow().failed();
    }
    return false;
  }

  private boolean climb() {
    Maximization.Update<P> update = maximization.maximize(statistics, parameters);
    S counted = count.apply(update.parameters());
    double next = requireFinite(objective(update.parameters(), counted), trace.size() + 1);
    double before = objective;
    if (update.repair().isEmpty() && isNoise(before, next)) {
      return true;
    }
    move(new Tried<>(update.parameters(), counted, next));
    if (update.repair().isPresent()) {
      repairs.add(update.repair().get());
      acceleration.ifPresent(Anderson::failed);
      convergence.restart(next);
      return false;
    }
    requireNoFall(before, next);
    acceleration.ifPresent(a -> a.stepped(next - before));
    return convergence.reached(next, acceleration.map(Anderson::slowestRate).orElse(0.0));
  }

  private void move(Tried<P, S> tried) {
    parameters = tried.parameters();
    statistics = tried.statistics();
    objective = tried.objective();
  }

  private double objective(P there, S counted) {
    return counted.logLikelihood() + parameterTerm.applyAsDouble(there);
  }

  ExpectationMaximization.Run<P> end(FitStatus status) {
    return new ExpectationMaximization.Run<>(
        parameters, statistics.logLikelihood(), objective, weight, status, trace, repairs);
  }

  private static double requireFinite(double value, int iteration) {
    if (!Double.isFinite(value)) {
      throw new NumericalException(
          String.format(
              Locale.ROOT,
              "log likelihood must be finite, got %s after iteration %d",
              value,
              iteration));
    }
    return value;
  }

  /** Whether what is still to gain is less than rounding: the run ends where it is highest. */
  private boolean isNoise(double before, double after) {
    return fell(before, after, ROUNDING) && !fell(before, after, NOISE);
  }

  private boolean fell(double before, double after, double share) {
    return !(after >= before - share * Math.max(Math.abs(before), weight));
  }

  private void requireNoFall(double before, double after) {
    if (fell(before, after, NOISE)) {
      throw new NumericalException(
          String.format(
              Locale.ROOT,
              "log likelihood must not fall, but went from %.12g to %.12g at iteration %d",
              before,
              after,
              trace.size() + 1));
    }
  }
}
