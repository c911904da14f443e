package org.latent4j.report.internal.section;

import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Plane;
import org.latent4j.report.internal.study.Study;

/**
 * The model and the rows in one picture: the density of one or two features, else a map of the
 * rows.
 */
public final class ModelPicture implements Section {

  /** A section without state. */
  public ModelPicture() {}

  @Override
  public String id() {
    return "picture";
  }

  @Override
  public String title(Study study) {
    return study.model().density().isPresent() && study.summary().means().length <= 2
        ? "The model and the data"
        : "A map of the data";
  }

  @Override
  public boolean appliesTo(Study study) {
    boolean curve = study.summary().means().length == 1 && study.model().density().isPresent();
    return study.shown().rows() > 0 && (curve || study.plane().isPresent());
  }

  @Override
  public void write(Study study, Markup page) {
    if (study.plane().isEmpty()) {
      CurvePicture.write(study, page);
    } else {
      PlanePicture.write(study, study.plane().get(), page);
    }
  }

  /** Says how many rows are drawn where that is not all of them. */
  static String shown(Study study) {
    long all = study.complete().rowCount();
    int shown = study.shown().rows();
    String rows =
        shown == all
            ? "All " + Numbers.counted(all, "row", "rows")
            : Numbers.of(shown)
                + " of "
                + Numbers.of(all)
                + " rows, chosen by chance (seed "
                + study.input().seed()
                + "),";
    String missing = study.isComplete() ? "" : " Rows with missing values are left out.";
    return rows + " are drawn." + missing;
  }

  /** Says what the plane of a map is. */
  static String told(Plane.Kind kind) {
    return switch (kind) {
      case FEATURES -> "";
      case CODES -> "The map shows the first two codes of each row.";
      case BETWEEN_CLUSTERS ->
          "The map shows the two directions along which the centres of the clusters differ most;"
              + " clusters that meet here may be apart in other directions.";
      case BETWEEN_ROWS ->
          "The map shows the two directions along which the rows differ most; what meets here may"
              + " be apart in other directions.";
    };
  }
}
