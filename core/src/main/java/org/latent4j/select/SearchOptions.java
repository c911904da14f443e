package org.latent4j.select;

import java.util.List;
import java.util.Locale;
import org.latent4j.model.ModelFamily;

/**
 * How a search goes about. Immutable.
 *
 * @param families what is tried, in no particular order
 * @param criterion what candidates are judged by
 * @param validation which rows are held out; must be some to judge by {@link Criterion#HELD_OUT};
 *     otherwise they only give the winner its reference
 * @param choice who wins by {@link Criterion#HELD_OUT}; the others have their least value win
 * @param patience steps of a line without a better held-out log likelihood after which it is left,
 *     at least 1
 * @param mostComponents the most components of a mixture; 0 leaves it to the families by {@link
 *     Criterion#HELD_OUT}, and is 9 by the others
 * @param maxSeconds after so long no candidate is begun and the running ones are left, once there
 *     is a model; may be infinite. A limit that is reached makes the result depend on the machine's
 *     speed
 * @param maxCandidates the most candidates that are fitted, at least 1
 * @param sampleRows the most rows that a search by {@link Criterion#HELD_OUT} looks at; 0 leaves it
 *     to the number of columns
 */
public record SearchOptions(
    List<ModelFamily> families,
    Criterion criterion,
    Validation validation,
    Choice choice,
    int patience,
    int mostComponents,
    double maxSeconds,
    int maxCandidates,
    int sampleRows) {

  /** Who wins a search. */
  public enum Choice {
    /**
     * The candidate with the fewest parameters among those that the best leads by no more than one
     * standard error of the paired difference.
     */
    SMALLEST_WITHIN_ERROR,
    /** The candidate with the greatest held-out mean, even when the difference is noise. */
    GREATEST_MEAN
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public SearchOptions {
    families = List.copyOf(families);
    if (families.isEmpty()) {
      throw new IllegalArgumentException("families must be at least one, got none");
    }
    if (criterion == Criterion.HELD_OUT && validation.kind() == Validation.Kind.NONE) {
      throw new IllegalArgumentException(
          "a search must hold rows out to judge by; choose a fraction or folds");
    }
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, got " + patience);
    }
    if (mostComponents < 0) {
      throw new IllegalArgumentException(
          "most-components must be at least 0, got " + mostComponents);
    }
    if (!(maxSeconds > 0)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "max-seconds must be above 0, got %s", maxSeconds));
    }
    if (maxCandidates < 1) {
      throw new IllegalArgumentException("max-candidates must be at least 1, got " + maxCandidates);
    }
    if (sampleRows < 0) {
      throw new IllegalArgumentException("sample-rows must be at least 0, got " + sampleRows);
    }
  }

  /**
   * All families, held-out rows, automatic validation, the smallest within error, patience 2, no
   * limits.
   *
   * @return the options
   */
  public static SearchOptions defaults() {
    return new SearchOptions(
        ModelFamily.all(),
        Criterion.HELD_OUT,
        Validation.automatic(),
        Choice.SMALLEST_WITHIN_ERROR,
        2,
        0,
        Double.POSITIVE_INFINITY,
        Integer.MAX_VALUE,
        0);
  }

  /**
   * With other families.
   *
   * @param newFamilies at least one
   * @return a copy
   */
  public SearchOptions withFamilies(List<ModelFamily> newFamilies) {
    return new SearchOptions(
        newFamilies,
        criterion,
        validation,
        choice,
        patience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With another criterion.
   *
   * @param newCriterion what candidates are judged by
   * @return a copy
   */
  public SearchOptions withCriterion(Criterion newCriterion) {
    return new SearchOptions(
        families,
        newCriterion,
        validation,
        choice,
        patience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With another validation.
   *
   * @param newValidation holds rows out, to judge by them
   * @return a copy
   */
  public SearchOptions withValidation(Validation newValidation) {
    return new SearchOptions(
        families,
        criterion,
        newValidation,
        choice,
        patience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With another rule of choice.
   *
   * @param newChoice who wins
   * @return a copy
   */
  public SearchOptions withChoice(Choice newChoice) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        newChoice,
        patience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With another patience.
   *
   * @param newPatience at least 1
   * @return a copy
   */
  public SearchOptions withPatience(int newPatience) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        choice,
        newPatience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With another limit of components.
   *
   * @param newMostComponents at least 0; 0 is the default
   * @return a copy
   */
  public SearchOptions withMostComponents(int newMostComponents) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        choice,
        patience,
        newMostComponents,
        maxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With a limit of time.
   *
   * @param newMaxSeconds above 0
   * @return a copy
   */
  public SearchOptions withMaxSeconds(double newMaxSeconds) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        choice,
        patience,
        mostComponents,
        newMaxSeconds,
        maxCandidates,
        sampleRows);
  }

  /**
   * With a limit of candidates.
   *
   * @param newMaxCandidates at least 1
   * @return a copy
   */
  public SearchOptions withMaxCandidates(int newMaxCandidates) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        choice,
        patience,
        mostComponents,
        maxSeconds,
        newMaxCandidates,
        sampleRows);
  }

  /**
   * With another limit of rows.
   *
   * @param newSampleRows 0 leaves it to the number of columns
   * @return a copy
   */
  public SearchOptions withSampleRows(int newSampleRows) {
    return new SearchOptions(
        families,
        criterion,
        validation,
        choice,
        patience,
        mostComponents,
        maxSeconds,
        maxCandidates,
        newSampleRows);
  }
}
