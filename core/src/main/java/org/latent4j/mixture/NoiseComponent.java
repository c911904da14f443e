package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whether a mixture has one more component for rows that belong to no cluster. */
public enum NoiseComponent {
  /** Every row belongs to a Gaussian. */
  NONE,
  /** A component whose density is the same all over a box that holds the rows. */
  UNIFORM;

  /**
   * Its name on a command line.
   *
   * @return such as {@code uniform}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of a label.
   *
   * @param label such as {@code uniform}
   * @return the component
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static NoiseComponent named(String label) {
    return Arrays.stream(values())
        .filter(n -> n.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "noise-component must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }

  /**
   * All labels.
   *
   * @return in the order of this enum
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(NoiseComponent::label).toList();
  }
}
