package org.latent4j.select;

import java.util.Locale;

/**
 * How a number of components is looked for. Immutable.
 *
 * @param mostComponents the most that are tried, at least 1
 * @param replicates B, samples that each test draws; 0 for no tests
 * @param level of the tests, in (0, 1)
 * @param validation which rows are held out to judge by
 */
public record ComponentOptions(
    int mostComponents, int replicates, double level, Validation validation) {

  /** Default of {@link #mostComponents}. */
  public static final int DEFAULT_MOST_COMPONENTS = 9;

  /** Default of {@link #replicates}. */
  public static final int DEFAULT_REPLICATES = 999;

  /** Default of {@link #level}. */
  public static final double DEFAULT_LEVEL = 0.05;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public ComponentOptions {
    if (mostComponents < 1) {
      throw new IllegalArgumentException("most must be at least 1, got " + mostComponents);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "level must be between 0 and 1, got %s", level));
    }
    if (replicates != 0 && !((replicates + 1L) * level >= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "bootstrap must be 0 or at least %.0f, without which no p-value can reach the level"
                  + " %s, got %d",
              Math.ceil(1 / level) - 1,
              level,
              replicates));
    }
  }

  /**
   * Up to 9 components, 999 replicates, level 0.05, automatic validation.
   *
   * @return the options
   */
  public static ComponentOptions defaults() {
    return new ComponentOptions(
        DEFAULT_MOST_COMPONENTS, DEFAULT_REPLICATES, DEFAULT_LEVEL, Validation.automatic());
  }

  /**
   * With another limit.
   *
   * @param newMostComponents at least 1
   * @return a copy
   */
  public ComponentOptions withMostComponents(int newMostComponents) {
    return new ComponentOptions(newMostComponents, replicates, level, validation);
  }

  /**
   * With another number of replicates.
   *
   * @param newReplicates 0 for no tests
   * @return a copy
   */
  public ComponentOptions withReplicates(int newReplicates) {
    return new ComponentOptions(mostComponents, newReplicates, level, validation);
  }

  /**
   * With another level.
   *
   * @param newLevel in (0, 1)
   * @return a copy
   */
  public ComponentOptions withLevel(double newLevel) {
    return new ComponentOptions(mostComponents, replicates, newLevel, validation);
  }

  /**
   * With another validation.
   *
   * @param newValidation which rows are held out
   * @return a copy
   */
  public ComponentOptions withValidation(Validation newValidation) {
    return new ComponentOptions(mostComponents, replicates, level, newValidation);
  }
}
