package org.latent4j.cli;

import java.util.Optional;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Calibration;
import org.latent4j.task.CodeClusters;
import org.latent4j.task.Downstream;
import org.latent4j.task.Evaluation;
import org.latent4j.task.OutsideRows;
import org.latent4j.task.SampleCopies;

/**
 * What {@code latent evaluate} found, as far as the model and the rows have it.
 *
 * @param model that was asked
 * @param given how many rows there were
 * @param seed of all that was drawn
 * @param density how probable the rows are
 * @param calibration whether the model is as sure as it should be
 * @param labels what its features are worth
 * @param clusters what clusters of its codes have to do with the labels
 * @param outside whether it knows rows of another origin
 * @param copies whether it draws the rows of its fit
 */
record Findings(
    FittedModel model,
    long given,
    long seed,
    Optional<Evaluation> density,
    Optional<Calibration> calibration,
    Optional<Downstream> labels,
    Optional<CodeClusters> clusters,
    Optional<OutsideRows> outside,
    Optional<SampleCopies> copies) {}
