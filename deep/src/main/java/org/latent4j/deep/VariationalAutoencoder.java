package org.latent4j.deep;

import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.DeepAnswers;
import org.latent4j.deep.internal.TrainingState;
import org.latent4j.deep.internal.VaeFit;
import org.latent4j.deep.internal.VaeMeasures;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * A variational auto-encoder: z ~ p(z) of q dimensions, x ~ p(x|z) about what a network, the
 * decoder, makes of z; beside it a second network, the encoder, that gives the normal distribution
 * q(z|x) = N(m(x), diag s²(x)) as an approximation of the posterior (Kingma and Welling 2014,
 * "Auto-encoding variational Bayes", arXiv:1312.6114).
 *
 * <p>{@link #logDensity} is the evidence lower bound E[log p(x|z)] − KL(q(z|x) ‖ p(z)) ≤ log p(x),
 * the expectation taken over eight fixed draws, the same for every row: in expectation a bound from
 * below. {@link #logWeights} gives what tightens it. A code is m(x); a decoded code is E[x|z]. With
 * a {@link Prior#HIERARCHICAL} prior z is the lower level, z₁, and the divergence that of both
 * levels, E[log q(z₁|x) + log q(z₂|z₁) − log p(z₁|z₂) − log p(z₂)].
 *
 * <p>With a Bernoulli likelihood a value between 0 and the greatest value, as of a grey pixel, is
 * read as the probability of a 1: what is told is then a bound of the mean log probability of the
 * black-and-white rows that it stands for, and drawn rows are black and white.
 *
 * <p>Rows are centred and scaled by powers of two before networks see them, which changes the
 * arithmetic and not the model. Networks are trained in single precision on one thread, so that the
 * same rows, options and seed give the same bits; answers are computed from their weights in double
 * precision, without LibTorch. Of one row: 8 passes through the decoder and 1 through the encoder.
 * Immutable, thread-safe.
 */
public final class VariationalAutoencoder extends EncodedModel {

  VariationalAutoencoder(
      DeepAnswers answers, VaeMeasures measures, Optional<TrainingState> stopped) {
    super(answers, measures, stopped);
  }

  /**
   * Trains a model; needs LibTorch. Goes on from the start of the context where there is one: a
   * model whose training was cancelled goes on as if it never had been, when rows, options and seed
   * are the same.
   *
   * @param data at least 10 rows, complete; with a Bernoulli likelihood none negative, with another
   *     no feature constant
   * @param options parts and training
   * @param context seed, listener, start; more threads do not change or quicken the training
   * @return the model and its report: its trace is the best bound on held-out rows after each
   *     epoch, times the number of rows
   * @throws org.latent4j.data.DataException if the rows cannot be used
   * @throws IllegalStateException if there is no LibTorch for this platform
   * @throws org.latent4j.linalg.NumericalException if training stops being finite again and again
   */
  public static FitResult<VariationalAutoencoder> fit(
      Dataset data, VariationalAutoencoderOptions options, FitContext context) {
    Optional<VaeFit.Start> start =
        context
            .start()
            .map(VariationalAutoencoder.class::cast)
            .map(from -> new VaeFit.Start(from.answers(), from.stopped()));
    return VaeFit.fit(data, options, context, start, VariationalAutoencoder::new);
  }
}
