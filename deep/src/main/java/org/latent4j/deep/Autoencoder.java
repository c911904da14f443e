package org.latent4j.deep;

import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.AutoencoderFit;
import org.latent4j.deep.internal.DeepAnswers;
import org.latent4j.deep.internal.FittedPrior;
import org.latent4j.deep.internal.TrainingState;
import org.latent4j.deep.internal.VaeMeasures;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.Clusterer;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;

/**
 * An auto-encoder: a network, the encoder, that gives a row a code z = e(x) of q numbers, and a
 * second, the decoder, that gives the row back. Both are trained to raise log p(x | z = e(x)): the
 * squared error of normal features, the cross-entropy of 0 and 1. Rows can be damaged before they
 * are encoded, by noise or by setting features to 0, so that codes have to tell what the rest of a
 * row implies (Vincent, Larochelle, Lajoie, Bengio and Manzagol 2010, "Stacked denoising
 * autoencoders", JMLR 11); codes that move when rows move can be given a price (Rifai, Vincent,
 * Muller, Glorot and Bengio 2011, "Contractive auto-encoders", ICML). The price is that of ‖∂z/∂x‖²
 * with each code divided by its spread, so that small codes and a large decoder do not evade it; it
 * is estimated along one random direction for each row, not summed over all. Codes can be made
 * sparse: all but the greatest few numbers of each are 0 (Makhzani and Frey 2014, "k-sparse
 * autoencoders", arXiv:1312.5663; as many when a row is encoded as in training).
 *
 * <p>It becomes generative by a Gaussian mixture p(z) fitted to the codes of the rows: z ~ p(z), x
 * ~ p(x|z). Beside it stands q(z|x) = N(e(x), diag s²), with one s for all rows, chosen for the
 * greatest bound where the decoder is near to linear. {@link #logDensity} is the evidence lower
 * bound of log p(x) that follows, over eight fixed draws as in {@link VariationalAutoencoder}: a
 * true bound, but one that training did not raise. Clusters are the components of the mixture.
 *
 * <p>With affine networks and one variance for all columns it is principal component analysis: the
 * decoder spans the same subspace (Baldi and Hornik 1989).
 *
 * <p>Cost per epoch: one pass of the rows through both networks and back. Immutable, thread-safe;
 * answers need no LibTorch.
 */
public final class Autoencoder extends EncodedModel implements Clusterer {

  private final GaussianMixture mixture;

  Autoencoder(DeepAnswers answers, VaeMeasures measures, Optional<TrainingState> stopped) {
    super(answers, measures, stopped);
    this.mixture = prior(answers).mixture();
  }

  private static FittedPrior prior(DeepAnswers answers) {
    if (answers.prior() instanceof FittedPrior fitted
        && fitted.mixture().featureCount() == answers.parts().latentDimension()) {
      return fitted;
    }
    throw new IllegalArgumentException(
        "the prior of an auto-encoder must be a mixture over its codes");
  }

  /**
   * Trains a model; needs LibTorch. Goes on from the start of the context where there is one: a
   * model whose training was cancelled goes on as if it never had been, when rows, options and seed
   * are the same.
   *
   * @param data at least 10 rows, complete; with a Bernoulli likelihood none negative, with another
   *     no feature constant
   * @param options parts and training
   * @param context seed, listener, start; more threads quicken the fit of the mixture alone
   * @return the model and its report: its trace is the best log p(x | z = e(x)) on held-out rows
   *     after each epoch, times the number of rows
   * @throws org.latent4j.data.DataException if the rows cannot be used
   * @throws IllegalStateException if there is no LibTorch for this platform
   * @throws org.latent4j.linalg.NumericalException if training stops being finite again and again
   */
  public static FitResult<Autoencoder> fit(
      Dataset data, AutoencoderOptions options, FitContext context) {
    Optional<AutoencoderFit.Start> start =
        context
            .start()
            .map(Autoencoder.class::cast)
            .map(
                from ->
                    new AutoencoderFit.Start(
                        from.answers().parts(), prior(from.answers()), from.stopped()));
    return AutoencoderFit.fit(data, options, context, start, Autoencoder::new);
  }

  @Override
  public int componentCount() {
    return mixture.componentCount();
  }

  /** {@inheritDoc} Of the code e(x) of each row. */
  @Override
  public Matrix responsibilities(Matrix observations) {
    return mixture.responsibilities(encode(observations));
  }

  /**
   * The distribution of codes.
   *
   * @return the mixture that was fitted to the codes of the rows
   */
  public GaussianMixture codes() {
    return mixture;
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    if (function != GraphFunction.RESPONSIBILITIES) {
      return super.graph(function);
    }
    GraphBuilder builder = new GraphBuilder();
    GraphValue x = builder.input(function.input(), featureCount());
    GraphValue shares = prior(answers()).append(builder, function, answers().codes(x));
    return Optional.of(builder.output(function.output(), shares).build());
  }
}
