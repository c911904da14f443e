package org.latent4j.select;

import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;

/**
 * A model to be fitted.
 *
 * @param family its family
 * @param settings the family's options
 * @param label short text for a leaderboard
 * @param scaling of the columns
 */
record Plan(ModelFamily family, Settings settings, String label, Scaling scaling) {

  /** The plan in words, such as {@code ppca q=4 standardised}. */
  String title() {
    return family.name()
        + (label.isEmpty() ? "" : " " + label)
        + (scaling == Scaling.STANDARD ? " standardised" : "");
  }
}
