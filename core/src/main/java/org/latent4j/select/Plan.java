package org.latent4j.select;

import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final double NATS_PER_ROW = 1e-4;
  private static final String STARTS = "starts";
  private static final int BRIEF_STARTS = 3;
  private static final double BRIEF_TOLERANCE = 0.25;

  /** The plan in words, such as {@code ppca q=4 standardised}. */
  String title() {
    return family.name()
        + (label.isEmpty() ? "" : " " + label)
        + (scaling == Scaling.STANDARD ? " standardised" : "");
  }

  /**
   * The same, converged no further than a comparison needs: 1e-4 nats per row are far below any
   * standard error, but may cost most of the iterations. Families without a tolerance are not
   * concerned.
   */
  Plan rough(long rows) {
    double enough = NATS_PER_ROW * rows;
    boolean coarser = offers(TOLERANCE) && settings.number(TOLERANCE) < enough;
    return coarser ? with(TOLERANCE, enough) : this;
  }

  /**
   * The same as a first look: from a few starts only, where the family has a choice of them and the
   * user has made none, and converged to a fraction of a nat in all rows, which is less than any
   * criterion asks for a parameter.
   */
  Plan brief() {
    return offers(TOLERANCE) && settings.number(TOLERANCE) < BRIEF_TOLERANCE
        ? with(TOLERANCE, BRIEF_TOLERANCE).fewStarts()
        : fewStarts();
  }

  private Plan fewStarts() {
    return offers(STARTS) && !settings.isGiven(STARTS) ? with(STARTS, BRIEF_STARTS) : this;
  }

  /** Whether another plan asks for the same. */
  boolean isSameAs(Plan other) {
    return family == other.family
        && scaling == other.scaling
        && settings.given().equals(other.settings.given());
  }

  /** Whether another plan is the same but for one component more or less. */
  boolean isBeside(Plan other) {
    Map<String, String> mine = new LinkedHashMap<>(settings.given());
    Map<String, String> theirs = new LinkedHashMap<>(other.settings.given());
    String components = mine.remove(ComponentSearch.COMPONENTS);
    String others = theirs.remove(ComponentSearch.COMPONENTS);
    return family == other.family
        && components != null
        && others != null
        && mine.equals(theirs)
        && Math.abs(Integer.parseInt(components) - Integer.parseInt(others)) == 1;
  }

  private boolean offers(String name) {
    return family.settings().stream().anyMatch(s -> s.name().equals(name));
  }

  private Plan with(String setting, Object value) {
    return new Plan(family, settings.with(setting, value), label, size, scaling);
  }
}
