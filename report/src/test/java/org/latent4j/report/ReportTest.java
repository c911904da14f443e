package org.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.UniformNoise;
import org.latent4j.model.FitContext;
import org.latent4j.select.Criteria;
import org.latent4j.select.Criterion;
import org.latent4j.select.Leaderboard;
import org.latent4j.select.Leaderboard.Outcome;
import org.latent4j.testing.DiagonalGaussian;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private static final int MEGABYTE = 1_000_000;

  private static ReportInput blobs() {
    GaussianMixture model = Fits.twoBlobs();
    Matrix rows = model.sample(300, new SeededRandom(3));
    return Fits.input(model, Fits.rows(List.of("east", "north"), rows));
  }

  private static ReportInput wide(int columns, int rows) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    DiagonalGaussian model = new DiagonalGaussian(new double[columns], ones);
    Matrix values = model.sample(rows, new SeededRandom(5));
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "gene " + j).toList();
    return Fits.input(model, Fits.rows(names, values));
  }

  private static Leaderboard.Entry entry(String label, Outcome outcome, double mean, String note) {
    return new Leaderboard.Entry(
        "gmm",
        label,
        Map.of(),
        false,
        outcome,
        mean,
        0.25,
        new Criteria(1234.4, 1240, 1230),
        11,
        0.5,
        note);
  }

  private static Document parsed(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> all(Document page) {
    NodeList nodes = page.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static ReportInput hostile() {
    String bad = Fits.HOSTILE.get(0);
    Matrix rows = Fits.twoBlobs().sample(60, new SeededRandom(3));
    Dataset data = Fits.rows(Fits.HOSTILE, rows);
    ReportInput plain = Fits.input(Fits.twoBlobs(), data);
    return new ReportInput(
        plain.model(),
        data,
        bad,
        Optional.of(
            new Leaderboard(
                Criterion.HELD_OUT,
                List.of(entry(bad, Outcome.FITTED, -3, bad), entry(bad, Outcome.FAILED, -4, bad)),
                40,
                20,
                1)),
        List.of(bad),
        List.of("latent", "fit", bad),
        7,
        2,
        List.of(new ReportInput.Timing(bad, 1)));
  }

  @Test
  void hostileTextOfEveryOriginStaysText() throws Exception {
    Document page = parsed(Report.html(hostile()));
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(all(page))
        .allSatisfy(
            element -> {
              for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
              }
            });
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .endsWith(" of <script>alert(1)</script>");
  }

  @Test
  void noiseIsCalledSo() throws Exception {
    GaussianMixture model =
        Fits.twoBlobs()
            .withNoise(
                UniformNoise.alongFeatures(new double[] {0, 0}, new double[] {10, 10}), 0.25);
    Matrix rows = model.sample(400, new SeededRandom(3));
    String page = Report.html(Fits.input(model, Fits.rows(List.of("east", "north"), rows)));
    assertThat(page).contains("3 components, the last of them noise");
    assertThat(
            all(parsed(page)).stream()
                .filter(e -> e.getTagName().equals("th"))
                .map(e -> e.getTextContent().strip()))
        .contains("1", "2", "noise")
        .doesNotContain("3");
  }

  @Test
  void nothingLeadsOutOfThePage() throws Exception {
    String page = Report.html(hostile());
    assertThat(page).doesNotContain("http:", "https:", "url(", "@import", "javascript:");
    assertThat(all(parsed(page)))
        .allSatisfy(
            element -> {
              assertThat(element.getAttribute("href")).matches("(#[a-z]+)?");
              assertThat(element.getAttribute("src")).matches("(data:image/png;base64,.*)?");
            });
  }

  @Test
  void policyLetsInTheStyleSheetOfThePageAlone() throws Exception {
    Document page = parsed(Report.html(blobs()));
    String css = page.getElementsByTagName("style").item(0).getTextContent();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
    Element policy =
        all(page).stream()
            .filter(e -> e.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .findFirst()
            .orElseThrow();
    assertThat(policy.getAttribute("content"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; img-src data:; base-uri 'none'; form-action 'none'");
    assertThat(all(page)).noneMatch(e -> e.hasAttribute("style"));
  }

  @Test
  void everyLinkLeadsToOneElement() throws Exception {
    List<Element> elements = all(parsed(Report.html(blobs())));
    Set<String> ids = new HashSet<>();
    for (Element element : elements) {
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).isTrue();
      }
    }
    List<String> links =
        elements.stream().map(e -> e.getAttribute("href")).filter(h -> !h.isEmpty()).toList();
    assertThat(links).isNotEmpty().allSatisfy(link -> assertThat(ids).contains(link.substring(1)));
  }

  @Test
  void sameInputGivesSamePage() {
    assertThat(Report.html(blobs())).isEqualTo(Report.html(blobs()));
  }

  @Test
  void pageOfImagesAsManyAsTheDigitsIsBelowOneMegabyte() {
    int side = 8;
    double[] tens = new double[side * side];
    Arrays.fill(tens, 10);
    DiagonalGaussian model = new DiagonalGaussian(tens, tens);
    Schema schema =
        new Schema(
            Schema.numeric(side * side).columns(), Optional.of(new ImageShape(side, side, 1)));
    Dataset data = HeapDataset.builder(schema, model.sample(1797, new SeededRandom(1))).build();
    assertThat(Report.html(Fits.input(model, data)).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(MEGABYTE);
  }

  @Test
  void pageOfSeventeenHundredColumnsIsBelowFiveMegabytes() throws Exception {
    String page = Report.html(wide(1700, 60));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(5 * MEGABYTE);
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("Shown are 40 of 1700 columns, evenly spread.");
  }

  @Test
  void pageOfOneColumnAndOneRowIsWellFormed() throws Exception {
    String page = Report.html(wide(1, 1));
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("1 row of 1 column.")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void pageOfConstantColumnIsWellFormed() throws Exception {
    Dataset data = Fits.rows(List.of("a", "b"), Matrix.of(3, 2, 1, 5, 2, 5, 3, 5));
    DiagonalGaussian model = new DiagonalGaussian(new double[] {2, 5}, new double[] {1, 1});
    assertThat(parsed(Report.html(Fits.input(model, data))).getDocumentElement().getTextContent())
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void missingValuesAreCountedByColumnAndWarnedOf() throws Exception {
    double[] values = Fits.twoBlobs().sample(100, new SeededRandom(3)).toArray();
    for (int i = 0; i < 25; i++) {
      values[2 * i + 1] = Double.NaN;
    }
    Dataset data = Fits.rows(List.of("east", "north"), Matrix.wrap(100, 2, values));
    Dataset whole =
        Fits.rows(List.of("east", "north"), Fits.twoBlobs().sample(100, new SeededRandom(3)));
    ReportInput input = ReportInput.of(Fits.joined(Fits.twoBlobs(), whole), data, "rows");
    assertThat(parsed(Report.html(input)).getDocumentElement().getTextContent())
        .contains(
            "25 rows have missing values (25\u202F%); the pictures and rankings are of the complete"
                + " rows.",
            "25 values are missing (12\u202F%), in 1 column and 25 rows.", "25 (25\u202F%)");
  }

  @Test
  void allRowsIncompleteStillMakesAPage() throws Exception {
    Dataset whole = Fits.rows(List.of("a", "b"), Matrix.of(2, 2, 1, 2, 3, 4));
    Dataset data = Fits.rows(List.of("a", "b"), Matrix.of(2, 2, 1, Double.NaN, Double.NaN, 4));
    ReportInput input = ReportInput.of(Fits.joined(Fits.twoBlobs(), whole), data, "rows");
    assertThat(parsed(Report.html(input)).getDocumentElement().getTextContent())
        .contains("Every row has a missing value, so nothing could be asked of the model.");
  }

  @Test
  void rowsThatWereNotHeldOutAreWarnedOf() {
    assertThat(Report.html(blobs()))
        .contains(
            "No rows were held out: its log density is that of the rows it was fitted to, which"
                + " flatters it.");
  }

  @Test
  void leaderboardTellsOutcomesWithTheirRemarks() throws Exception {
    Leaderboard board =
        new Leaderboard(
            Criterion.HELD_OUT,
            List.of(
                entry("k=2 full", Outcome.FITTED, -3, ""),
                entry("k=3 full", Outcome.FITTED, -3.5, ""),
                entry("k=9 full", Outcome.FAILED, Double.NaN, "too few rows")),
            80,
            20,
            1);
    List<String> rows =
        all(parsed(Report.html(blobs().withLeaderboard(board)))).stream()
            .filter(e -> e.getTagName().equals("tr"))
            .filter(e -> e.getTextContent().contains("full"))
            .map(e -> e.getAttribute("class") + ": " + e.getTextContent())
            .toList();
    assertThat(rows)
        .containsExactly(
            "winner: 1Gaussian mixturek=2 full−3.00 ± 0.251234124011" + "0.50\u202Fs",
            "fitted: 2Gaussian mixturek=3 full−3.50 ± 0.251234124011" + "0.50\u202Fs",
            "faded: –Gaussian mixturek=9 full–1234124011" + "0.50\u202Fstoo few rows");
  }

  @Test
  void commandIsQuotedForTheShell() throws Exception {
    ReportInput input = blobs().withCommand(List.of("latent", "fit", "my file's.csv"), 2);
    assertThat(parsed(Report.html(input)).getElementsByTagName("pre").item(0).getTextContent())
        .isEqualTo("latent fit 'my file'\\''s.csv'");
  }

  @Test
  void fileHoldsThePage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("page.html");
    Report.write(blobs(), file);
    assertThat(Files.readString(file)).isEqualTo(Report.html(blobs()));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void missingFolderIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("none/page.html");
    assertThatThrownBy(() -> Report.write(blobs(), file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot write '" + file + "': there is no folder '" + folder.resolve("none") + "'");
  }

  @Test
  void otherFeaturesAreRefused() {
    Dataset data = Fits.rows(List.of("east", "west"), Matrix.of(1, 2, 0, 0));
    assertThatThrownBy(() -> ReportInput.of(blobs().model(), data, "rows"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data must have the 2 features of the model, in their order, got 'west' where 'north'"
                + " belongs (feature 2)");
  }

  @Test
  void labelIsNamedAsNotUsed() throws Exception {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("east"),
                Column.numeric("north"),
                Column.numeric("kind").withRole(ColumnRole.LABEL)));
    double[] labels = new double[50];
    Dataset data =
        HeapDataset.builder(schema, Fits.twoBlobs().sample(50, new SeededRandom(3)))
            .labels(labels)
            .build();
    assertThat(
            parsed(Report.html(Fits.input(Fits.twoBlobs(), data)))
                .getDocumentElement()
                .getTextContent())
        .contains("Not used in fitting: kind (label).");
  }

  @Test
  void verdictTellsTheVarianceThatCodesKeep() {
    Dataset data = Fits.rows(List.of("a", "b"), Matrix.of(4, 2, 2, 0, -2, 0, 0, 1, 0, -1));
    Pca pca =
        Pca.fit(data, PcaOptions.defaults().withLatentDimension(1), FitContext.defaults()).model();
    assertThat(Report.html(Fits.input(pca, data)))
        .contains("1 number per row keeps 80\u202F% of the variance of 2 columns.");
  }

  @Test
  void moreParametersThanAThirdOfTheRowsAreWarnedOf() {
    DiagonalGaussian model = new DiagonalGaussian(new double[2], new double[] {1, 1});
    assertThat(model.parameterCount()).isEqualTo(4);
    for (int n = 11; n <= 12; n++) {
      Dataset data = Fits.rows(List.of("a", "b"), model.sample(n, new SeededRandom(2)));
      String page = Report.html(Fits.input(model, data));
      assertThat(
              page.contains(
                  "There are only "
                      + n
                      + " rows for 4 parameters: the model may have learnt chance."))
          .isEqualTo(n == 11);
    }
  }
}
