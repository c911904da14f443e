package org.latent4j.select;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a search judges candidates by. */
public enum Criterion {
  /**
   * The log likelihood per row of rows that a candidate was not fitted to; higher is better. It
   * compares any two densities and prices nothing but what was seen.
   */
  HELD_OUT("held-out log p") {
    @Override
    double of(Criteria criteria) {
      throw new IllegalStateException("held-out rows are not judged by a criterion of all rows");
    }
  },
  /**
   * The Bayesian information criterion on all rows, −2·logLikelihood + p·ln n; lower is better
   * (Schwarz 1978).
   */
  BIC("BIC") {
    @Override
    double of(Criteria criteria) {
      return criteria.bic();
    }
  },
  /**
   * The integrated completed likelihood on all rows, BIC with a price on clusters that overlap;
   * lower is better ({@link Criteria#icl}). A model without components overlaps with nothing.
   */
  ICL("ICL") {
    @Override
    double of(Criteria criteria) {
      return criteria.icl();
    }
  },
  /**
   * Akaike's information criterion on all rows, −2·logLikelihood + 2p; lower is better (Akaike
   * 1974).
   */
  AIC("AIC") {
    @Override
    double of(Criteria criteria) {
      return criteria.aic();
    }
  };

  private final String title;

  Criterion(String title) {
    this.title = title;
  }

  /**
   * Its name on a command line.
   *
   * @return such as {@code held-out} or {@code bic}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Its name in a sentence.
   *
   * @return such as "BIC"
   */
  public String title() {
    return title;
  }

  /** The value that decides; lower is better. */
  abstract double of(Criteria criteria);

  /**
   * The criterion of a label.
   *
   * @param label such as {@code bic}
   * @return the criterion
   * @throws IllegalArgumentException if there is none; the text names those there are
   */
  public static Criterion named(String label) {
    return Arrays.stream(values())
        .filter(c -> c.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "select must be one of "
                        + String.join(", ", labels())
                        + ", got '"
                        + label
                        + "'"));
  }

  /**
   * The labels of all criteria.
   *
   * @return in the order of this enum
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Criterion::label).toList();
  }
}
