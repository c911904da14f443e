/**
 * Tasks: questions put to a fitted model and rows, written once against the capabilities of {@link
 * org.latent4j.model} and therefore the same for every model. What each row answers by itself is a
 * {@link org.latent4j.task.RowTask}, which can be collected or streamed; the classes {@link
 * org.latent4j.task.Scoring}, {@link org.latent4j.task.Anomalies}, {@link
 * org.latent4j.task.Contributions}, {@link org.latent4j.task.Clustering}, {@link
 * org.latent4j.task.Codes}, {@link org.latent4j.task.Decoding}, {@link
 * org.latent4j.task.Reconstruction}, {@link org.latent4j.task.Imputation} and {@link
 * org.latent4j.task.Prediction} make such tasks and sum them up, {@link org.latent4j.task.Sampling}
 * draws rows, {@link org.latent4j.task.Drift} tests whether rows still come from the distribution
 * of the fit, {@link org.latent4j.task.Features} carries what a model knows to other programs,
 * {@link org.latent4j.task.Evaluation}, {@link org.latent4j.task.Calibration}, {@link
 * org.latent4j.task.Downstream}, {@link org.latent4j.task.CodeClusters}, {@link
 * org.latent4j.task.OutsideRows} and {@link org.latent4j.task.SampleCopies} tell what it is worth,
 * {@link org.latent4j.task.Marginals} and {@link org.latent4j.task.MarginalDistribution} tell of
 * some columns, {@link org.latent4j.task.ModelComparison} holds models against each other, {@link
 * org.latent4j.task.ComponentMerging} joins components into clusters, and {@link
 * org.latent4j.task.Agreement} compares clusters with known classes. Rows are given and told in the
 * user's units; answers do not depend on the number of threads.
 */
@NullMarked
package org.latent4j.task;

import org.jspecify.annotations.NullMarked;
