package org.latent4j.select;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search tried: the winner, then the others, best first.
 *
 * @param criterion what they were judged by
 * @param entries the candidates; those without a number come last
 * @param trainingRows rows that candidates were fitted on
 * @param heldOutRows rows that they were judged on, per fold; 0 where all rows were fitted to
 * @param folds how often the rows were divided; 1 for a single split, 0 for none
 */
public record Leaderboard(
    Criterion criterion, List<Entry> entries, long trainingRows, long heldOutRows, int folds) {

  /** Copies the entries. */
  public Leaderboard {
    entries = List.copyOf(entries);
  }

  /**
   * The winner.
   *
   * @return the first entry, if it was fitted
   */
  public Optional<Entry> winner() {
    return entries.stream().limit(1).filter(e -> e.outcome() == Outcome.FITTED).findFirst();
  }

  /** What became of a candidate. */
  public enum Outcome {
    /** Fitted and judged. */
    FITTED,
    /**
     * Left before its end, or never begun because smaller ones had fallen behind for good; the note
     * says which.
     */
    ABANDONED,
    /** It could not be fitted; the note says why. */
    FAILED
  }

  /**
   * One candidate.
   *
   * @param family name of its family
   * @param label short text such as {@code k=3 full}
   * @param settings the family's options
   * @param standardised whether it was fitted on standardised columns
   * @param outcome what became of it
   * @param heldOutMeanLogLikelihood nats per held-out row, in the user's units; NaN if unknown
   * @param standardError of that mean; NaN if unknown
   * @param criteria BIC, ICL and AIC on the rows it was fitted on, each NaN if unknown
   * @param parameterCount p; 0 if unknown
   * @param seconds spent on it
   * @param note why it failed, was abandoned, or was chosen over a better one; else empty
   */
  public record Entry(
      String family,
      String label,
      Map<String, String> settings,
      boolean standardised,
      Outcome outcome,
      double heldOutMeanLogLikelihood,
      double standardError,
      Criteria criteria,
      long parameterCount,
      double seconds,
      String note) {

    /** Copies the settings, in order. */
    public Entry {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Bayesian information criterion on the rows it was fitted on.
     *
     * @return −2·logLikelihood + p·ln n; NaN if unknown
     */
    public double bic() {
      return criteria.bic();
    }
  }
}
