package org.latent4j.task;

/**
 * How two synthetic columns go together, compared with the real ones.
 *
 * @param first name of a column
 * @param second name of a later one
 * @param measure how their dependence is told
 * @param real dependence of the real columns; NaN where one is constant
 * @param synthetic dependence of the synthetic ones
 * @param distance total variation of the joint table of both, numbers cut at the fifths of the real
 *     ones; NaN where no row has both
 * @param chance the distance that two samples of one distribution pass about once in 20 times
 */
public record PairFidelity(
    String first,
    String second,
    Measure measure,
    double real,
    double synthetic,
    double distance,
    double chance) {

  /** How the dependence of two columns is told. */
  public enum Measure {
    /** Spearman's correlation of ranks, of two numbers: from −1 to 1. */
    RANK_CORRELATION,
    /**
     * Share of the variance of the ranks of a number that the words explain, its square root: from
     * 0 to 1.
     */
    CORRELATION_RATIO,
    /** Cramér's V of two columns of words: from 0 to 1. */
    CRAMERS_V
  }

  /**
   * How far the dependences are apart.
   *
   * @return at least 0; NaN where one is not known
   */
  public double difference() {
    return Math.abs(real - synthetic);
  }
}
