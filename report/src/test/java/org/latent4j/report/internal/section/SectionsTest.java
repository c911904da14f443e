package org.latent4j.report.internal.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.FactorAnalysis;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FitContext;
import org.latent4j.model.Model;
import org.latent4j.report.Fits;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Study;
import org.xml.sax.InputSource;

class SectionsTest {

  private static final List<Section> ALL =
      List.of(
          new ModelPicture(),
          new Components(),
          new Axes(),
          new ModelTables(),
          new Samples(),
          new Reconstructions(),
          new WorstAnomalies());

  private static Study study(Model model, Dataset data) {
    return new Study(Fits.input(model, data));
  }

  private static String html(Section section, Study study) {
    Markup page = new Markup();
    page.open("section");
    section.write(study, page);
    return page.close().toString();
  }

  private static List<String> shown(Study study) {
    return ALL.stream().filter(s -> s.appliesTo(study)).map(Section::id).toList();
  }

  private static List<String> matches(String html, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static void assertWellFormed(Study study) throws Exception {
    for (Section section : ALL) {
      if (section.appliesTo(study)) {
        String html = html(section, study);
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
        assertThat(html).doesNotContain("<script", "onload=x & ", "\u202E");
      }
    }
  }

  /** A loading of 3 beside noise of variance 16 is 3/5 of a deviation of 5. */
  @Test
  void factorsAreToldInTables() throws Exception {
    FactorAnalysis model =
        FactorAnalysis.of(new double[2], Matrix.of(2, 1, 3, -2), new double[] {16, 12});
    Study study = study(model, Fits.rows(Fits.HOSTILE, blobs(60)));
    assertThat(shown(study)).contains("tables");
    assertThat(matches(html(new ModelTables(), study), "<td class=\"number\">([^<]*)</td>"))
        .containsExactly(
            "0.360", "0.640", "0.600", "0.250", "0.750", "-0.500", "0.610", "0.305", "0.305");
    assertWellFormed(study);
    assertThat(shown(study(Fits.twoBlobs(), Dataset.of(blobs(60))))).doesNotContain("tables");
  }

  /** Rows drawn from two blobs. */
  private static Matrix blobs(int count) {
    return Fits.twoBlobs().sample(count, new SeededRandom(3));
  }

  private static Dataset threeColumns() {
    Matrix two = blobs(60);
    double[] values = new double[180];
    for (int i = 0; i < 60; i++) {
      values[3 * i] = two.get(i, 0);
      values[3 * i + 1] = two.get(i, 1);
      values[3 * i + 2] = i % 7;
    }
    return Fits.rows(
        List.of(Fits.HOSTILE.get(0), Fits.HOSTILE.get(1), "&amp;"), Matrix.wrap(60, 3, values));
  }

  private static Pca pca(Dataset data) {
    PcaOptions options = PcaOptions.defaults().withLatentDimension(2);
    return Pca.fit(data, options, FitContext.defaults()).model();
  }

  private static ProbabilisticPca ppca(int features) {
    double[] loadings = new double[features];
    java.util.Arrays.fill(loadings, 1);
    return ProbabilisticPca.of(new double[features], Matrix.of(features, 1, loadings), 0.5);
  }

  @Test
  void hostileNamesLeaveSectionsWellFormed() throws Exception {
    assertWellFormed(study(Fits.twoBlobs(), Fits.rows(Fits.HOSTILE, blobs(40))));
    assertWellFormed(study(pca(threeColumns()), threeColumns()));
    assertWellFormed(study(ppca(3), threeColumns()));
    Dataset one = Fits.rows(Fits.HOSTILE.subList(0, 1), Matrix.of(3, 1, -1, 0, 1));
    assertWellFormed(study(Fits.gaussian(new double[1], Matrix.identity(1)), one));
  }

  @Test
  void modelsShowWhatTheyCanDo() {
    assertThat(shown(study(Fits.twoBlobs(), Fits.rows(List.of("x", "y"), blobs(40)))))
        .containsExactly("picture", "components", "samples", "anomalies");
    assertThat(shown(study(pca(threeColumns()), threeColumns())))
        .containsExactly("picture", "axes", "reconstructions");
    assertThat(shown(study(ppca(3), threeColumns())))
        .containsExactly("picture", "axes", "samples", "reconstructions", "anomalies");
  }

  @Test
  void leastProbableRowComesFirst() {
    Dataset data = Fits.rows(List.of("x", "y"), Matrix.of(5, 2, 0, 1, 0, 3, 0, 0, -2, 0, 4, 4));
    Study study = study(Fits.gaussian(new double[2], Matrix.identity(2)), data);

    String html = html(new WorstAnomalies(), study);

    assertThat(matches(html, "scope=\"row\" class=\"number\">(\\d+)<"))
        .containsExactly("5", "2", "4", "1", "3");
  }

  @Test
  void unusualColumnIsNamedWithWhatTheOtherColumnsExpect() {
    // E[y | x] = 0.8·x, E[x | y] = 0.8·y; the row is off in y given x = 0
    Dataset data = Fits.rows(List.of("x", "y"), Matrix.of(2, 2, 0, 5, 0, 0));
    Study study = study(Fits.gaussian(new double[2], Matrix.of(2, 2, 1, 0.8, 0.8, 1)), data);

    String first = html(new WorstAnomalies(), study).split("</tr>", -1)[1];

    assertThat(first).contains("<bdi>y</bdi> <b>5</b> (expected 0)");
    assertThat(first).contains("<bdi>x</bdi> <b>0</b> (expected 4)");
  }

  @Test
  void rowsAreNumberedAmongAllWhereSomeAreIncomplete() {
    Dataset data =
        Fits.rows(List.of("x", "y"), Matrix.of(4, 2, Double.NaN, 1, 0, 0, 1, Double.NaN, 5, 5));
    Dataset complete = Fits.rows(List.of("x", "y"), Matrix.of(2, 2, 0, 0, 5, 5));
    Model model = Fits.gaussian(new double[2], Matrix.identity(2));
    Study study =
        new Study(org.latent4j.report.ReportInput.of(Fits.joined(model, complete), data, "rows"));

    assertThat(matches(html(new WorstAnomalies(), study), "scope=\"row\" class=\"number\">(\\d+)<"))
        .containsExactly("4", "2");
    assertThat(html(new ModelPicture(), study)).contains("Rows with missing values are left out.");
  }

  @Test
  void captionTellsThatRowsWereChosenByChance() {
    Study study = study(Fits.twoBlobs(), Fits.rows(List.of("x", "y"), blobs(2500)));

    assertThat(html(new ModelPicture(), study))
        .contains("2000 of 2500 rows, chosen by chance (seed 0), are drawn.");
  }

  @Test
  void clusterTableTellsMeansAndSeparation() {
    // two clusters of two rows: variance 16 between, 0.25 within in x; nothing between in y
    Dataset data =
        Fits.rows(List.of("x", "y"), Matrix.of(4, 2, -4.5, -4, -3.5, -4, 3.5, 4, 4.5, 4));

    String html = html(new Components(), study(Fits.twoBlobs(), data));

    assertThat(html).contains(">−4.00 ± 0.50<", ">4.00 ± 0.50<");
    assertThat(html).contains(">98\u202F%<"); // 16 / 16.25
  }

  @Test
  void rowsThatAreImagesAreDrawnWithTheirConstantPixels() {
    List<Column> columns = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      Column pixel = Column.numeric("p" + p);
      columns.add(p == 2 ? pixel.withRole(ColumnRole.IGNORED) : pixel);
    }
    Schema schema = new Schema(columns, Optional.of(new ImageShape(2, 2, 1)));
    Matrix values = Matrix.of(3, 3, 0, 1, 2, 2, 1, 0, 1, 1, 1);
    Study study = study(ppca(3), HeapDataset.builder(schema, values).build());

    String samples = html(new Samples(), study);
    String reconstructions = html(new Reconstructions(), study);

    // three rows of data and 30 drawn ones; three rows above their reconstructions
    assertThat(matches(samples, "(data:image/png;base64,)")).hasSize(33);
    assertThat(matches(reconstructions, "(data:image/png;base64,)")).hasSize(6);
  }

  @Test
  void shareOfVarianceThatComesBackIsToldByColumn() {
    // rows on the line x = y come back from one code; z, which is unrelated, does not
    Dataset data =
        Fits.rows(
            List.of("x", "y", "z"),
            Matrix.of(4, 3, -3, -3, 0.1, 3, 3, 0.1, -3, -3, -0.1, 3, 3, -0.1));
    PcaOptions options = PcaOptions.defaults().withLatentDimension(1);
    Model model = Pca.fit(data, options, FitContext.defaults()).model();

    String html = html(new Reconstructions(), study(model, data));

    assertThat(html).contains("From 1 number in place of 3");
    assertThat(matches(html, "<td class=\"number\">(\\d+)\u202F%</td>"))
        .containsExactly("100", "100", "0");
  }
}
