package org.latent4j.deep;

import java.util.List;
import java.util.Locale;

/**
 * What an {@link Autoencoder} is made of and how it is trained. Immutable.
 *
 * @param latentDimension number q of latent dimensions, at least 1
 * @param hidden widths of the encoder's hidden layers; the decoder has them in reverse. Without
 *     any, both are affine maps
 * @param activation what stands between layers
 * @param likelihood p(x|z), whose logarithm is the error of a reconstruction: squared for normal
 *     ones, cross-entropy for 0 and 1
 * @param deviation standard deviation of an isotropic likelihood, in the units of the rows; 0 to
 *     learn it
 * @param noise standard deviation of normal noise added to rows before they are encoded, at least
 *     0; in the scale of columns as networks see them, where each has a variance near 1, or runs
 *     from 0 to 1
 * @param masking share of features that are set to 0, which for normal features is near their mean,
 *     before a row is encoded; from 0 to below 1
 * @param contraction nats that codes cost for each unit of ‖∂z/∂x‖², at least 0
 * @param components of the mixture that is fitted to the codes, at least 1
 * @param training how long and how
 */
public record AutoencoderOptions(
    int latentDimension,
    List<Integer> hidden,
    Activation activation,
    Likelihood likelihood,
    double deviation,
    double noise,
    double masking,
    double contraction,
    int components,
    TrainingOptions training) {

  private static final int LATENT = 2;
  private static final int HIDDEN = 64;
  private static final int COMPONENTS = 10;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AutoencoderOptions {
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
    require(
        noise >= 0 && noise < Double.POSITIVE_INFINITY,
        "noise must be finite and at least 0, got %s",
        noise);
    require(masking >= 0 && masking < 1, "masking must be from 0 to below 1, got %s", masking);
    require(
        contraction >= 0 && contraction < Double.POSITIVE_INFINITY,
        "contraction must be finite and at least 0, got %s",
        contraction);
    require(components >= 1, "components must be at least 1, got %s", components);
    require(
        training.warmUp() == 0 && training.freeBits() == 0,
        "warmUp and freeBits are of variational auto-encoders, got %s",
        training);
  }

  /**
   * Two latent dimensions, one hidden layer of 64, nothing done to rows, a mixture of ten.
   *
   * @return the defaults
   */
  public static AutoencoderOptions defaults() {
    return new AutoencoderOptions(
        LATENT,
        List.of(HIDDEN),
        Activation.RELU,
        Likelihood.AUTOMATIC,
        0,
        0,
        0,
        0,
        COMPONENTS,
        TrainingOptions.defaults());
  }

  /**
   * With other networks.
   *
   * @param newLatentDimension at least 1
   * @param newActivation what stands between layers
   * @param newHidden widths of the encoder's hidden layers, first to last; none for affine maps
   * @return a copy
   */
  public AutoencoderOptions withNetwork(
      int newLatentDimension, Activation newActivation, Integer... newHidden) {
    return new AutoencoderOptions(
        newLatentDimension,
        List.of(newHidden),
        newActivation,
        likelihood,
        deviation,
        noise,
        masking,
        contraction,
        components,
        training);
  }

  /**
   * With another likelihood.
   *
   * @param newLikelihood p(x|z)
   * @param newDeviation standard deviation of an isotropic one, or 0 to learn it
   * @return a copy
   */
  public AutoencoderOptions withLikelihood(Likelihood newLikelihood, double newDeviation) {
    return new AutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        newLikelihood,
        newDeviation,
        noise,
        masking,
        contraction,
        components,
        training);
  }

  /**
   * With rows damaged before they are encoded (denoising).
   *
   * @param newNoise standard deviation of noise, at least 0
   * @param newMasking share of features set to 0, below 1
   * @return a copy
   */
  public AutoencoderOptions withDamage(double newNoise, double newMasking) {
    return new AutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        newNoise,
        newMasking,
        contraction,
        components,
        training);
  }

  /**
   * With a price of slopes (contractive).
   *
   * @param newContraction at least 0
   * @return a copy
   */
  public AutoencoderOptions withContraction(double newContraction) {
    return new AutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        noise,
        masking,
        newContraction,
        components,
        training);
  }

  /**
   * With another mixture.
   *
   * @param newComponents of the mixture fitted to the codes, at least 1
   * @return a copy
   */
  public AutoencoderOptions withComponents(int newComponents) {
    return new AutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        noise,
        masking,
        contraction,
        newComponents,
        training);
  }

  /**
   * With another training.
   *
   * @param newTraining how long and how
   * @return a copy
   */
  public AutoencoderOptions withTraining(TrainingOptions newTraining) {
    return new AutoencoderOptions(
        latentDimension,
        hidden,
        activation,
        likelihood,
        deviation,
        noise,
        masking,
        contraction,
        components,
        newTraining);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
