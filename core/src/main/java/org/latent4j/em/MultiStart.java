package org.latent4j.em;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitStatus;

/**
 * EM from several starts: short runs of all of them on a part of the rows, longer runs of the best,
 * one run of the winner to convergence (the short runs are the em-EM strategy of Biernacki, Celeux
 * and Govaert 2003). Of the longer runs, one that cannot come to more than another any more ({@link
 * Outlook}) is left. A run that ends in a spurious optimum, such as a component on a handful of
 * rows, stands behind all sound ones, whatever its objective.
 *
 * <p>Short runs that head for the same few points again and again are enough: with w different ends
 * among m runs whose end is in sight, the expected number of optima is w(m − 1)/(m − w − 2) when
 * nothing is known of their basins beforehand (Boender and Rinnooy Kan 1987,
 * doi:10.1007/BF02591684), and no more runs are made when that is at most w + 1/2.
 *
 * @param <P> parameters
 * @param <S> statistics
 */
public final class MultiStart<P, S extends Statistics<S>> {

  private static final int SECOND_ITERATIONS = 10;
  private static final int MOST_SURVIVORS = 3;
  private static final int STARTS_PER_SURVIVOR = 3;

  /** Ends of runs that differ by less than this in nats per row are one. */
  private static final double SAME_END = 1e-6;

  /** The same for ends that are extrapolated from short runs. */
  private static final double SAME_EXPECTED_END = 1e-4;

  private final Supplier<ExpectationMaximization<P, S>> algorithm;
  private final Predicate<P> sound;

  /**
   * The kept run and what all starts reached.
   *
   * @param <P> parameters
   * @param run the winner's
   * @param reached objective of each start where its run was left, best first; those of short runs
   *     on a part of the rows are scaled to all rows
   */
  public record Outcome<P>(ExpectationMaximization.Run<P> run, List<Double> reached) {}

  /**
   * Joins the parts.
   *
   * @param algorithm makes the EM of one run
   * @param sound whether parameters are no spurious optimum
   */
  public MultiStart(Supplier<ExpectationMaximization<P, S>> algorithm, Predicate<P> sound) {
    this.algorithm = algorithm;
    this.sound = sound;
  }

