package org.latent4j.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the covariances of a mixture's components may look like (Banfield and Raftery 1993; Celeux
 * and Govaert 1995, whose three-letter names tell volume, shape and orientation: Equal, Varying,
 * Identity).
 */
public enum CovarianceStructure {
  /** Each component has its own covariance matrix. */
  FULL("VVV") {
    @Override
    public long parameterCount(int components, int features) {
      return (long) components * features * (features + 1) / 2;
    }
  },
  /** All components share one covariance matrix. */
  TIED("EEE") {
    @Override
    public long parameterCount(int components, int features) {
      return (long) features * (features + 1) / 2;
    }
  },
  /** Each component has its own variance for each feature; features are independent in it. */
  DIAGONAL("VVI") {
    @Override
    public long parameterCount(int components, int features) {
      return (long) components * features;
    }
  },
  /** Each component has one variance for all features. */
  SPHERICAL("VII") {
    @Override
    public long parameterCount(int components, int features) {
      return components;
    }
  };

  private final String letters;

  CovarianceStructure(String letters) {
    this.letters = letters;
  }

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code full}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Its name by volume, shape and orientation.
   *
   * @return three letters, such as {@code VVV}
   */
  public String letters() {
    return letters;
  }

  /**
   * Free parameters of the covariances.
   *
   * @param components k
   * @param features d
   * @return a count
   */
  public abstract long parameterCount(int components, int features);

  /**
   * Whether covariances are diagonal, so that features do not interact within a component.
   *
   * @return true for {@link #DIAGONAL} and {@link #SPHERICAL}
   */
  public boolean isDiagonal() {
    return this == DIAGONAL || this == SPHERICAL;
  }

  /**
   * The structure of a label or of three letters.
   *
   * @param name such as {@code full} or {@code VVV}, in any case
   * @return the structure
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static CovarianceStructure named(String name) {
    return Arrays.stream(values())
        .filter(s -> s.label().equalsIgnoreCase(name) || s.letters.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "covariance must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + name
                        + "'"));
  }

  /**
   * The labels of all structures.
   *
   * @return such as {@code full}, in the order of this enum
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(CovarianceStructure::label).toList();
  }
}
