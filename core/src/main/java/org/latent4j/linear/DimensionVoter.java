package org.latent4j.linear;

import java.util.Locale;

/** A rule by which the latent dimension of PCA or probabilistic PCA can be chosen. */
public enum DimensionVoter {
  /**
   * The least Bayesian information criterion of probabilistic PCA (Schwarz 1978). It finds the
   * dimension of rows that have one as n grows; noise that differs between features, or has tails,
   * looks like further axes to it.
   */
  BIC("BIC", "penalised log likelihood, least is best"),

  /**
   * The smallest latent dimension of probabilistic PCA that the best leads by no more than one
   * standard error, in log density per row of rows that were held out. It asks what predicts new
   * rows, not what is true.
   */
  HELD_OUT("held-out rows", "log density per row, least q within a standard error of the best"),

  /**
   * The greatest evidence of probabilistic PCA, all its parameters integrated out by Laplace's
   * method (Minka 2000, M.I.T. Media Laboratory report 514, equations 76 to 78). Two axes of equal
   * variance count as a turn of angle π instead of an infinite one.
   */
  EVIDENCE("evidence", "log probability of the rows, greatest is best"),

  /**
   * Automatic relevance determination: as many axes as Bayesian PCA leaves switched on, with α =
   * d/‖w‖² for each column w of the loadings (Bishop 1999, Advances in Neural Information
   * Processing Systems 11). The criterion is the variance of axis q over the least at which it
   * stays on.
   */
  RELEVANCE("relevance", "variance of axis q over the least that is kept, above 1"),

  /**
   * Parallel analysis: axes whose variance is beyond the 95th percentile of that in rows of
   * independent normal columns of the same variances (Horn 1965, doi:10.1007/BF02289447). The
   * criterion is the ratio of the two.
   */
  PARALLEL("parallel analysis", "variance of axis q over the 95th percentile of chance, above 1"),

  /**
   * The fewest axes that hold 95 % of the variance. It asks how much a reconstruction loses, and
   * says nothing of noise.
   */
  SHARE("share of variance", "share that q axes hold, at least 0.95");

  private final String title;
  private final String measure;

  DimensionVoter(String title, String measure) {
    this.title = title;
    this.measure = measure;
  }

  /**
   * Its name in data.
   *
   * @return lower-case words joined by hyphens, such as {@code held-out}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Its name in a sentence.
   *
   * @return such as "parallel analysis"
   */
  public String title() {
    return title;
  }

  /**
   * What its criterion is.
   *
   * @return a few words
   */
  public String measure() {
    return measure;
  }

  /**
   * Whether it tells axes from noise, so that all such rules should agree on rows that are axes and
   * equal noise.
   *
   * @return true for all but {@link #SHARE}
   */
  public boolean separatesNoise() {
    return this != SHARE;
  }
}