  /**
   * Runs all starts.
   *
   * @param starts at least one
   * @param part rows for the short runs; may be all of them
   * @param data all rows
   * @param shortIterations parameter updates of a short run
   * @param limits of the winner's run
   * @param observers by phase ("start 2 of 9", then "em"), told of each update
   * @param cancelled asked before each update
   * @return the best
   * @throws NumericalException if no start could be run
   */
  public Outcome<P> run(
      List<Supplier<P>> starts,
      Dataset part,
      Dataset data,
      int shortIterations,
      ExpectationMaximization.Limits limits,
      Function<String, ExpectationMaximization.Observer<P>> observers,
      BooleanSupplier cancelled) {
    List<ExpectationMaximization.Run<P>> runs = new ArrayList<>();
    NumericalException failure = null;
    ExpectationMaximization.Limits brief =
        new ExpectationMaximization.Limits(shortIterations, limits.tolerance());
    for (int s = 0; s < starts.size() && !isEnough(runs); s++) {
      ExpectationMaximization.Observer<P> listening =
          observers.apply("start " + (s + 1) + " of " + starts.size());
      try {
        runs.add(algorithm.get().run(part, starts.get(s).get(), brief, listening, cancelled));
      } catch (NumericalException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (runs.isEmpty()) {
      throw failure == null ? new NumericalException("at least one start is needed") : failure;
    }
    runs.sort(ranking());
    List<ExpectationMaximization.Run<P>> finals = new ArrayList<>();
    List<ExpectationMaximization.Run<P>> survivors = distinct(runs);
    ExpectationMaximization.Observer<P> observer = observers.apply("em");
    boolean whole = part.rowCount() == data.rowCount();
    boolean inTwoSteps = !whole && survivors.size() > 1;
    ExpectationMaximization.Limits second =
        inTwoSteps
            ? new ExpectationMaximization.Limits(
                Math.min(SECOND_ITERATIONS, limits.iterationLimit()), limits.tolerance())
            : limits;
    for (ExpectationMaximization.Run<P> survivor : survivors) {
      finals.add(
          whole
              ? rival(survivor, finals, data, limits, observer, cancelled)
              : algorithm.get().run(data, survivor.parameters(), second, observer, cancelled));
      finals.sort(ranking());
    }
    ExpectationMaximization.Run<P> best = finals.get(0);
    if (inTwoSteps) {
      best = goOn(best, data, limits, observer, cancelled);
    }
    return new Outcome<>(best, reached(runs, survivors, finals, best));
  }

  /** Whether more runs would hardly end anywhere else. */
  private static <P> boolean isEnough(List<ExpectationMaximization.Run<P>> runs) {
    double[] ends =
        runs.stream()
            .mapToDouble(MultiStart::expectedEnd)
            .filter(end -> !Double.isNaN(end))
            .sorted()
            .toArray();
    int different = ends.length == 0 ? 0 : 1;
    for (int r = 1; r < ends.length; r++) {
      different += ends[r] - ends[r - 1] < SAME_EXPECTED_END ? 0 : 1;
    }
    int beyond = ends.length - different - 2;
    return beyond > 0 && different * (ends.length - 1.0) <= (different + 0.5) * beyond;
  }

  /**
   * Nats per row where a run would end by Aitken's extrapolation; NaN when that is not in sight.
   */
  private static double expectedEnd(ExpectationMaximization.Run<?> run) {
    List<Double> trace = run.trace();
    int last = trace.size() - 1;
    if (run.status() == FitStatus.CONVERGED) {
      return run.objective() / run.weightTotal();
    }
    if (last < 2) {
      return Double.NaN;
    }
    double gain = trace.get(last) - trace.get(last - 1);
    double ratio = gain / (trace.get(last - 1) - trace.get(last - 2));
    return ratio < 1
        ? (run.objective() + gain * ratio / (1 - ratio)) / run.weightTotal()
        : Double.NaN;
  }

  /** Goes on with a run as long as it may come to more than the best of those that have ended. */
  private ExpectationMaximization.Run<P> rival(
      ExpectationMaximization.Run<P> run,
      List<ExpectationMaximization.Run<P>> ended,
      Dataset data,
      ExpectationMaximization.Limits limits,
      ExpectationMaximization.Observer<P> observer,
      BooleanSupplier cancelled) {
    if (ended.isEmpty() || !sound.test(ended.get(0).parameters())) {
      return goOn(run, data, limits, observer, cancelled);
    }
    double best = ended.get(0).objective() / ended.get(0).weightTotal();
    Outlook outlook = new Outlook();
    AtomicBoolean hopeless = new AtomicBoolean();
    ExpectationMaximization.Observer<P> watching =
        (t, parameters, mean, gain) -> {
          hopeless.set(outlook.isHopeless(mean, gain, end -> end > best));
          observer.updated(t, parameters, mean, gain);
        };
    return goOn(run, data, limits, watching, () -> hopeless.get() || cancelled.getAsBoolean());
  }

  /** Goes on with a run on the same rows, within the limits of both parts together. */
  private ExpectationMaximization.Run<P> goOn(
      ExpectationMaximization.Run<P> run,
      Dataset data,
      ExpectationMaximization.Limits limits,
      ExpectationMaximization.Observer<P> observer,
      BooleanSupplier cancelled) {
    int done = run.trace().size();
    if (run.status() == FitStatus.CONVERGED || done >= limits.iterationLimit()) {
      return run;
    }
    ExpectationMaximization.Limits left =
        new ExpectationMaximization.Limits(limits.iterationLimit() - done, limits.tolerance());
    ExpectationMaximization.Observer<P> counting =
        (t, parameters, mean, gain) -> observer.updated(done + t, parameters, mean, gain);
    return join(run, algorithm.get().goOn(data, run.parameters(), left, counting, cancelled));
  }

  private static <P> ExpectationMaximization.Run<P> join(
      ExpectationMaximization.Run<P> first, ExpectationMaximization.Run<P> second) {
    List<Double> trace = new ArrayList<>(first.trace());
    trace.addAll(second.trace());
    List<String> repairs = new ArrayList<>(first.repairs());
    repairs.addAll(second.repairs());
    return new ExpectationMaximization.Run<>(
        second.parameters(),
        second.logLikelihood(),
        second.objective(),
        second.weightTotal(),
        second.status(),
        trace,
        repairs);
  }

  private Comparator<ExpectationMaximization.Run<P>> ranking() {
    return Comparator.<ExpectationMaximization.Run<P>, Boolean>comparing(
            run -> !sound.test(run.parameters()))
        .thenComparing(Comparator.comparingDouble(r -> -r.objective()));
  }

  /**
   * The best few, one for every three starts, leaving out those that have plainly come to the same
   * point.
   */
  private List<ExpectationMaximization.Run<P>> distinct(
      List<ExpectationMaximization.Run<P>> ranked) {
    int share = (ranked.size() + STARTS_PER_SURVIVOR - 1) / STARTS_PER_SURVIVOR;
    int most = Math.min(MOST_SURVIVORS, share);
    List<ExpectationMaximization.Run<P>> chosen = new ArrayList<>();
    for (ExpectationMaximization.Run<P> run : ranked) {
      boolean known =
          chosen.stream()
              .anyMatch(
                  other ->
                      Math.abs(other.objective() - run.objective()) < SAME_END * run.weightTotal());
      if (!known && chosen.size() < most) {
        chosen.add(run);
      }
    }
    return chosen;
  }

  private static <P> List<Double> reached(
      List<ExpectationMaximization.Run<P>> runs,
      List<ExpectationMaximization.Run<P>> survivors,
      List<ExpectationMaximization.Run<P>> finals,
      ExpectationMaximization.Run<P> best) {
    List<Double> reached = new ArrayList<>();
    reached.add(best.objective());
    finals.stream().skip(1).forEach(run -> reached.add(run.objective()));
    List<ExpectationMaximization.Run<P>> others = new ArrayList<>(runs);
    survivors.forEach(others::remove); // one each: another start may have led to the same run
    for (ExpectationMaximization.Run<P> run : others) {
      reached.add(run.objective() / run.weightTotal() * best.weightTotal());
    }
    reached.sort(Comparator.reverseOrder());
    return reached;
  }
}
