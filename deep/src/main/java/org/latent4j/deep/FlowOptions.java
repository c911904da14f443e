package org.latent4j.deep;

import java.util.List;
import java.util.Locale;

/**
 * What a {@link Flow} is made of and how it is trained. Immutable.
 *
 * @param coupling what a step makes of what it moves
 * @param bins of a spline, from 2 to 499; of no meaning to an affine coupling
 * @param steps coupling steps, at least 2, so that every feature is moved
 * @param hidden widths of the hidden layers of each step's network
 * @param activation what stands between layers
 * @param components of the distribution of codes: 1 for the standard normal, more for a learned
 *     mixture of Gaussians with diagonal covariances
 * @param training how long and how
 */
public record FlowOptions(
    Coupling coupling,
    int bins,
    int steps,
    List<Integer> hidden,
    Activation activation,
    int components,
    TrainingOptions training) {

  private static final int BINS = 8;
  private static final int MOST_BINS = 499;
  private static final int STEPS = 8;
  private static final int HIDDEN = 64;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public FlowOptions {
    hidden = List.copyOf(hidden);
    require(bins >= 2 && bins <= MOST_BINS, "bins must be from 2 to 499, got %s", bins);
    require(steps >= 2, "steps must be at least 2, got %s", steps);
    for (int width : hidden) {
      require(width >= 1, "hidden widths must be at least 1, got %s", width);
    }
    require(components >= 1, "components must be at least 1, got %s", components);
  }

  /**
   * Eight steps of splines of eight bins, one hidden layer of 64, the standard normal.
   *
   * @return the defaults
   */
  public static FlowOptions defaults() {
    return new FlowOptions(
        Coupling.SPLINE,
        BINS,
        STEPS,
        List.of(HIDDEN),
        Activation.RELU,
        1,
        TrainingOptions.defaults());
  }

  /**
   * With another coupling.
   *
   * @param newCoupling what a step makes of what it moves
   * @param newBins of a spline, from 2 to 499
   * @return a copy
   */
  public FlowOptions withCoupling(Coupling newCoupling, int newBins) {
    return new FlowOptions(newCoupling, newBins, steps, hidden, activation, components, training);
  }

  /**
   * With other steps.
   *
   * @param newSteps at least 2
   * @param newActivation what stands between layers
   * @param newHidden widths of the hidden layers of each step's network
   * @return a copy
   */
  public FlowOptions withSteps(int newSteps, Activation newActivation, Integer... newHidden) {
    return new FlowOptions(
        coupling, bins, newSteps, List.of(newHidden), newActivation, components, training);
  }

  /**
   * With another distribution of codes.
   *
   * @param newComponents 1 for the standard normal, more for a mixture
   * @return a copy
   */
  public FlowOptions withComponents(int newComponents) {
    return new FlowOptions(coupling, bins, steps, hidden, activation, newComponents, training);
  }

  /**
   * With another training.
   *
   * @param newTraining how long and how
   * @return a copy
   */
  public FlowOptions withTraining(TrainingOptions newTraining) {
    return new FlowOptions(coupling, bins, steps, hidden, activation, components, newTraining);
  }

  private static void require(boolean holds, String sentence, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, value));
    }
  }
}
