package org.latent4j.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;

/**
 * The search by BIC, ICL or AIC. Every candidate of the grids is fitted to all rows, briefly: from
 * a few starts, to a quarter of a nat where its own tolerance is finer. Candidates of one size are
 * fitted side by side; one is left where it stands when the best of the smaller sizes is out of its
 * reach ({@link Prospect}). The few best, and the first with one component more or less, are fitted
 * thoroughly, as if they had been named, until there are none that are not; the better of both fits
 * counts. Only then is the winner's held-out reference made, by fits to a part of the rows that
 * decide nothing.
 *
 * <p>Columns are taken as they are: a scaling that is estimated from the rows would be parameters
 * that the criteria do not count.
 */
final class CriterionSearch {

  private static final int MOST_COMPONENTS = 9;
  private static final int THOROUGH = 4;

  /** A candidate is left when it will be behind by what so many parameters cost by BIC. */
  private static final double MARGIN = 3;

  private final Dataset data;
  private final SearchOptions options;
  private final FitContext context;
  private final DataSummary summary;
  private final List<String> notes = new ArrayList<>();
  private final List<CriterionTrial> trials = new ArrayList<>();
  private final Set<Plan> thorough = new HashSet<>();
  private final long started = System.nanoTime();
  private boolean limited;
  private volatile boolean hasModel;

  CriterionSearch(Dataset data, SearchOptions options, FitContext context) {
    this.data = data;
    this.options = options;
    this.context = context;
    summary = DataSummary.of(data);
  }

  SearchResult run() {
    List<Plan> plans = draw();
    lookAt(plans);
    boolean cancelled = context.cancelled().getAsBoolean();
    if (trials.stream().noneMatch(CriterionTrial::isFitted)) {
      throw noModel(cancelled);
    }
    while (!cancelled && !isLate() && refine()) {
      cancelled = context.cancelled().getAsBoolean();
    }
    rank();
    limited |= isLate();
    if (cancelled) {
      notes.add("the search was stopped; the model is the best so far");
    } else if (limited) {
      notes.add(limitNote());
    }
    return finish(cancelled);
  }

  private List<Plan> draw() {
    List<Plan> plans = new ArrayList<>();
    int most = options.mostComponents() == 0 ? MOST_COMPONENTS : options.mostComponents();
    for (ModelFamily family : Contenders.of(options.families(), data, notes)) {
      Optional<String> refusal = family.refusal(data.schema());
      refusal.ifPresent(notes::add);
      if (refusal.isPresent()) {
        continue;
      }
      family
          .grid(data.schema(), summary, most)
          .forEach(
              c -> plans.add(new Plan(family, c.settings(), c.label(), c.size(), Scaling.NONE)));
    }
    if (plans.isEmpty()) {
      throw new DataException(
          notes.isEmpty()
              ? Contenders.withoutCandidates(options.families())
              : String.join("; ", notes));
    }
    plans.sort(Comparator.comparingInt(Plan::size));
    limited = plans.size() > options.maxCandidates();
    return plans.subList(0, Math.min(plans.size(), options.maxCandidates()));
  }

  /** Fits all plans briefly, size after size. */
  private void lookAt(List<Plan> ofGrowingSize) {
    Map<Integer, List<Plan>> bySize =
        ofGrowingSize.stream()
            .collect(Collectors.groupingBy(Plan::size, TreeMap::new, Collectors.toList()));
    for (List<Plan> plans : bySize.values()) {
      double least =
          trials.stream()
              .filter(CriterionTrial::isFitted)
              .mapToDouble(trial -> options.criterion().of(trial.criteria()))
              .min()
              .orElse(Double.POSITIVE_INFINITY);
      double bound = least + MARGIN * Math.log(summary.weightTotal());
      trials.addAll(fit(plans, (plan, shared) -> attempt(plan, plan.brief(), bound, shared)));
    }
  }

  /** Fits plans as if they had been named. */
  private List<CriterionTrial> fitThoroughly(List<Plan> plans) {
    return fit(plans, (plan, shared) -> attempt(plan, plan, Double.POSITIVE_INFINITY, shared));
  }

  /** Fits plans side by side. */
  private List<CriterionTrial> fit(
      List<Plan> plans, BiFunction<Plan, FitContext, CriterionTrial> attempt) {
    BooleanSupplier stop = () -> context.cancelled().getAsBoolean() || (isLate() && hasModel);
    List<Function<FitContext, CriterionTrial>> fits = new ArrayList<>();
    for (Plan plan : plans) {
      fits.add(shared -> attempt.apply(plan, shared));
    }
    return Round.run(fits, context.withCancelled(stop));
  }

