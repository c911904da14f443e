package org.latent4j.report.internal.section;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.report.internal.chart.ShareBar;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Effects;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;
import org.latent4j.task.Reconstruction;

/** What is left of the rows after their codes. */
public final class Reconstructions implements Section {

  private static final int IMAGES = 8;
  private static final int MOST_COLUMNS = 30;
  private static final int MOST_VALUES = 1 << 22;
  private static final long STREAM = 0x5245434fL;

  /** A section without state. */
  public Reconstructions() {}

  @Override
  public String id() {
    return "reconstructions";
  }

  @Override
  public String title(Study study) {
    return "Rows after their codes";
  }

  @Override
  public boolean appliesTo(Study study) {
    boolean images =
        study.pictures().isPresent()
            && study.model().encoder().isPresent()
            && study.model().decoder().isPresent();
    return study.complete().rowCount() > 0 && (images || Effects.existFor(study.model()));
  }

  @Override
  public void write(Study study, Markup page) {
    Dataset rows = rows(study);
    Reconstruction result = Reconstruction.of(study.model(), rows, study.input().threads());
    double[] variances = DataSummary.of(rows).variances();
    Figures.paragraph(page, told(study, rows.rowCount(), result, variances));
    if (study.pictures().isPresent()) {
      images(study, study.pictures().get(), page);
    } else {
      table(study, result, variances, page);
    }
  }

  private static Dataset rows(Study study) {
    Dataset all = study.complete();
    int most = Math.max(Study.SHOWN, MOST_VALUES / study.model().schema().featureCount());
    return all.rowCount() <= most
        ? all
        : Splits.subsample(all, most, new SeededRandom(study.input().seed()).split(STREAM));
  }

  private static String told(Study study, long rows, Reconstruction result, double[] variances) {
    double total = 0;
    for (double variance : variances) {
      total += variance;
    }
    int q = study.model().encoder().orElseThrow().latentSpace().dimension();
    return "From "
        + Numbers.counted(q, "number", "numbers")
        + " in place of "
        + variances.length
        + " the model gives rows back with a mean squared error of "
        + Numbers.of(result.meanError())
        + " per row, in the data's units"
        + (total > 0
            ? "; " + Numbers.percent(1 - result.meanError() / total) + " of the variance comes back"
            : "")
        + (rows < study.complete().rowCount()
            ? ". Found from " + Numbers.of(rows) + " rows chosen by chance."
            : ".");
  }

  private static void images(Study study, Pictures pictures, Markup page) {
    Matrix rows = Images.some(study.shown(), IMAGES);
    Matrix codes = study.model().encoder().orElseThrow().encode(rows);
    Matrix restored = study.model().decoder().orElseThrow().decode(codes);
    Figures.figure(
        page,
        "Above: rows of the data. Below: the same rows, given back from their codes.",
        figure -> {
          line(figure, pictures, rows, "row ");
          line(figure, pictures, restored, "reconstruction of row ");
        });
  }

  private static void line(Markup page, Pictures pictures, Matrix rows, String words) {
    page.open("div", "class", "tiles line");
    for (int i = 0; i < rows.rows(); i++) {
      Images.draw(page, pictures, rows.row(i), words + (i + 1));
    }
    page.close();
  }

  private static void table(Study study, Reconstruction result, double[] variances, Markup page) {
    List<Column> features = study.model().schema().features();
    double[] errors = result.columnErrors();
    double[] shares = new double[errors.length];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = variances[j] > 0 ? 1 - errors[j] * errors[j] / variances[j] : Double.NaN;
    }
    int[] chosen =
        IntStream.range(0, shares.length)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> shares[j]))
            .limit(MOST_COLUMNS)
            .sorted()
            .mapToInt(Integer::intValue)
            .toArray();
    String which =
        chosen.length < shares.length
            ? " The " + chosen.length + " columns of which least comes back are shown."
            : "";
    Tables.open(
        page,
        "Error: root mean squared, in the column's units. Share: how much of the column's variance"
            + " comes back."
            + which,
        "column",
        "#error",
        "#share",
        "share as a bar");
    for (int j : chosen) {
      page.open("tr");
      Tables.head(page, features.get(j).name());
      Tables.number(page, Numbers.like(errors[j], Math.sqrt(variances[j])));
      Tables.number(page, Numbers.percent(shares[j]));
      page.open("td");
      ShareBar.draw(page, shares[j]);
      page.close().close();
    }
    Tables.close(page);
  }
}
