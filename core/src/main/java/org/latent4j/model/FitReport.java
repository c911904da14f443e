package org.latent4j.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a fit.
 *
 * @param status how it ended
 * @param iterations parameter updates of the run that was kept; 1 for a closed form
 * @param logLikelihood total over the rows, weighted, in nats, in the units the model was fitted
 *     in; NaN for a model without density
 * @param weightTotal sum of the rows' weights, n without weights
 * @param trace what was maximised, after each parameter update of the run that was kept: the total
 *     log likelihood, with the log prior density where there is a prior, or the evidence lower
 *     bound
 * @param starts what the starts reached of it, best first; those of a part of the rows are scaled
 *     to all rows; empty for a closed form
 * @param notes what the user should know, one sentence each: the way chosen, repairs, warnings
 */
public record FitReport(
    FitStatus status,
    int iterations,
    double logLikelihood,
    double weightTotal,
    List<Double> trace,
    List<Double> starts,
    List<String> notes) {

  /** Copies the lists. */
  public FitReport {
    trace = List.copyOf(trace);
    starts = List.copyOf(starts);
    notes = List.copyOf(notes);
  }

  /**
   * The report of a closed-form fit.
   *
   * @param logLikelihood total in nats, NaN for a model without density
   * @param weightTotal sum of the rows' weights
   * @param notes what the user should know
   * @return a converged report of one step
   */
  public static FitReport closedForm(double logLikelihood, double weightTotal, List<String> notes) {
    return new FitReport(
        FitStatus.CONVERGED, 1, logLikelihood, weightTotal, List.of(), List.of(), notes);
  }

  /**
   * Whether the fit reached its optimum.
   *
   * @return whether the status is {@link FitStatus#CONVERGED}
   */
  public boolean converged() {
    return status == FitStatus.CONVERGED;
  }

  /**
   * Log likelihood per row.
   *
   * @return nats per unit of weight
   */
  public double meanLogLikelihood() {
    return logLikelihood / weightTotal;
  }

  /**
   * Bayesian information criterion, −2·logLikelihood + p·ln n; lower is better (Schwarz 1978).
   *
   * @param parameterCount p
   * @return the criterion
   */
  public double bic(long parameterCount) {
    return -2 * logLikelihood + parameterCount * Math.log(weightTotal);
  }

  /**
   * Akaike's information criterion, −2·logLikelihood + 2p; lower is better (Akaike 1974).
   *
   * @param parameterCount p
   * @return the criterion
   */
  public double aic(long parameterCount) {
    return -2 * logLikelihood + 2.0 * parameterCount;
  }

  /**
   * The same report with more to say.
   *
   * @param more sentences that come after the others
   * @return a copy
   */
  public FitReport withNotes(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new FitReport(status, iterations, logLikelihood, weightTotal, trace, starts, all);
  }

  /**
   * The same report in other units: each log likelihood moves by the log-Jacobian per row.
   *
   * @param logJacobian nats per row
   * @return the shifted report
   */
  public FitReport shifted(double logJacobian) {
    double shift = logJacobian * weightTotal;
    return new FitReport(
        status,
        iterations,
        logLikelihood + shift,
        weightTotal,
        trace.stream().map(v -> v + shift).toList(),
        starts.stream().map(v -> v + shift).toList(),
        notes);
  }
}
