package org.latent4j.deep;

import java.util.List;
import java.util.Locale;

/**
 * What a {@link VariationalAutoencoder} is made of and how it is trained. Immutable.
 *
 * @param latentDimension q, at least 1
 * @param hidden widths of the encoder's hidden layers, first to last; the decoder has the same in
 *     reverse. Empty for affine maps
 * @param activation what stands between layers
 * @param likelihood p(x|z)
 * @param deviation standard deviation of a {@link Likelihood#ISOTROPIC} likelihood, in the units of
 *     the rows; 0 to learn it
 * @param prior p(z)
 * @param components parts of a prior that has parts, at least 1
 * @param objective what training raises
 * @param beta weight of the divergence in {@link Objective#ELBO}, above 0
 * @param samples codes drawn for a row in a step, at least 1
 * @param binarisation whether grey values are drawn anew as 0 or 1 in each step
 * @param training how long and how
 */
public record VariationalAutoencoderOptions(
    int latentDimension,
    List<Integer> hidden,
    Activation activation,
    Likelihood likelihood,
    double deviation,
    Prior prior,
    int components,
    Objective objective,
    double beta,
    int samples,
    Binarisation binarisation,
    TrainingOptions training) {

  /** What training on grey values with a {@link Likelihood#BERNOULLI} likelihood sees. */
  public enum Binarisation {
    /** Each step draws 0 or 1 with the grey value as probability. */
    DYNAMIC,
    /** The grey values, as probabilities. */
    NONE
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public VariationalAutoencoderOptions {
    hidden = List.copyOf(hidden);
    require(latentDimension >= 1, "latentDimension must be at least 1, got %s", latentDimension);
    for (int width : hidden) {
      require(width >= 1, "hidden widths must be at least 1, got %s", width);
    }
    require(
        deviation >= 0 && deviation < Double.POSITIVE_INFINITY,
        "deviation must be finite and above 0, or 0 to learn it, got %s",
        deviation);
    require(
        deviation == 0 || likelihood == Likelihood.ISOTROPIC,
        "deviation goes with the likelihood ISOTROPIC, got %s",
        likelihood);
    require(components >= 1, "components must be at least 1, got %s", components);
    require(
        beta > 0 && beta < Double.POSITIVE_INFINITY,
        "beta must be finite and above 0, got %s",
        beta);
    require(samples >= 1, "samples must be at least 1, got %s", samples);
    require(
        objective == Objective.ELBO || (beta == 1 && training.freeBits() == 0),
        "beta and freeBits go with the objective ELBO, got %s",
        objective);
  }

  /**
   * 2 latent dimensions, one hidden layer of 256, a standard normal prior, the ELBO of one draw.
   *
   * @return the defaults
   */
  public static VariationalAutoencoderOptions defaults() {
    return new VariationalAutoencoderOptions(
        2,
        List.of(256),
        Activation.RELU,
        Likelihood.AUTOMATIC,
        0,
        Prior.NORMAL,
        50,
        Objective.ELBO,
        1,
        1,
        Binarisation.DYNAMIC,
        TrainingOptions.defaults());
  }

  /**
   * With another latent dimension.
   *
   * @param newLatentDimension q, at least 1
   * @return a copy
   */
  public VariationalAutoencoderOptions withLatentDimension(int newLatentDimension) {
    return new VariationalAutoencoderOptions(
        newLatentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        prior,
        components,
        objective,
        beta,
        samples,
        binarisation,
        training);
  }

  /**
   * With other hidden layers.
   *
   * @param newHidden widths of the encoder's, first to last; none for affine maps
   * @return a copy
   */
  public VariationalAutoencoderOptions withHidden(Integer... newHidden) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        List.of(newHidden),
        activation,
        likelihood,
        deviation,
        prior,
        components,
        objective,
        beta,
        samples,
        binarisation,
        training);
  }

  /**
   * With another activation.
   *
   * @param newActivation what stands between layers
   * @return a copy
   */
  public VariationalAutoencoderOptions withActivation(Activation newActivation) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        newActivation,
        likelihood,
        deviation,
        prior,
        components,
        objective,
        beta,
        samples,
        binarisation,
        training);
  }

  /**
   * With another likelihood.
   *
   * @param newLikelihood p(x|z)
   * @param newDeviation standard deviation of an isotropic one, or 0 to learn it
   * @return a copy
   */
  public VariationalAutoencoderOptions withLikelihood(
      Likelihood newLikelihood, double newDeviation) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        newLikelihood,
        newDeviation,
        prior,
        components,
        objective,
        beta,
        samples,
        binarisation,
        training);
  }

  /**
   * With another prior.
   *
   * @param newPrior p(z)
   * @param newComponents parts of a prior that has parts, at least 1
   * @return a copy
   */
  public VariationalAutoencoderOptions withPrior(Prior newPrior, int newComponents) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        newPrior,
        newComponents,
        objective,
        beta,
        samples,
        binarisation,
        training);
  }

  /**
   * With another objective.
   *
   * @param newObjective what training raises
   * @param newBeta weight of the divergence, 1 unless the objective is the ELBO
   * @param newSamples codes drawn for a row in a step, at least 1
   * @return a copy
   */
  public VariationalAutoencoderOptions withObjective(
      Objective newObjective, double newBeta, int newSamples) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        prior,
        components,
        newObjective,
        newBeta,
        newSamples,
        binarisation,
        training);
  }

  /**
   * With another binarisation.
   *
   * @param newBinarisation what training on grey values sees
   * @return a copy
   */
  public VariationalAutoencoderOptions withBinarisation(Binarisation newBinarisation) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        prior,
        components,
        objective,
        beta,
        samples,
        newBinarisation,
        training);
  }

  /**
   * With another training.
   *
   * @param newTraining how long and how
   * @return a copy
   */
  public VariationalAutoencoderOptions withTraining(TrainingOptions newTraining) {
    return new VariationalAutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        prior,
        components,
        objective,
        beta,
        samples,
        binarisation,
        newTraining);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
