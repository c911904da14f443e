package org.latent4j.em;

import java.util.function.DoublePredicate;

/**
 * Watches a run of EM and tells when what is asked of it is out of its reach. Where gains shrink
 * steadily, the gain still to come is extrapolated (Aitken's δ²) and taken several times; a run
 * whose gains grow, as on the way out of a saddle, is not judged. Used by one thread.
 */
public final class Outlook {

  /** How many times the gain still expected a run may hope for. */
  private static final double HOPE = 4;

  /** A run is without hope only when it has been so for this many updates in a row. */
  private static final int CERTAIN = 5;

  private double lastGain = Double.NaN;
  private int without;

  /**
   * Takes in an update.
   *
   * @param objective after it
   * @param gain what it added to the objective
   * @param isEnough whether an objective would do
   * @return whether the run is without hope by now
   */
  public boolean isHopeless(double objective, double gain, DoublePredicate isEnough) {
    double rate = gain / lastGain;
    lastGain = gain;
    boolean steady = rate >= 0 && rate < 1;
    boolean hopes = !steady || isEnough.test(objective + HOPE * gain * rate / (1 - rate));
    without = hopes ? 0 : without + 1;
    return without >= CERTAIN;
  }
}
