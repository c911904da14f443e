package org.latent4j.mixture;

import java.util.Locale;

/** What the weights of a mixture's components may be. */
public enum ComponentWeights {
  /** Each component has its own weight: k − 1 parameters. */
  FREE,
  /** All components weigh 1/k: no parameter. */
  EQUAL;

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code free}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Free parameters of the weights.
   *
   * @param components k
   * @return k − 1 or 0
   */
  public long parameterCount(int components) {
    return this == FREE ? components - 1L : 0;
  }
}
