package org.latent4j.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.data.WeightedMean;
import org.latent4j.model.FitContext;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.SearchOptions.Choice;

/**
 * All families on the same held-out rows, each at its own best size. A {@link ModelSearch} leaves a
 * family as soon as it is beaten; here each is searched by itself, by the same divisions of the
 * same rows, so that differences between families are differences row by row, whose standard errors
 * are far smaller than those of the means. Nothing is fitted to all rows.
 *
 * <p>The size of a family is the one with the greatest held-out mean, on the rows that it is then
 * compared on: the more sizes a family has, the more this flatters it, by a fraction of a standard
 * error. Immutable.
 *
 * @param entries the best family first; those that could not be fitted last
 * @param trainingRows rows that were fitted to
 * @param heldOutRows rows that were held out, per fold
 * @param folds how often the rows were divided; 1 for a single split
 * @param notes what the user should know, such as which families were left out, one sentence each
 */
public record FamilyComparison(
    List<Entry> entries, long trainingRows, long heldOutRows, int folds, List<String> notes) {

  /** Copies the lists. */
  public FamilyComparison {
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
  }

  /**
   * One family.
   *
   * @param best its best candidate, or the first that failed when none could be fitted
   * @param difference held-out log density per row less that of the best family, in pairs: at most
   *     0, with its standard error; NaN when it could not be fitted
   * @param candidates how many of its candidates were tried
   * @param seconds that they took together
   */
  public record Entry(
      Leaderboard.Entry best, WeightedMean difference, int candidates, double seconds) {}

  /**
   * Compares families.
   *
   * @param data rows; the label is not looked at
   * @param options families, validation and limits; a limit of time is for all families together,
   *     criterion and choice are not looked at
   * @param context seed, threads, listener; a start is not looked at
   * @return the families in order
   * @throws DataException if no family takes the rows
   * @throws CancellationException if it was cancelled
   */
  public static FamilyComparison of(Dataset data, SearchOptions options, FitContext context) {
    FitContext fresh = context.withoutStart();
    List<String> notes = new ArrayList<>();
    List<ModelFamily> families = Contenders.of(options.families(), data, notes);
    families = withCandidates(families, data, notes);
    List<Walked> walked = new ArrayList<>();
    long begun = System.nanoTime();
    for (int f = 0; f < families.size(); f++) {
      double left = options.maxSeconds() - (System.nanoTime() - begun) * 1e-9;
      SearchOptions own =
          options
              .withFamilies(List.of(families.get(f)))
              .withCriterion(Criterion.HELD_OUT)
              .withChoice(Choice.GREATEST_MEAN)
              .withMaxSeconds(Math.max(1e-3, left / (families.size() - f)));
      ModelSearch.Walk walk = ModelSearch.walk(data, own, fresh);
      if (context.cancelled().getAsBoolean()) {
        throw new CancellationException(
            "the comparison was stopped before all families were tried");
      }
      walked.add(Walked.of(walk));
    }
    if (walked.isEmpty()) {
      throw new DataException(
          notes.isEmpty()
              ? "no family with a density is among those named"
              : String.join("; ", notes));
    }
    return joined(walked, notes);
  }

  private static List<ModelFamily> withCandidates(
      List<ModelFamily> families, Dataset data, List<String> notes) {
    DataSummary summary = DataSummary.of(data);
    List<ModelFamily> kept = new ArrayList<>();
    for (ModelFamily family : families) {
      Optional<String> refusal = family.refusal(data.schema());
      if (refusal.isPresent()) {
        notes.add(family.name() + " is left out: " + refusal.get());
      } else if (family.candidates(data.schema(), summary).stream().allMatch(List::isEmpty)) {
        notes.add(family.name() + " is left out: it proposes no size for these columns");
      } else {
        kept.add(family);
      }
    }
    return kept;
  }

  private static FamilyComparison joined(List<Walked> walked, List<String> notes) {
    List<Walked> ordered =
        walked.stream()
            .sorted(
                Comparator.comparing((Walked w) -> w.best.validated().isEmpty())
                    .thenComparingDouble(w -> -w.best.heldOutMean()))
            .toList();
    Optional<Validated> ahead = ordered.get(0).best.validated();
    List<Entry> entries = ordered.stream().map(w -> w.entry(ahead)).toList();
    List<Splits.Split> splits = ordered.get(0).walk.splits();
    return new FamilyComparison(
        entries,
        splits.get(0).training().rowCount(),
        splits.get(0).heldOut().rowCount(),
        splits.size(),
        notes);
  }

  /** What became of a family. */
  private record Walked(ModelSearch.Walk walk, Trial best) {

    static Walked of(ModelSearch.Walk walk) {
      Trial best = walk.trials().get(0);
      for (Trial trial : walk.trials()) {
        boolean first = best.validated().isEmpty() && trial.validated().isPresent();
        best = first || trial.heldOutMean() > best.heldOutMean() ? trial : best;
      }
      return new Walked(walk, best);
    }

    Entry entry(Optional<Validated> ahead) {
      WeightedMean difference = new WeightedMean(Double.NaN, Double.NaN, 0);
      if (ahead.isPresent() && best.validated().isPresent()) {
        difference = ahead.get().lead(best.validated().get());
      }
      return new Entry(
          best.entry(),
          difference,
          walk.trials().size(),
          walk.trials().stream().mapToDouble(t -> t.entry().seconds()).sum());
    }
  }
}
