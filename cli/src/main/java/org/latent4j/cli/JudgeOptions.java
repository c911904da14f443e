package org.latent4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Criterion;
import org.latent4j.select.SearchOptions;
import org.latent4j.select.Validation;
import picocli.CommandLine.Option;

/** How models are judged and chosen. */
final class JudgeOptions {

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      order = 2,
      description =
          "Share of rows to judge by; 0 for none. Default: 0.2, in 5 folds below 1,000 rows; none"
              + " with --start or --iterations.")
  private Optional<Double> holdOut = Optional.empty();

  @Option(
      names = "--folds",
      paramLabel = "N",
      order = 2,
      description = "Judge by folds instead: each row once.")
  private Optional<Integer> folds = Optional.empty();

  @Option(
      names = "--select",
      paramLabel = "WORD",
      order = 2,
      description =
          "What a search chooses by: ${COMPLETION-CANDIDATES}. Default: held-out rows. The others"
              + " are told of all rows, and least is best; every candidate is fitted once.",
      completionCandidates = CriterionNames.class)
  private Optional<String> select = Optional.empty();

  @Option(
      names = "--most-components",
      paramLabel = "N",
      order = 2,
      description =
          "The most components of a mixture in a search. Default: 9 by bic, icl and aic; as many as"
              + " the rows can bear by held-out.")
  private Optional<Integer> mostComponents = Optional.empty();

  @Option(
      names = "--max-seconds",
      paramLabel = "X",
      order = 2,
      description = "End a search after so long, with the best so far.")
  private double maxSeconds = Double.POSITIVE_INFINITY;

  /** The names of all criteria, for help. */
  static final class CriterionNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    CriterionNames() {
      super(Criterion.labels());
    }
  }

  /** Whether something to choose by was named. */
  boolean isSelecting() {
    return select.isPresent();
  }

  /** All that was said, to tell one fit from another. */
  String text() {
    return String.join(
        " ",
        holdOut.toString(),
        folds.toString(),
        select.toString(),
        mostComponents.toString(),
        Double.toString(maxSeconds));
  }

  /** Refuses what makes sense in a search only. */
  void requireNoSearch() {
    if (mostComponents.isPresent()) {
      throw CommandException.usage("--most-components goes with a search; add --select bic");
    }
  }

  /** The options of a search. */
  SearchOptions searchOptions(List<ModelFamily> families) {
    return SearchOptions.defaults()
        .withFamilies(families)
        .withCriterion(criterion())
        .withMostComponents(requireComponents())
        .withMaxSeconds(maxSeconds)
        .withValidation(validation(false));
  }

  private Criterion criterion() {
    try {
      return Criterion.named(select.orElse(Criterion.HELD_OUT.label()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--" + e.getMessage());
    }
  }

  private int requireComponents() {
    int most = mostComponents.orElse(0);
    if (mostComponents.isPresent() && most < 1) {
      throw CommandException.usage("--most-components must be at least 1, got " + most);
    }
    return most;
  }

  /** Which rows are held out; none by default where a fit was fixed by the user. */
  Validation validation(boolean fixed) {
    if (folds.isPresent() && holdOut.isPresent()) {
      throw CommandException.usage("--folds and --hold-out exclude each other; give one");
    }
    if (folds.isPresent()) {
      return Validation.folds(folds.get());
    }
    if (holdOut.isPresent()) {
      return holdOut.get() == 0 ? Validation.none() : Validation.holdOut(holdOut.get());
    }
    return fixed ? Validation.none() : Validation.automatic();
  }
}