  private CriterionTrial attempt(Plan plan, Plan actual, double bound, FitContext shared) {
    long begun = System.nanoTime();
    if (shared.cancelled().getAsBoolean()) {
      return CriterionTrial.abandoned(plan, 0, "not tried: the search was stopped");
    }
    Prospect prospect = new Prospect(options.criterion(), bound, summary.weightTotal());
    try {
      Trained trained =
          Trained.fit(
              actual, plan.scaling().encoding(summary), data, watched(plan, shared, prospect));
      if (trained.report().status() == FitStatus.CANCELLED && !prospect.isHopeless()) {
        return CriterionTrial.abandoned(plan, secondsSince(begun), "left: the search was stopped");
      }
      CriterionTrial trial =
          CriterionTrial.ended(
              plan,
              trained.as(plan),
              trained.criteria(data),
              options.criterion(),
              prospect.verdict(),
              secondsSince(begun));
      if (trial.isFitted()) {
        hasModel = true;
      }
      return trial;
    } catch (NumericalException | IllegalArgumentException e) {
      return CriterionTrial.failed(plan, e, secondsSince(begun));
    }
  }

  private static FitContext watched(Plan plan, FitContext shared, Prospect prospect) {
    FitContext named = Validated.named(shared, plan.title());
    return named
        .withListener(
            progress -> {
              prospect.learn(progress);
              named.listener().progress(progress);
            })
        .withCancelled(() -> prospect.isHopeless() || shared.cancelled().getAsBoolean());
  }

  /**
   * Fits the best few thoroughly that are not yet, and those with one component more or less than
   * the first, which a poor first look may have put far behind; tells whether there were any.
   */
  private boolean refine() {
    rank();
    List<Integer> chosen = new ArrayList<>();
    Plan leader = trials.get(0).plan();
    for (int t = 0; t < trials.size(); t++) {
      CriterionTrial trial = trials.get(t);
      boolean due = t < THOROUGH || trial.plan().isBeside(leader);
      if (due && trial.isFitted() && thorough.add(trial.plan())) {
        chosen.add(t);
      }
    }
    List<CriterionTrial> again =
        fitThoroughly(chosen.stream().map(t -> trials.get(t).plan()).toList());
    for (int i = 0; i < chosen.size(); i++) {
      int t = chosen.get(i);
      trials.set(t, trials.get(t).orBetter(again.get(i), options.criterion()));
    }
    return !chosen.isEmpty();
  }

  private void rank() {
    trials.sort(
        Comparator.comparing(CriterionTrial::outcome)
            .thenComparingDouble(t -> options.criterion().of(t.criteria())));
  }

  private SearchResult finish(boolean cancelled) {
    CriterionTrial winner = trials.get(0);
    Trained trained = winner.trained().orElseThrow();
    Optional<Validated> validated = Optional.empty();
    List<String> remarks = new ArrayList<>();
    if (!cancelled && options.validation().kind() != Validation.Kind.NONE) {
      try {
        validated =
            Optional.of(
                    Validated.fit(
                        winner.plan(), options.validation().splits(data, context.seed()), context))
                .filter(v -> !v.isCancelled());
      } catch (NumericalException | IllegalArgumentException e) {
        remarks.add("no rows were held out: " + e.getMessage());
      }
    }
    FittedModel best =
        validated.isPresent()
            ? ModelFitting.referred(trained, validated.get(), data, context)
            : ModelFitting.flattered(
                cancelled ? trained.cancelled() : trained, data, context, remarks);
    List<Leaderboard.Entry> entries = new ArrayList<>();
    entries.add(winner.entry(validated));
    trials.stream().skip(1).forEach(t -> entries.add(t.entry(Optional.empty())));
    return new SearchResult(
        best,
        new Leaderboard(options.criterion(), entries, data.rowCount(), 0, 0),
        cancelled ? FitStatus.CANCELLED : limited ? FitStatus.ITERATION_LIMIT : FitStatus.CONVERGED,
        notes);
  }

  private RuntimeException noModel(boolean cancelled) {
    return cancelled
        ? new CancellationException("the search was stopped before a first model was fitted")
        : trials.stream()
            .flatMap(t -> t.failure().stream())
            .findFirst()
            .orElseGet(
                () ->
                    new NumericalException(
                        "no candidate gave a finite " + options.criterion().title()));
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
}
