package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latent4j.cli.Launched.latent;
import static org.latent4j.cli.Launched.latentReading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.Examples;
import org.latent4j.formats.NpyWriter;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FittedModel;

class FitCommandTest {

  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(file(name), text);
  }

  private Launched fit(Object... args) {
    Object[] all = Stream.concat(Stream.of("fit"), Stream.of(args)).toArray();
    return latent(all);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static double number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\" : (-?[0-9.eE+-]+)").matcher(json);
    assertThat(matcher.find()).as("%s in %s", name, json).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void namedModelReachesTheOptimumAndTellsItInJson() {
    Launched run =
        fit(
            "example:faithful",
            "--model",
            "gmm",
            "-k",
            3,
            "--covariance",
            "tied",
            "--json",
            "--out",
            file("f.latent"),
            "--threads",
            2);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    // mclust, run to convergence: EEE,3 has 11 parameters and BIC 2314.295678
    assertThat(number(run.out(), "bic")).isCloseTo(2314.295678, within(5e-3));
    assertThat(number(run.out(), "logLikelihood"))
        .isCloseTo(-(2314.295678 - 11 * Math.log(272)) / 2, within(3e-3));
    assertThat(number(run.out(), "parameterCount")).isEqualTo(11);
    assertThat(number(run.out(), "rows")).isEqualTo(272);
    assertThat(number(run.out(), "k")).isEqualTo(3);
    assertThat(run.out())
        .contains("\"model\" : \"gmm\"", "\"covariance\" : \"tied\"", "\"converged\" : true")
        .contains("heldOutMeanLogLikelihood", "bitsPerDimension", "secondsRead", "secondsFit")
        .doesNotContain("NaN");
    assertThat(run.err()).startsWith("'example:faithful': 272 rows of 2 columns");
  }

  @Test
  void searchPrintsALeaderboardAndWritesModelAndReport() throws IOException {
    Launched run =
        fit(
            "example:faithful",
            "--covariance",
            "tied",
            "--out",
            file("f.latent"),
            "--report",
            file("f.html"));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("held-out log p", "k=3 tied", "is the best model found on 272 rows x 2 columns")
        .contains("model:  " + file("f.latent"), "report: " + file("f.html"));
    assertThat(files()).containsExactly("f.html", "f.latent");
    assertThat(Files.readString(file("f.html"))).contains("</html>");
    assertThat(ModelFiles.read(file("f.latent")).family()).isEqualTo("gmm");
  }

  @Test
  void sameSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
    for (int threads : new int[] {1, 2, 5}) {
      Launched run =
          fit(
              "example:iris",
              "--model",
              "gmm",
              "-k",
              3,
              "--seed",
              4,
              "--threads",
              threads,
              "--out",
              file(threads + ".latent"));
      assertThat(run.code()).isEqualTo(ExitCode.OK);
    }
    assertThat(file("2.latent")).hasSameBinaryContentAs(file("1.latent"));
    assertThat(file("5.latent")).hasSameBinaryContentAs(file("1.latent"));
  }

  @Test
  void startFromArraysGivesTheIterationsAskedFor() throws IOException {
    NpyWriter.write(file("means.npy"), Matrix.of(2, 2, 2, 55, 4, 80));
    Launched run =
        fit(
            "example:faithful",
            "--model",
            "gmm",
            "-k",
            2,
            "--start-means",
            file("means.npy"),
            "--iterations",
            5,
            "--json",
            "--out",
            file("f.latent"));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(number(run.out(), "iterations")).isEqualTo(5);
    assertThat(run.out()).contains("\"converged\" : false").doesNotContain("heldOut");
  }

  @Test
  void goingOnFromAModelFileKeepsItsOptimum() throws IOException {
    fit("example:faithful", "--model", "gmm", "-k", 2, "--out", file("a.latent"));
    Launched run =
        fit(
            "example:faithful",
            "--model",
            "gmm",
            "-k",
            2,
            "--start",
            file("a.latent"),
            "--out",
            file("b.latent"));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    FittedModel a = ModelFiles.read(file("a.latent"));
    FittedModel b = ModelFiles.read(file("b.latent"));
    assertThat(b.report().logLikelihood()).isCloseTo(a.report().logLikelihood(), within(2e-3));
  }

  @Test
  void labelIsNotUsedInFitting() throws IOException {
    Matrix rows = Examples.open("iris").data().toMatrix();
    StringBuilder text = new StringBuilder("a,b,c,d\n");
    for (int i = 0; i < rows.rows(); i++) {
      double[] r = rows.row(i);
      text.append(r[0])
          .append(',')
          .append(r[1])
          .append(',')
          .append(r[2])
          .append(',')
          .append(r[3])
          .append('\n');
    }
    write("plain.csv", text.toString());
    fit(file("plain.csv"), "--model", "gmm", "-k", 3, "--out", file("plain.latent"));
    fit("example:iris", "--model", "gmm", "-k", 3, "--out", file("labelled.latent"));
    GaussianMixture plain = (GaussianMixture) ModelFiles.read(file("plain.latent")).model();
    GaussianMixture labelled = (GaussianMixture) ModelFiles.read(file("labelled.latent")).model();
    assertThat(labelled.means()).isEqualTo(plain.means());
  }

  @Test
  void modelGoesToStandardOutputAndTalkToStandardError() {
    Launched run = fit("example:faithful", "--model", "ppca", "--latent", 1, "--out", "-");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("__metadata__", "\"family\":\"ppca\"");
    assertThat(run.err()).contains("Probabilistic PCA");
  }

  @Test
  void rowsComeFromStandardInput() throws IOException {
    StringBuilder text = new StringBuilder("u;v\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 7).append(',').append(i % 3).append(';').append(i % 5).append('\n');
    }
    Launched run =
        latentReading(
            text.toString(),
            "fit",
            "-",
            "--model",
            "ppca",
            "--latent",
            1,
            "--out",
            file("m.latent"));
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(ModelFiles.read(file("m.latent")).schema().featureNames()).containsExactly("u", "v");
  }

  @Test
  void strictFitThatDoesNotConvergeExitsWithFourAndKeepsTheModel() throws IOException {
    Launched run =
        fit(
            "example:iris",
            "--model",
            "gmm",
            "-k",
            3,
            "--iterations",
            1,
            "--strict",
            "--out",
            file("m.latent"));
    assertThat(run.code()).isEqualTo(ExitCode.NOT_FITTED);
    assertThat(run.err()).endsWith("the fit did not converge; raise --iterations or --tolerance\n");
    assertThat(files()).containsExactly("m.latent");
  }

  @Test
  void spreadsThatDifferMuchAreTold() throws IOException {
    StringBuilder text = new StringBuilder("small,large\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7 / 10.0).append(',').append(1000 * (i % 11) + i).append('\n');
    }
    Launched run =
        fit(write("s.csv", text.toString()), "--model", "gmm", "--out", file("m.latent"));
    assertThat(run.err()).contains("--scale standard gives each column the same say");
  }

  /** A factor analysis of scaled columns is the scaled one, so its user is not sent to --scale. */
  @Test
  void unequalSpreadsAreNotToldWhereTheyDoNotMatter() throws IOException {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 40; i++) {
      int far = 1000 * (i % 11) + i;
      text.append(i % 7 / 10.0).append(',').append(far).append(',').append(i % 5).append('\n');
    }
    Launched run = fit(write("s.csv", text.toString()), "--model", "fa", "--out", file("m.latent"));
    assertThat(run.err()).doesNotContain("--scale");
  }

  /**
   * R 4.2.2, factanal(iris[1:4], 1, lower = 0.00026921): the bound is the variance of rounding
   * petal lengths to a tenth of a centimetre, as a share of theirs.
   */
  @Test
  void factorsAreToldInTables() throws IOException {
    Launched run = fit("example:iris", "--model", "fa", "--latent", 1, "--out", file("f.latent"));

    assertThat(run.lines())
        .contains(
            "Loadings of standardised columns:",
            "  column        communality  uniqueness      z1",
            "  Sepal.Length        0.760       0.240   0.872",
            "  Sepal.Width         0.183       0.817  -0.428",
            "  Petal.Length        1.000       0.000   1.000",
            "  Petal.Width         0.927       0.073   0.963");
    assertThat(run.out()).contains("Heywood case: the noise of 'Petal.Length' is at its floor");
    assertThat(latent("info", file("f.latent")).lines())
        .contains("  Sepal.Length        0.760       0.240   0.872");
    assertThat(latent("info", file("f.latent"), "--json").out().replaceAll("\\s", ""))
        .contains(
            "\"tables\":[{\"title\":\"Loadingsofstandardisedcolumns\",\"rows\":[\"Sepal.Length\","
                + "\"Sepal.Width\",\"Petal.Length\",\"Petal.Width\"],\"columns\":[\"communality\","
                + "\"uniqueness\",\"z1\"],\"values\":[[0.7");
  }

  @Test
  void missingValuesAreToldWithTheRemedy() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 30; i++) {
      text.append(i % 4 == 0 ? "NA" : i * 1.5).append(',').append(i % 9).append('\n');
    }
    Path data = write("gaps.csv", text.toString());
    Launched refused = fit(data, "--model", "tmm", "--out", file("m.latent"));
    assertThat(refused.code()).isEqualTo(ExitCode.DATA);
    assertThat(refused.err())
        .contains("needs complete rows, but values are missing (a 8 of 30 rows)")
        .contains("or fit one of fa, gmm, mfa, mixed, ppca, which take them")
        .contains("--missing drop");
    Launched dropped =
        fit(data, "--model", "tmm", "--missing", "drop", "--out", file("m.latent"), "--json");
    assertThat(dropped.code()).as(dropped.err()).isEqualTo(ExitCode.OK);
    assertThat(number(dropped.out(), "rows")).isEqualTo(22);
  }

  @Test
  void missingValuesAreFittedWhereTheModelTakesThem() throws IOException {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 4 == 0 ? "NA" : i * 1.5 + i % 3).append(',').append(i % 9 + i * 0.25);
      text.append(',').append(i % 7 == 2 ? "" : i % 5 - 0.5 * i).append('\n');
    }
    Path data = write("gaps.csv", text.toString());
    for (String model : List.of("gmm", "ppca", "fa", "auto")) {
      Launched run = fit(data, "--model", model, "--out", file("m.latent"), "--json");
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
      assertThat(number(run.out(), "rows")).isEqualTo(60);
    }
    assertThat(fit(data, "--out", file("m.latent")).out())
        .contains("values are missing: compared are models that take such rows (fa, gmm, ")
        .contains("not those that need complete ones (");
  }
}
