package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latent4j.cli.Launched.latent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.formats.Tables;

class EvaluateLabelsTest {

  @TempDir private static Path folder;
  private static Path iris = Path.of("");
  private static Path train = Path.of("");
  private static Path rows = Path.of("");
  private static Path labels = Path.of("");

  /** Every other flower of iris to fit to, and the others to judge by, labels in a file beside. */
  @BeforeAll
  static void fit() throws IOException {
    List<String> lines = lines();
    List<String> odd = new ArrayList<>(List.of(lines.get(0)));
    List<String> even = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      (i % 2 == 1 ? odd : even).add(lines.get(i));
    }
    train = Files.write(folder.resolve("train.csv"), odd);
    rows =
        Files.write(
            folder.resolve("rows.csv"),
            even.stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList());
    labels =
        Files.write(
            folder.resolve("labels.csv"),
            even.stream().map(line -> line.substring(line.lastIndexOf(',') + 1)).toList());
    iris = fitted(train.toString(), "iris");
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = Tables.class.getResourceAsStream("examples/iris.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Path fitted(String data, String name) {
    Path model = folder.resolve(name + ".latent");
    assertThat(
            latent(
                    "fit",
                    data,
                    "--label",
                    "Species",
                    "--model",
                    "gmm",
                    "-k",
                    "3",
                    "--starts",
                    "2",
                    "--out",
                    model)
                .code())
        .isEqualTo(ExitCode.OK);
    return model;
  }

  @Test
  void featuresAreHeldAgainstRawColumnsRandomOnesAndNothing() {
    Launched run = latent("evaluate", iris, "example:iris");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.lines())
        .contains(
            "150 labelled rows: accuracy of logistic regression",
            "150 labelled rows: accuracy of nearest neighbours");
    assertThat(run.out())
        .containsSubsequence("all labels", "10 labels", "100 labels")
        .contains("random projection", "PCA codes")
        // three classes of 50: looking at nothing is right for a third
        .containsPattern("  none +0  0\\.333 ± ");
    assertThat(run.lines()).last().asString().startsWith("clusters against classes: ARI 0.");
  }

  @Test
  void headsLearnFromTheRowsOfTheFit() {
    Launched run = latent("evaluate", iris, rows, "--labels", labels, "--train", train);

    assertThat(run.err()).contains("labels from '" + labels + "'");
    assertThat(run.out())
        .contains("  75 rows told from 75 rows of --train;")
        .contains("  drawn rows against the fit  ")
        .contains(" closer to one of 75 rows of the fit than these rows are ");
    assertThat(latent("evaluate", iris, train, "--train", train).err())
        .contains(
            "latent: --train must name other rows than DATA, got the same; what learns from rows"
                + " cannot be judged by them\n");
  }

  /** Rows a thousand units away are never as probable. */
  @Test
  void rowsOfAnotherOriginAreTold() throws IOException {
    Path far =
        Files.write(
            folder.resolve("far.csv"),
            Files.readAllLines(rows).stream()
                .map(line -> line.replaceAll("\\b[0-9]\\.", "100$0"))
                .toList());

    Launched run = latent("evaluate", iris, rows, "--outside", far);

    assertThat(run.out()).contains("  AUROC against outside       1.0000 ± 0.0000, mean score ");
    assertThat(latent("evaluate", iris, far, "--outside", rows).out())
        .contains("0.0000 ± 0.0000", "; rows of another origin are found more probable");
  }

  @Test
  void codesAreClusteredBySeveralSeeds() {
    Path ppca = folder.resolve("ppca.latent");
    latent("fit", "example:iris", "--model", "ppca", "--latent", 2, "--out", ppca);

    Launched run = latent("evaluate", ppca, "example:iris", "--seeds", 2);

    assertThat(run.out()).contains("3 clusters of codes (2 dimensions), mean of 2 seeds: ARI 0.");
    assertThat(latent("evaluate", ppca, "example:iris", "--clusters", 2, "--json").out())
        .contains("\"codeClusters\"", "\"components\" : 2", "\"likeliestSeed\"");
  }

  @Test
  void jsonHoldsAllScores() {
    assertThat(latent("evaluate", iris, "example:iris", "--json").out())
        .contains("\"measure\" : \"accuracy\"", "\"features\" : \"raw columns\"")
        .contains("\"head\" : \"neighbours\"", "\"head\" : \"linear\"")
        .contains("\"labels\" : \"10\"", "\"adjustedRandIndex\"", "\"within90Percent\"");
  }

  @Test
  void labelsMustBeColumnsThatTheModelDoesNotKnow() {
    assertThat(latent("evaluate", iris, "example:iris", "--label", "Petal.Width").err())
        .startsWith(
            "latent: --label must not be a column that the model knows, got 'Petal.Width'; fit the"
                + " model with --label Petal.Width\n");
    assertThat(latent("evaluate", iris, rows, "--train-labels", labels).err())
        .startsWith("latent: --train-labels goes with --train; name the rows too\n");
    assertThat(latent("evaluate", iris, rows, "--train", train, "--train-labels", labels).err())
        .contains("latent: the rows of '" + rows + "' have no labels; name them by --labels\n");
    assertThat(latent("evaluate", iris, rows, "--labels", folder.resolve("none.csv")))
        .extracting(Launched::code, Launched::err)
        .containsExactly(
            ExitCode.DATA, "latent: there is no file '" + folder.resolve("none.csv") + "'\n");
  }

  @Test
  void featuresAreWritten() throws IOException {
    Path out = folder.resolve("features.csv");

    Launched run = latent("features", iris, "example:iris", "-o", out);

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllLines(out)).hasSize(151).first().isEqualTo("p1,p2,p3,logDensity");
    assertThat(latent("features", iris, "example:iris", "--kind", "density").lines())
        .first()
        .isEqualTo("logDensity");
    assertThat(latent("features", iris, "example:iris", "--kind", "hidden").err())
        .contains("latent: the gmm model has no hidden layer; ");
    assertThat(latent("features", iris, "example:iris", "--kind", "all of it").err())
        .startsWith(
            "latent: --kind must be one of all, codes, density, hidden, responsibilities, got"
                + " 'all of it'\n");
  }

  /** 64 pixels to 7 hidden numbers to 2 codes. */
  @Test
  @Tag("slow")
  void theHiddenLayerOfANetworkIsJudgedToo() {
    Path vae = folder.resolve("vae.latent");
    List<Object> fit = List.of("fit", "example:digits", "--model", "vae", "--latent", 2);
    List<Object> training = List.of("--hidden", 7, "--epochs", 2, "--out", vae);
    assertThat(latent(Stream.concat(fit.stream(), training.stream()).toArray()).code())
        .isEqualTo(ExitCode.OK);

    Launched run = latent("evaluate", vae, "example:digits", "--rows", 200, "--samples", 2);

    assertThat(run.out())
        .containsSubsequence("  codes  ", "  hidden layer  ", "  raw columns  ")
        .containsPattern("  hidden layer +7  0\\.\\d+ ± ")
        // as many principal components and random numbers as codes, not as hidden numbers
        .containsPattern("  PCA codes +2  ")
        .containsPattern("  untrained network +2  ");
    assertThat(latent("features", vae, "example:digits", "--kind", "hidden").lines())
        .hasSize(1798)
        .first()
        .isEqualTo("h1,h2,h3,h4,h5,h6,h7");
  }
}
