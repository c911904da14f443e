package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.report.internal.chart.Points;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Clusters;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;

/** What each component of a mixture is: its size, and its mean as a row of numbers or an image. */
public final class Components implements Section {

  private static final int MOST_COLUMNS = 8;
  private static final int MOST_COMPONENTS = 100;

  /** A section without state. */
  public Components() {}

  @Override
  public String id() {
    return "components";
  }

  @Override
  public String title(Study study) {
    return "The clusters";
  }

  @Override
  public boolean appliesTo(Study study) {
    return study.clusters().isPresent();
  }

  @Override
  public void write(Study study, Markup page) {
    Clusters clusters = study.clusters().orElseThrow();
    if (study.pictures().isPresent()) {
      images(study.pictures().get(), clusters, page);
      table(study, clusters, new int[0], page);
    } else {
      table(study, clusters, withMeans(study, clusters.telling(MOST_COLUMNS)), page);
    }
    if (clusters.count() > MOST_COMPONENTS) {
      Figures.paragraph(
          page,
          "The first " + MOST_COMPONENTS + " of " + clusters.count() + " clusters are shown.");
    }
  }

  /** Columns whose means say something: not those of more than two words. */
  private static int[] withMeans(Study study, int[] columns) {
    List<Column> features = study.model().schema().features();
    return Arrays.stream(columns)
        .filter(j -> features.get(j).kind() != ColumnKind.CATEGORICAL)
        .toArray();
  }

  private static void images(Pictures pictures, Clusters clusters, Markup page) {
    Figures.tiles(
        page,
        "Mean image of each cluster",
        tiles -> {
          for (int c = 0; c < Math.min(MOST_COMPONENTS, clusters.count()); c++) {
            if (clusters.share(c) > 0) {
              double[] mean = clusters.means().row(c);
              String words =
                  clusters.isNoise(c) ? "mean of the noise" : "mean of cluster " + (c + 1);
              Images.captioned(
                  tiles,
                  clusters.name(c) + ": " + Numbers.percent(clusters.share(c)),
                  () -> Images.draw(tiles, pictures, mean, words));
            }
          }
        });
  }

  private static void table(Study study, Clusters clusters, int[] columns, Markup page) {
    List<Column> features = study.model().schema().features();
    List<String> heads = new ArrayList<>(List.of("cluster", "#share", "#rows", "#certainty"));
    for (int j : columns) {
      heads.add("#" + features.get(j).name());
    }
    Tables.open(page, caption(study, columns), heads.toArray(String[]::new));
    for (int c = 0; c < Math.min(MOST_COMPONENTS, clusters.count()); c++) {
      page.open("tr").open("th", "scope", "row");
      Points.key(page, c);
      page.text(" " + clusters.name(c)).close();
      Tables.number(page, Numbers.percent(clusters.share(c)));
      Tables.number(page, Numbers.of(clusters.rows(c)));
      Tables.number(page, Numbers.percent(clusters.certainty(c)));
      for (int j : columns) {
        Tables.number(page, cell(clusters, c, j, features.get(j).resolution()));
      }
      page.close();
    }
    separation(clusters, columns, page);
    Tables.close(page);
  }

  /** No digits are shown that the column does not have. */
  private static String cell(Clusters clusters, int cluster, int feature, double resolution) {
    double deviation = clusters.deviation(cluster, feature);
    double mean = clusters.means().get(cluster, feature);
    return deviation >= resolution
        ? Numbers.withError(mean, deviation)
        : Numbers.like(mean, resolution) + " ± " + Numbers.like(deviation, resolution);
  }

  private static void separation(Clusters clusters, int[] columns, Markup page) {
    if (columns.length == 0 || clusters.count() < 2) {
      return;
    }
    page.open("tr", "class", "total").element("th", "told apart", "scope", "row");
    for (int i = 0; i < 3; i++) {
      Tables.number(page, "");
    }
    for (int j : columns) {
      Tables.number(page, Numbers.percent(clusters.separation(j)));
    }
    page.close();
  }

  private static String caption(Study study, int[] columns) {
    String certainty =
        "Certainty is the mean probability with which the rows of a cluster belong to it.";
    if (columns.length == 0) {
      return certainty;
    }
    int d = study.model().schema().featureCount();
    String which =
        columns.length < d
            ? "of the " + columns.length + " of " + d + " columns that tell the clusters apart best"
            : "of each column";
    return "Mean ± standard deviation "
        + which
        + ". Told apart: share of the column's variance that lies between the clusters. "
        + certainty;
  }
}
