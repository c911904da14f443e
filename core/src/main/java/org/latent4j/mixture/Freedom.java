package org.latent4j.mixture;

import java.util.Arrays;
import java.util.Locale;

/** How the degrees of freedom of a mixture of t distributions are found. */
public enum Freedom {
  /** Each component has its own, estimated. */
  EACH {
    @Override
    public long parameterCount(int components) {
      return components;
    }
  },
  /** All components share one number, estimated. */
  SHARED {
    @Override
    public long parameterCount(int components) {
      return 1;
    }
  },
  /** They are given. */
  FIXED {
    @Override
    public long parameterCount(int components) {
      return 0;
    }
  };

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code each}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Free parameters of the degrees of freedom.
   *
   * @param components k
   * @return a count
   */
  public abstract long parameterCount(int components);

  /**
   * The way of a label.
   *
   * @param label such as {@code each}
   * @return the way
   * @throws IllegalArgumentException if there is none
   */
  public static Freedom named(String label) {
    return Arrays.stream(values())
        .filter(f -> f.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "freedom must be one of each, shared, fixed, got '" + label + "'"));
  }
}
