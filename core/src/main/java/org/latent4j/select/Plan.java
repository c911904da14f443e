package org.latent4j.select;

import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

/**
 * A model to be fitted.
 *
 * @param family its family
 * @param settings the family's options
 * @param label short text for a leaderboard
 * @param size what grows along its line
 * @param scaling of the columns
 */
record Plan(ModelFamily family, Settings settings, String label, int size, Scaling scaling) {

  private static final String TOLERANCE = "tolerance";
  private static final double NATS_PER_ROW = 1e-5;

  /** The plan in words, such as {@code ppca q=4 standardised}. */
  String title() {
    return family.name()
        + (label.isEmpty() ? "" : " " + label)
        + (scaling == Scaling.STANDARD ? " standardised" : "");
  }

  /**
   * The same, converged no further than a comparison needs: 1e-5 nats per row are far below any
   * standard error, but may cost most of the iterations. Families without a tolerance are not
   * concerned.
   */
  Plan rough(long rows) {
    double enough = NATS_PER_ROW * rows;
    boolean coarser =
        family.settings().stream().anyMatch(s -> s.name().equals(TOLERANCE))
            && settings.number(TOLERANCE) < enough;
    return coarser
        ? new Plan(family, settings.with(TOLERANCE, enough), label, size, scaling)
        : this;
  }
}
