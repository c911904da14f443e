package org.latent4j.deep;

import java.util.Locale;

/**
 * What auto-encoders of every kind are made of. Immutable.
 *
 * @param latentDimension q, at least 1
 * @param network encoder, and in reverse decoder
 * @param likelihood p(x|z)
 * @param deviation standard deviation of a {@link Likelihood#ISOTROPIC} likelihood, in the units of
 *     the rows; 0 to learn it
 */
public record DeepDesign(
    int latentDimension, NetworkOptions network, Likelihood likelihood, double deviation) {

  private static final int LATENT = 2;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public DeepDesign {
    require(latentDimension >= 1, "latentDimension must be at least 1, got %s", latentDimension);
    require(
        deviation >= 0 && deviation < Double.POSITIVE_INFINITY,
        "deviation must be finite and above 0, or 0 to learn it, got %s",
        deviation);
    require(
        deviation == 0 || likelihood == Likelihood.ISOTROPIC,
        "deviation goes with the likelihood ISOTROPIC, got %s",
        likelihood);
  }

  /**
   * Two latent dimensions, one dense hidden layer, a likelihood that suits the rows.
   *
   * @return the defaults
   */
  public static DeepDesign defaults() {
    return new DeepDesign(LATENT, NetworkOptions.defaults(), Likelihood.AUTOMATIC, 0);
  }

  /**
   * With another latent dimension.
   *
   * @param newLatentDimension q, at least 1
   * @return a copy
   */
  public DeepDesign withLatentDimension(int newLatentDimension) {
    return new DeepDesign(newLatentDimension, network, likelihood, deviation);
  }

  /**
   * With other networks.
   *
   * @param newNetwork encoder, and in reverse decoder
   * @return a copy
   */
  public DeepDesign withNetwork(NetworkOptions newNetwork) {
    return new DeepDesign(latentDimension, newNetwork, likelihood, deviation);
  }

  /**
   * With other dense hidden layers.
   *
   * @param newHidden widths of the encoder's, first to last; none for affine maps
   * @return a copy
   */
  public DeepDesign withHidden(Integer... newHidden) {
    return withNetwork(NetworkOptions.dense(network.activation(), newHidden));
  }

  /**
   * With another likelihood.
   *
   * @param newLikelihood p(x|z)
   * @param newDeviation standard deviation of an isotropic one, or 0 to learn it
   * @return a copy
   */
  public DeepDesign withLikelihood(Likelihood newLikelihood, double newDeviation) {
    return new DeepDesign(latentDimension, network, newLikelihood, newDeviation);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
