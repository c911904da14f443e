package org.latent4j.model;

import java.util.function.Supplier;

/**
 * Where a fit stands.
 *
 * @param phase what is being done, such as "start 3 of 10" or "em"
 * @param iteration parameter updates done in this phase
 * @param iterationLimit the most that will be done
 * @param meanLogLikelihood nats per row, in the units the model is fitted in
 * @param gain what the last update added to it; NaN before the second
 * @param model the model as it stands, made when asked for, so that it can be saved as a checkpoint
 * @param detail what else there is to tell of the model as it stands, in a few words; may be empty
 */
public record FitProgress(
    String phase,
    int iteration,
    int iterationLimit,
    double meanLogLikelihood,
    double gain,
    Supplier<? extends Model> model,
    String detail) {

  /**
   * With nothing else to tell.
   *
   * @param phase what is being done
   * @param iteration parameter updates done in this phase
   * @param iterationLimit the most that will be done
   * @param meanLogLikelihood nats per row
   * @param gain what the last update added to it; NaN before the second
   * @param model the model as it stands
   */
  public FitProgress(
      String phase,
      int iteration,
      int iterationLimit,
      double meanLogLikelihood,
      double gain,
      Supplier<? extends Model> model) {
    this(phase, iteration, iterationLimit, meanLogLikelihood, gain, model, "");
  }

  /**
   * The same in another phase.
   *
   * @param newPhase what is being done
   * @return a copy
   */
  public FitProgress withPhase(String newPhase) {
    return new FitProgress(
        newPhase, iteration, iterationLimit, meanLogLikelihood, gain, model, detail);
  }
}
