package org.latent4j.deep;

import java.util.Locale;

/**
 * What the training of a {@link VariationalAutoencoder} raises. Immutable.
 *
 * @param objective the bound
 * @param beta weight of the divergence in {@link Objective#ELBO}, above 0
 * @param samples codes drawn for a row in a step, at least 1
 * @param warmUp epochs over which the weight of the divergence grows from 0 to its own, at most
 *     half of all epochs
 * @param freeBits nats per latent dimension below which the divergence is not lowered, at least 0
 */
public record ObjectiveOptions(
    Objective objective, double beta, int samples, int warmUp, double freeBits) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ObjectiveOptions {
    require(
        beta > 0 && beta < Double.POSITIVE_INFINITY,
        "beta must be finite and above 0, got %s",
        beta);
    require(samples >= 1, "samples must be at least 1, got %s", samples);
    require(warmUp >= 0, "warmUp must be at least 0, got %s", warmUp);
    require(
        freeBits >= 0 && freeBits < Double.POSITIVE_INFINITY,
        "freeBits must be finite and at least 0, got %s",
        freeBits);
    require(
        objective == Objective.ELBO || (beta == 1 && freeBits == 0),
        "beta and freeBits go with the objective ELBO, got %s",
        objective);
  }

  /**
   * The evidence lower bound of one draw, without warm-up or free bits.
   *
   * @return the defaults
   */
  public static ObjectiveOptions elbo() {
    return new ObjectiveOptions(Objective.ELBO, 1, 1, 0, 0);
  }

  /**
   * The importance-weighted bound.
   *
   * @param samples codes drawn for a row in a step, at least 1
   * @return those options
   */
  public static ObjectiveOptions iwae(int samples) {
    return new ObjectiveOptions(Objective.IWAE, 1, samples, 0, 0);
  }

  /**
   * With another weight of the divergence.
   *
   * @param newBeta above 0
   * @return a copy
   */
  public ObjectiveOptions withBeta(double newBeta) {
    return new ObjectiveOptions(objective, newBeta, samples, warmUp, freeBits);
  }

  /**
   * With another warm-up.
   *
   * @param newWarmUp epochs, at least 0
   * @return a copy
   */
  public ObjectiveOptions withWarmUp(int newWarmUp) {
    return new ObjectiveOptions(objective, beta, samples, newWarmUp, freeBits);
  }

  /**
   * With other free bits.
   *
   * @param newFreeBits nats per latent dimension, at least 0
   * @return a copy
   */
  public ObjectiveOptions withFreeBits(double newFreeBits) {
    return new ObjectiveOptions(objective, beta, samples, warmUp, newFreeBits);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
