package org.latent4j.deep;

import java.util.Locale;

/**
 * What an {@link Autoencoder} is made of and how it is trained. Immutable.
 *
 * @param design encoder, decoder and likelihood, whose logarithm is the error of a reconstruction:
 *     squared for normal ones, cross-entropy for 0 and 1
 * @param noise standard deviation of normal noise added to rows before they are encoded, at least
 *     0; in the scale of columns as networks see them, where each has a variance near 1, or runs
 *     from 0 to 1
 * @param masking share of features that are set to 0, which for normal features is near their mean,
 *     before a row is encoded; from 0 to below 1
 * @param contraction nats that codes cost for each unit of ‖∂z/∂x‖², at least 0
 * @param sparsity latent dimensions that a code uses, those of the greatest values, the others
 *     being 0; at most all, 0 for all. The mixture of the codes then has diagonal covariances
 * @param components of the mixture that is fitted to the codes, at least 1
 * @param training how long and how
 */
public record AutoencoderOptions(
    DeepDesign design,
    double noise,
    double masking,
    double contraction,
    int sparsity,
    int components,
    TrainingOptions training) {

  private static final int COMPONENTS = 10;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AutoencoderOptions {
    require(
        noise >= 0 && noise < Double.POSITIVE_INFINITY,
        "noise must be finite and at least 0, got %s",
        noise);
    require(masking >= 0 && masking < 1, "masking must be from 0 to below 1, got %s", masking);
    require(
        contraction >= 0 && contraction < Double.POSITIVE_INFINITY,
        "contraction must be finite and at least 0, got %s",
        contraction);
    require(
        sparsity >= 0 && sparsity <= design.latentDimension(),
        "sparsity must be from 1 to the latent dimension, or 0 for all, got %s",
        sparsity);
    require(components >= 1, "components must be at least 1, got %s", components);
  }

  /**
   * Two latent dimensions, one hidden layer of 256, nothing done to rows, a mixture of ten.
   *
   * @return the defaults
   */
  public static AutoencoderOptions defaults() {
    return new AutoencoderOptions(
        DeepDesign.defaults(), 0, 0, 0, 0, COMPONENTS, TrainingOptions.defaults());
  }

  /**
   * With another design.
   *
   * @param newDesign encoder, decoder and likelihood
   * @return a copy
   */
  public AutoencoderOptions withDesign(DeepDesign newDesign) {
    return new AutoencoderOptions(
        newDesign, noise, masking, contraction, sparsity, components, training);
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
        design, newNoise, newMasking, contraction, sparsity, components, training);
  }

  /**
   * With a price of slopes (contractive).
   *
   * @param newContraction at least 0
   * @return a copy
   */
  public AutoencoderOptions withContraction(double newContraction) {
    return new AutoencoderOptions(
        design, noise, masking, newContraction, sparsity, components, training);
  }

  /**
   * With codes that are 0 but for the greatest (k-sparse).
   *
   * @param newSparsity how many are kept, at most the latent dimension; 0 for all
   * @return a copy
   */
  public AutoencoderOptions withSparsity(int newSparsity) {
    return new AutoencoderOptions(
        design, noise, masking, contraction, newSparsity, components, training);
  }

  /**
   * With another mixture.
   *
   * @param newComponents of the mixture fitted to the codes, at least 1
   * @return a copy
   */
  public AutoencoderOptions withComponents(int newComponents) {
    return new AutoencoderOptions(
        design, noise, masking, contraction, sparsity, newComponents, training);
  }

  /**
   * With another training.
   *
   * @param newTraining how long and how
   * @return a copy
   */
  public AutoencoderOptions withTraining(TrainingOptions newTraining) {
    return new AutoencoderOptions(
        design, noise, masking, contraction, sparsity, components, newTraining);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
