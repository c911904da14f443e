package org.latent4j.model;

/**
 * A fitted model and how it came about.
 *
 * @param <M> type of the model
 * @param model the model, also when the fit did not converge
 * @param report what happened
 */
public record FitResult<M extends Model>(M model, FitReport report) {}
