package org.latent4j.report.internal.section;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.ColumnFacts;
import org.latent4j.report.internal.study.Histogram;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;
import org.latent4j.task.Sampling;
import org.latent4j.task.TwoSamples;

/** Rows drawn from the model beside those of the data: a good model's cannot be told apart. */
public final class Samples implements Section {

  private static final int MOST_IMAGES = 30;
  private static final int MOST_COLUMNS = 12;
  private static final int LEAST_DRAWS = 2000;

  /** A section without state. */
  public Samples() {}

  @Override
  public String id() {
    return "samples";
  }

  @Override
  public String title(Study study) {
    return "Rows drawn from the model beside the data";
  }

  @Override
  public boolean appliesTo(Study study) {
    return study.shown().rows() > 0 && study.model().sampler().isPresent();
  }

  @Override
  public void write(Study study, Markup page) {
    if (study.pictures().isPresent()) {
      images(study, study.pictures().get(), page);
    } else {
      columns(study, page);
    }
  }

  private static void images(Study study, Pictures pictures, Markup page) {
    int count = Images.count(pictures, MOST_IMAGES, 6);
    page.line().open("div", "class", "beside");
    sheet(page, "Rows of the data", pictures, Images.some(study.shown(), count));
    sheet(page, "Rows drawn from the model", pictures, drawn(study, count));
    page.close();
  }

  private static void sheet(Markup page, String heading, Pictures pictures, Matrix rows) {
    Figures.tiles(
        page,
        heading,
        tiles -> {
          for (int i = 0; i < rows.rows(); i++) {
            Images.draw(tiles, pictures, rows.row(i), "");
          }
        });
  }

  private static Matrix drawn(Study study, int count) {
    return Sampling.of(
        study.model(),
        count,
        Sampling.Rounding.TO_RESOLUTION,
        study.input().seed(),
        study.input().threads());
  }

  private static void columns(Study study, Markup page) {
    Matrix data = study.shown();
    Matrix drawn = drawn(study, Math.max(LEAST_DRAWS, data.rows()));
    int d = data.columns();
    double[] gaps =
        IntStream.range(0, d)
            .mapToDouble(j -> TwoSamples.kolmogorovSmirnov(data.column(j), drawn.column(j)))
            .toArray();
    int[] chosen =
        IntStream.range(0, d)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -gaps[j]))
            .limit(MOST_COLUMNS)
            .sorted()
            .mapToInt(Integer::intValue)
            .toArray();
    List<ColumnFacts> facts = study.columns(chosen);
    Figures.figure(
        page,
        caption(d, TwoSamples.kolmogorovSmirnovChance(data.rows(), drawn.rows())),
        figure -> {
          figure.open("div", "class", "multiples");
          for (ColumnFacts fact : facts) {
            column(figure, fact, drawn.column(fact.index()), gaps[fact.index()]);
          }
          figure.close();
        });
  }

  private static void column(Markup page, ColumnFacts fact, double[] drawn, double gap) {
    Histogram data = fact.histogram();
    Histogram model = data.empty();
    model.addAll(drawn);
    Overlay.write(page, fact.column().name(), data, model, "gap " + Numbers.percent(gap));
  }

  private static String caption(int features, double chance) {
    String which =
        features > MOST_COLUMNS
            ? " The " + MOST_COLUMNS + " of " + features + " columns that differ most are shown."
            : "";
    return "Bars are the data, the outline is rows drawn from the model."
        + which
        + " The gap is the greatest difference between the shares of both up to any value; chance"
        + " alone makes a gap above "
        + Numbers.percent(chance)
        + " in one column of 20.";
  }
}
