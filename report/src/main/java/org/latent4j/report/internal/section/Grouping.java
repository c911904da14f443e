package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.linalg.Matrix;
import org.latent4j.report.internal.chart.Points;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Names;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Clusters;
import org.latent4j.report.internal.study.Study;

/**
 * What tells the shown rows apart by colour and mark: the clusters that the model finds, else the
 * classes that came with the data and that no fit looks at, else nothing.
 */
final class Grouping {

  private static final int MOST_CLASSES = 20;
  private static final int MOST_NAMES = 24;

  private final List<String> names;
  private final long[] sizes;
  private final int[] members;
  private final String told;

  private Grouping(List<String> names, long[] sizes, int[] members, String told) {
    this.names = names;
    this.sizes = sizes;
    this.members = members;
    this.told = told;
  }

  /** How the shown rows of a study are told apart. */
  static Grouping of(Study study) {
    if (study.clusters().isPresent()) {
      return ofClusters(study, study.clusters().get());
    }
    Optional<Column> label = study.input().data().schema().first(ColumnRole.LABEL);
    Optional<double[]> labels = study.input().data().labels();
    if (label.isPresent() && labels.isPresent()) {
      double[] classes = classes(labels.get());
      if (classes.length <= MOST_CLASSES) {
        return ofClasses(study, label.get(), labels.get(), classes);
      }
    }
    return new Grouping(List.of(), new long[0], study.clusterOf(study.shown()), "");
  }

  /** The different labels, increasing; stops where there are too many to be classes. */
  private static double[] classes(double[] labels) {
    return Arrays.stream(labels)
        .filter(value -> !Double.isNaN(value))
        .distinct()
        .limit(MOST_CLASSES + 1L)
        .sorted()
        .toArray();
  }

  private static Grouping ofClusters(Study study, Clusters clusters) {
    return new Grouping(
        IntStream.range(0, clusters.count())
            .mapToObj(c -> (clusters.isNoise(c) ? "" : "cluster ") + clusters.name(c))
            .toList(),
        IntStream.range(0, clusters.count()).mapToLong(clusters::rows).toArray(),
        study.clusterOf(study.shown()),
        "Colour and mark tell the most probable cluster.");
  }

  private static Grouping ofClasses(Study study, Column label, double[] labels, double[] classes) {
    long[] sizes = new long[classes.length];
    for (double value : labels) {
      if (!Double.isNaN(value)) {
        sizes[Arrays.binarySearch(classes, value)]++;
      }
    }
    int[] members = new int[study.shown().rows()];
    for (int i = 0; i < members.length; i++) {
      double value = labels[(int) study.shownNumber(i) - 1];
      members[i] = Double.isNaN(value) ? -1 : Arrays.binarySearch(classes, value);
    }
    return new Grouping(
        Arrays.stream(classes).mapToObj(value -> name(label, value)).toList(),
        sizes,
        members,
        "Colour and mark tell the known class in column '"
            + Names.inText(label.name())
            + "', which the fit did not look at.");
  }

  private static String name(Column label, double value) {
    boolean isLevel = value >= 0 && value < label.levels().size();
    return isLevel ? label.levels().get((int) value) : Numbers.of(value);
  }

  /** How many groups there are. */
  int count() {
    return names.size();
  }

  /** What the groups are, for a caption; empty if there are none. */
  String told() {
    return told;
  }

  /**
   * The shown rows by group.
   *
   * @param places of the shown rows, n×2
   * @return rows of no group first
   */
  List<Points> points(Matrix places) {
    List<Points> points = new ArrayList<>();
    for (int g = -1; g < names.size(); g++) {
      int group = g;
      int[] rows = IntStream.range(0, members.length).filter(i -> members[i] == group).toArray();
      Matrix some = places.selectRows(rows);
      points.add(new Points(group, some.column(0), some.column(1)));
    }
    return points;
  }

  /** Writes which mark is which group, with the groups' sizes. */
  void legend(Markup page) {
    if (names.isEmpty()) {
      return;
    }
    int shown = Math.min(MOST_NAMES, names.size());
    long all = IntStream.range(0, sizes.length).mapToLong(g -> sizes[g]).sum();
    page.line().open("ul", "class", "legend");
    for (int g = 0; g < shown; g++) {
      page.open("li");
      Points.key(page, g);
      page.text(" ").name(names.get(g)).text(", " + Numbers.counted(sizes[g], "row", "rows"));
      page.element("span", " (" + Numbers.percent((double) sizes[g] / Math.max(1, all)) + ")")
          .close();
    }
    if (shown < names.size()) {
      page.element("li", "and " + (names.size() - shown) + " more");
    }
    page.close();
  }
}
