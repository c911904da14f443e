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
 */
public record FitProgress(
    String phase,
    int iteration,
    int iterationLimit,
    double meanLogLikelihood,
    double gain,
    Supplier<? extends Model> model) {}
