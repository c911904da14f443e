package org.latent4j.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.data.Splits;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFamily.Candidate;

/**
 * Searches families and sizes for the best model by {@link SearchOptions#criterion}: by BIC, ICL or
 * AIC every candidate of the families' grids is fitted to all rows and the least value wins. By
 * held-out rows, the model that makes rows it has not seen most probable: the greatest held-out log
 * likelihood per row, in the user's units, which compares any two densities of the same columns,
 * scaled or not; BIC stands beside it and decides nothing. What follows is about that search.
 *
 * <p>Families propose lines of growing size. In each round the next size of every line is fitted,
 * side by side on the threads there are. A line is left when held-out log likelihood has not risen
 * for {@link SearchOptions#patience} sizes, or when it lies behind the best by more than 3 standard
 * errors of the paired difference and its gains, extrapolated to the sizes to come, cannot make up
 * for it. With folds, a candidate is left after the first few when these are enough to tell that it
 * is behind ({@link Race}). Lines of models that depend on the scaling of the columns are walked a
 * second time on standardised columns when spreads differ by a factor of 2. At the end the family
 * of the one ahead is asked for {@link ModelFamily#refinements}, as long as these are new. A
 * candidate that cannot be fitted is told with its sentence and does not end the search. Candidates
 * are compared at a tolerance of 1e-4 nats per row where their own is finer; the winner is fitted
 * to all rows, at its own, as {@link ModelFitting} does.
 *
 * <p>Of more rows than a limit (50,000; fewer for many columns, 5,000 at least) a seeded part is
 * searched, and the winner is judged and fitted on all rows again. Same data, options and seed give
 * the same result at any number of threads, unless a limit of time was reached.
 */
public final class ModelSearch {

  private static final long SAMPLE_STREAM = 0x5345415243484CL;
  private static final int MOST_SAMPLE_ROWS = 50_000;
  private static final int LEAST_SAMPLE_ROWS = 5_000;
  private static final int SAMPLE_VALUES = 5_000_000;
  private static final double NOTABLE_SPREAD_RATIO = 2;
  private static final String CHOSEN_NOTE =
      "chosen: no better one is ahead by more than a standard error, and none as close is smaller";

  private final Dataset data;
  private final SearchOptions options;
  private final FitContext context;
  private final Dataset sample;
  private final List<Splits.Split> splits;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Trial> trials = new ArrayList<>();
  private final long started = System.nanoTime();
  private @Nullable Trial leader;

  private ModelSearch(Dataset data, SearchOptions options, FitContext context) {
    this.data = data;
    this.options = options;
    this.context = context;
    sample = sample();
    splits = options.validation().splits(sample, context.seed());
    draw(data.schema(), DataSummary.of(sample));
  }

  /**
   * Searches.
   *
   * @param data rows; the label is not looked at
   * @param options what to try, and how to judge
   * @param context seed, threads, listener, which hears of each candidate by its name; a start is
   *     not looked at
   * @return the winner and the leaderboard
   * @throws DataException if no family takes the columns, or there are too few rows
   * @throws CancellationException if it was cancelled before a first model was there
   * @throws RuntimeException the failure of the first candidate, if none could be fitted
   */
  public static SearchResult search(Dataset data, SearchOptions options, FitContext context) {
    FitContext fresh = context.withoutStart();
    SearchResult found =
        options.criterion() == Criterion.HELD_OUT
            ? new ModelSearch(data, options, fresh).run()
            : new CriterionSearch(data, options, fresh).run();
    return found.withBest(Margins.kept(found.best(), data, context.seed()));
  }

  /**
   * What a search by held-out rows tries, without fitting anything to all rows.
   *
   * @param trials in the order they were tried; none when it was stopped at once
   * @param splits how the rows were divided
   */
  record Walk(List<Trial> trials, List<Splits.Split> splits) {}

  /** Walks as a search does; the same data, validation and seed give the same divisions. */
  static Walk walk(Dataset data, SearchOptions options, FitContext context) {
    ModelSearch search = new ModelSearch(data, options, context);
    search.walk();
    return new Walk(search.trials, search.splits);
  }

