package org.latent4j.factormixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the noise of a component of a factor mixture looks like. */
public enum NoiseStructure {
  /** A variance for each feature: factor analysers. Any units of the features do. */
  DIAGONAL,
  /** One variance for all features: probabilistic PCA. The units of the features matter. */
  ISOTROPIC;

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
    return Arrays.stream(values()).map(NoiseStructure::label).toList();
  }

  /**
   * The structure of a name.
   *
   * @param label such as {@code diagonal}
   * @return the structure
   * @throws IllegalArgumentException if there is none
   */
  public static NoiseStructure named(String label) {
    return Arrays.stream(values())
        .filter(s -> s.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "noise must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }

  /**
   * How many numbers describe one noise.
   *
   * @param features d
   * @return d or 1
   */
  public int parameterCount(int features) {
    return this == DIAGONAL ? features : 1;
  }
}
