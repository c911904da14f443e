package org.latent4j.factormixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the components of a factor mixture have in common (McNicholas and Murphy 2008, "Parsimonious
 * Gaussian mixture models", doi:10.1007/s11222-008-9056-0, table 1): the fewer parameters, the
 * fewer rows a component needs.
 */
public enum Sharing {
  /** Nothing: each component has its own loadings and noise. */
  NONE,
  /** The noise, as of one instrument that measured all rows. */
  NOISE,
  /** The loadings: the components spread along the same factors, with different noise. */
  LOADINGS,
  /** Loadings and noise: the components differ in their means alone. */
  BOTH;

  /**
   * Its name on the command line and in model files.
   *
   * @return lower-case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * All names.
   *
   * @return in the order of the values
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Sharing::label).toList();
  }

  /**
   * The sharing of a name.
   *
   * @param label such as {@code none}
   * @return the sharing
   * @throws IllegalArgumentException if there is none
   */
  public static Sharing named(String label) {
    return Arrays.stream(values())
        .filter(s -> s.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "share must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }

  /**
   * Whether there is one noise.
   *
   * @return for {@link #NOISE} and {@link #BOTH}
   */
  public boolean ofNoise() {
    return this == NOISE || this == BOTH;
  }

  /**
   * Whether there is one matrix of loadings.
   *
   * @return for {@link #LOADINGS} and {@link #BOTH}
   */
  public boolean ofLoadings() {
    return this == LOADINGS || this == BOTH;
  }
}