  private Dataset sample() {
    int most =
        options.sampleRows() > 0
            ? options.sampleRows()
            : Math.max(
                LEAST_SAMPLE_ROWS,
                Math.min(MOST_SAMPLE_ROWS, SAMPLE_VALUES / Math.max(1, data.featureCount())));
    Dataset part =
        Splits.subsample(data, most, new SeededRandom(context.seed()).split(SAMPLE_STREAM));
    if (part == data) {
      return data;
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "searched on a random part of %d of the %d rows; the winner was fitted to all",
            part.rowCount(),
            data.rowCount()));
    return Validation.inMemory(part);
  }

  private void draw(Schema schema, DataSummary summary) {
    boolean twice = Scaling.spreadRatio(summary) >= NOTABLE_SPREAD_RATIO;
    for (ModelFamily family : Contenders.of(options.families(), data, notes)) {
      Optional<String> refusal = family.refusal(schema);
      refusal.ifPresent(notes::add);
      if (refusal.isPresent()) {
        continue;
      }
      for (List<Candidate> all : family.candidates(schema, summary)) {
        List<Candidate> line =
            options.mostComponents() == 0
                ? all
                : all.stream().filter(c -> c.hasAtMost(options.mostComponents())).toList();
        add(family, line, Scaling.NONE);
        if (twice) {
          add(
              family,
              line.stream().filter(c -> c.scaling() == Candidate.Scaling.MATTERS).toList(),
              Scaling.STANDARD);
        }
      }
    }
    if (lines.isEmpty()) {
      throw new DataException(
          notes.isEmpty()
              ? Contenders.withoutCandidates(options.families())
              : String.join("; ", notes));
    }
  }

  private void add(ModelFamily family, List<Candidate> line, Scaling scaling) {
    if (!line.isEmpty()) {
      lines.add(
          new Line(
              line.stream()
                  .map(c -> new Plan(family, c.settings(), c.label(), c.size(), scaling))
                  .toList(),
              options.patience()));
    }
  }

  private void walk() {
    while (!isStopped() && round()) {
      // each round takes one step along every line
    }
    while (!isStopped() && leader != null && refine(choose(leader).plan())) {
      // each takes a step aside from what is ahead now
    }
  }

  private SearchResult run() {
    walk();
    boolean cancelled = context.cancelled().getAsBoolean();
    boolean limited = !cancelled && isStopped();
    if (leader == null) {
      throw noModel(cancelled);
    }
    Trial winner = choose(leader);
    if (cancelled) {
      notes.add(
          "the search was stopped; the model is the best so far, fitted to its training rows");
    } else if (limited) {
      notes.add(limitNote());
    }
    FittedModel best = best(winner, cancelled);
    FitStatus status =
        best.report().status() == FitStatus.CANCELLED
            ? FitStatus.CANCELLED
            : limited ? FitStatus.ITERATION_LIMIT : FitStatus.CONVERGED;
    return new SearchResult(best, leaderboard(winner), status, notes);
  }

  /** Takes one step along every line; tells whether there was one to take. */
  private boolean round() {
    List<Line> active = lines.stream().filter(l -> l.peek().isPresent()).toList();
    int left = options.maxCandidates() - trials.size();
    List<Line> walking = active.subList(0, Math.min(left, active.size()));
    Optional<Validated> ahead = ahead();
    List<Function<FitContext, Trial>> fits = new ArrayList<>();
    for (Line line : walking) {
      Plan plan = line.peek().orElseThrow();
      fits.add(shared -> attempt(plan, ahead, shared));
      line.advance();
    }
    List<Trial> outcomes = tried(fits);
    for (int i = 0; i < outcomes.size(); i++) {
      walking.get(i).learn(outcomes.get(i), ahead());
    }
    return !walking.isEmpty();
  }

  /** Tries what the family knows beside a plan that is ahead; tells whether there was anything. */
  private boolean refine(Plan best) {
    Optional<Validated> ahead = ahead();
    List<Function<FitContext, Trial>> fits = new ArrayList<>();
    for (Candidate c :
        best.family().refinements(data.schema(), DataSummary.of(sample), best.settings())) {
      Plan plan = new Plan(best.family(), c.settings(), c.label(), c.size(), best.scaling());
      boolean allowed = options.mostComponents() == 0 || c.hasAtMost(options.mostComponents());
      boolean within = trials.size() + fits.size() < options.maxCandidates();
      if (allowed && within && trials.stream().noneMatch(t -> t.plan().isSameAs(plan))) {
        fits.add(shared -> attempt(plan, ahead, shared));
      }
    }
    tried(fits);
    return !fits.isEmpty();
  }

  /** The best so far, while the candidates of a round are fitted: that before the round. */
  private Optional<Validated> ahead() {
    return Optional.ofNullable(leader).flatMap(Trial::validated);
  }

  /** Fits candidates side by side and remembers which is ahead. */
  private List<Trial> tried(List<Function<FitContext, Trial>> fits) {
    BooleanSupplier late = leader == null ? () -> false : this::isLate;
    BooleanSupplier stop = () -> context.cancelled().getAsBoolean() || late.getAsBoolean();
    List<Trial> outcomes = Round.run(fits, context.withCancelled(stop));
    trials.addAll(outcomes);
    for (Trial trial : outcomes) {
      if (trial.validated().isPresent()
          && (leader == null || trial.heldOutMean() > leader.heldOutMean())) {
        leader = trial;
      }
    }
    return outcomes;
  }

  private Trial attempt(Plan plan, Optional<Validated> ahead, FitContext shared) {
    long begun = System.nanoTime();
    try {
      if (shared.cancelled().getAsBoolean()) {
        return Trial.abandoned(plan, 0, "not tried: the search was stopped");
      }
      Validated validated =
          Validated.fit(
              plan.rough(sample.rowCount()),
              splits,
              Validated.named(shared, plan.title()),
              new Race(ahead)::isLost);
      if (validated.isCancelled()) {
        return Trial.abandoned(plan, secondsSince(begun), "left: the search was stopped");
      }
      return validated.isWhole()
          ? Trial.ended(plan, validated, secondsSince(begun))
          : Trial.behind(
              plan,
              validated,
              validated.lead(ahead.orElseThrow()),
              splits.size(),
              secondsSince(begun));
    } catch (NumericalException | IllegalArgumentException e) {
      return Trial.failed(plan, e, secondsSince(begun));
    }
  }

  private boolean isStopped() {
    return context.cancelled().getAsBoolean()
        || trials.size() >= options.maxCandidates()
        || (leader != null && isLate());
  }

  private boolean isLate() {
    return secondsSince(started) > options.maxSeconds();
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-9;
  }

  private String limitNote() {
    return isLate()
        ? String.format(
            Locale.ROOT, "the search ended at its limit of %s seconds", options.maxSeconds())
        : String.format(
            Locale.ROOT, "the search ended at its limit of %d candidates", options.maxCandidates());
  }

  /** The winner by {@link SearchOptions#choice}. */
  private Trial choose(Trial best) {
    Trial chosen = best;
    if (options.choice() == SearchOptions.Choice.SMALLEST_WITHIN_ERROR) {
      Validated leading = best.validated().orElseThrow();
      for (Trial trial : trials) {
        if (trial.validated().isPresent()) {
          WeightedMean lead = trial.validated().get().lead(leading);
          boolean close = lead.mean() <= lead.standardError();
          chosen = close && isSmaller(trial, chosen) ? trial : chosen;
        }
      }
    }
    return chosen;
  }

  private static boolean isSmaller(Trial one, Trial other) {
    long size = one.validated().orElseThrow().parameterCount();
    long otherSize = other.validated().orElseThrow().parameterCount();
    return size < otherSize || (size == otherSize && one.heldOutMean() > other.heldOutMean());
  }

  private RuntimeException noModel(boolean cancelled) {
    return cancelled
        ? new CancellationException("the search was stopped before a first model was fitted")
        : trials.stream()
            .flatMap(t -> t.failure().stream())
            .findFirst()
            .orElseGet(
                () -> new NumericalException("no candidate gave a finite held-out likelihood"));
  }

  private FittedModel best(Trial winner, boolean cancelled) {
    Plan plan = winner.plan();
    Validated validated = winner.validated().orElseThrow();
    if (cancelled) {
      return ModelFitting.unfinished(plan, validated, data, context);
    }
    return sample == data
        ? ModelFitting.finish(plan, validated, data, context)
        : ModelFitting.fit(
            plan.family(), plan.settings(), plan.scaling(), data, options.validation(), context);
  }

  private Leaderboard leaderboard(Trial winner) {
    List<Trial> all = new ArrayList<>(trials);
    lines.forEach(line -> line.left().ifPresent(all::add));
    List<Leaderboard.Entry> entries =
        all.stream()
            .filter(trial -> trial != winner)
            .map(Trial::entry)
            .sorted(
                Comparator.comparing(Leaderboard.Entry::outcome)
                    .thenComparingDouble(e -> -e.heldOutMeanLogLikelihood())
                    .thenComparingLong(Leaderboard.Entry::parameterCount))
            .collect(Collectors.toCollection(ArrayList::new));
    entries.add(0, winner == leader ? winner.entry() : winner.entry(CHOSEN_NOTE));
    Splits.Split first = splits.get(0);
    return new Leaderboard(
        Criterion.HELD_OUT,
        entries,
        first.training().rowCount(),
        first.heldOut().rowCount(),
        splits.size());
  }
}
