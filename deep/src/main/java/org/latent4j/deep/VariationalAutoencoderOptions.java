package org.latent4j.deep;

import java.util.Locale;

/**
 * What a {@link VariationalAutoencoder} is made of and how it is trained. Immutable.
 *
 * @param design encoder, decoder and likelihood
 * @param prior p(z)
 * @param components parts of a prior that has parts, at least 1
 * @param top latent dimensions of the upper level of a {@link Prior#HIERARCHICAL} prior, at least
 *     1; 0 for half of those of the lower, and with any other prior
 * @param objective what training raises
 * @param binarisation whether grey values are drawn anew as 0 or 1 in each step
 * @param training how long and how
 */
public record VariationalAutoencoderOptions(
    DeepDesign design,
    Prior prior,
    int components,
    int top,
    ObjectiveOptions objective,
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
    require(
        prior != Prior.FLOW || design.latentDimension() >= 2,
        "a flow as prior needs a latentDimension of at least 2, got %s",
        design.latentDimension());
    require(components >= 1, "components must be at least 1, got %s", components);
    require(top >= 0, "top must be at least 1, or 0 for half of latentDimension, got %s", top);
    require(
        top == 0 || prior == Prior.HIERARCHICAL,
        "top goes with the prior HIERARCHICAL, got %s",
        prior);
  }

  /**
   * 2 latent dimensions, one hidden layer of 256, a standard normal prior, the ELBO of one draw.
   *
   * @return the defaults
   */
  public static VariationalAutoencoderOptions defaults() {
    return new VariationalAutoencoderOptions(
        DeepDesign.defaults(),
        Prior.NORMAL,
        50,
        0,
        ObjectiveOptions.elbo(),
        Binarisation.DYNAMIC,
        TrainingOptions.defaults());
  }

  /**
   * With another design.
   *
   * @param newDesign encoder, decoder and likelihood
   * @return a copy
   */
  public VariationalAutoencoderOptions withDesign(DeepDesign newDesign) {
    return new VariationalAutoencoderOptions(
        newDesign, prior, components, top, objective, binarisation, training);
  }

  /**
   * With another prior; the upper level of a hierarchical one is half of the lower.
   *
   * @param newPrior p(z)
   * @param newComponents parts of a prior that has parts, at least 1
   * @return a copy
   */
  public VariationalAutoencoderOptions withPrior(Prior newPrior, int newComponents) {
    return new VariationalAutoencoderOptions(
        design, newPrior, newComponents, 0, objective, binarisation, training);
  }

  /**
   * With a hierarchical prior.
   *
   * @param newTop latent dimensions of the upper level, at least 1; 0 for half of those of the
   *     lower
   * @return a copy
   */
  public VariationalAutoencoderOptions withHierarchicalPrior(int newTop) {
    return new VariationalAutoencoderOptions(
        design, Prior.HIERARCHICAL, components, newTop, objective, binarisation, training);
  }

  /**
   * Latent dimensions of the upper level, if there is one.
   *
   * @return {@link #top}, or what 0 stands for
   */
  public int upperDimension() {
    return top > 0 ? top : Math.max(1, design.latentDimension() / 2);
  }

  /**
   * With another objective.
   *
   * @param newObjective what training raises
   * @return a copy
   */
  public VariationalAutoencoderOptions withObjective(ObjectiveOptions newObjective) {
    return new VariationalAutoencoderOptions(
        design, prior, components, top, newObjective, binarisation, training);
  }

  /**
   * With another binarisation.
   *
   * @param newBinarisation what training on grey values sees
   * @return a copy
   */
  public VariationalAutoencoderOptions withBinarisation(Binarisation newBinarisation) {
    return new VariationalAutoencoderOptions(
        design, prior, components, top, objective, newBinarisation, training);
  }

  /**
   * With another training.
   *
   * @param newTraining how long and how
   * @return a copy
   */
  public VariationalAutoencoderOptions withTraining(TrainingOptions newTraining) {
    return new VariationalAutoencoderOptions(
        design, prior, components, top, objective, binarisation, newTraining);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
