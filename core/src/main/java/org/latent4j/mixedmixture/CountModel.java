package org.latent4j.mixedmixture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What columns of whole numbers from 0 are taken for. */
public enum CountModel {
  /**
   * Each by its own values. A column whose least value is above 0 and whose values span 20 or more
   * is a measurement in whole numbers, such as an age, and taken for a number. Of the others each
   * takes the least BIC, computed on the column alone, of a Poisson, a negative binomial and a
   * Gaussian; a Gaussian stands for the whole numbers it would be rounded to, its density times 1.
   */
  AUTO,
  /** Poisson counts. */
  POISSON,
  /** Negative binomial counts. */
  NEGATIVE_BINOMIAL,
  /** Numbers like all others. */
  NUMERIC;

  /**
   * Its name for users.
   *
   * @return such as {@code negative-binomial}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The names of all.
   *
   * @return the default first
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(CountModel::label).toList();
  }

  /**
   * The one of a name.
   *
   * @param label as {@link #label} gives it
   * @return the choice
   * @throws IllegalArgumentException if there is none of that name
   */
  public static CountModel named(String label) {
    return Arrays.stream(values())
        .filter(c -> c.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "counts must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }
}
