package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The prior of the weights of a Bayesian mixture. */
public enum WeightsPrior {
  /** A symmetric Dirichlet distribution: all orders of the components are alike. */
  DIRICHLET("dirichlet"),
  /**
   * A Dirichlet process: the sticks that are broken from what earlier components left are Beta(1,
   * concentration), so that earlier components expect more rows.
   */
  DIRICHLET_PROCESS("dirichlet-process");

  private final String label;

  WeightsPrior(String label) {
    this.label = label;
  }

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code dirichlet-process}
   */
  public String label() {
    return label;
  }

  /**
   * The labels of all.
   *
   * @return in the order of this enum
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(WeightsPrior::label).toList();
  }

  /**
   * The prior of a label.
   *
   * @param label such as {@code dirichlet}
   * @return the prior
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static WeightsPrior named(String label) {
    return Arrays.stream(values())
        .filter(p -> p.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "weights-prior must be one of %s, got '%s'",
                        String.join(", ", labels()),
                        label)));
  }
}
