package org.latent4j.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.em.Moments;
import org.latent4j.linalg.NotPositiveDefiniteException;

/** What the report of a factor analysis tells of it, one sentence each. */
final class FactorNotes {

  private static final int MOST_NAMES = 6;

  /** Share of the variance, up to which a feature is said to be explained. */
  private static final double LITTLE_NOISE = 0.05;

  private FactorNotes() {}

  /**
   * Names the features at their floor: those of little noise, and those that only rounding moves.
   */
  static List<String> atFloor(
      double[] logNoise, double[] floor, double[] variances, List<String> names) {
    List<String> notes = new ArrayList<>();
    List<String> explained = new ArrayList<>();
    List<String> rounded = new ArrayList<>();
    for (int j = 0; j < floor.length; j++) {
      if (logNoise[j] <= floor[j]) {
        boolean little = Math.exp(floor[j]) <= LITTLE_NOISE * variances[j];
        (little ? explained : rounded).add("'" + names.get(j) + "'");
      }
    }
    if (!explained.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Heywood case: the noise of %s is at its floor, so the factors leave nothing of %s;"
                  + " fewer latent dimensions may be enough",
              shown(explained),
              explained.size() == 1 ? "it" : "them"));
    }
    if (!rounded.isEmpty()) {
      notes.add(
          "the noise of " + shown(rounded) + " is held at its floor, the variance of rounding");
    }
    return notes;
  }

  private static String shown(List<String> columns) {
    int more = columns.size() - MOST_NAMES;
    String first = String.join(", ", columns.subList(0, Math.min(MOST_NAMES, columns.size())));
    return more > 0 ? first + " and " + more + " more column" + (more == 1 ? "" : "s") : first;
  }

  /** Whether the loadings are identified, and the test of fit where there is one. */
  static List<String> ofFit(FactorAnalysis model, Moments moments) {
    List<String> notes = new ArrayList<>();
    int d = model.featureCount();
    int q = model.latentSpace().dimension();
    long degrees = TestOfFit.degreesOfFreedom(d, q);
    if (degrees < 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d factors of %d columns are not identified: other loadings and noise give the same"
                  + " covariance",
              q,
              d));
    }
    try {
      model.testOfFit(moments).ifPresent(test -> notes.add(test.toString()));
    } catch (NotPositiveDefiniteException e) {
      // Fewer rows than columns, or a column that others determine: there is no such test.
    }
    return notes;
  }
}
