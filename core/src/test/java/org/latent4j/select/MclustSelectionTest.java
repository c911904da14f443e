package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.GaussianMixtureFamily;
import org.latent4j.model.FitContext;
import org.latent4j.testing.SharedFiles;

/**
 * The search by BIC over all structures and 1 to 9 components against the one of mclust 6.0.0 with
 * its defaults, {@code Mclust(x)} in R 4.2.2: never a greater BIC (with our sign), but for the
 * tolerance of either program.
 */
@Tag("slow")
class MclustSelectionTest {

  private static Matrix rows(String file, int words) throws IOException {
    return Matrix.ofRows(
        Files.readAllLines(SharedFiles.path(file)).stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",", -1)).skip(words))
            .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "reference/faithful.csv, 0, 2314.3162956657766",
    "reference/iris.csv, 0, 561.72846211507522",
    "reference/mixture2d.csv, 0, 4623.2477455595845",
    "data/thyroid/thyroid.csv, 1, 4777.90685823",
    "data/banknote/banknote.csv, 1, 1607.57364004",
    "data/acidity/acidity.csv, 0, 392.072310814",
    "data/diabetes-mclust/diabetes-mclust.csv, 1, 4751.31639982",
    "data/baudry2010/ex4_1.csv, 0, 4075.48440881",
    "data/baudry2010/ex4_2.csv, 0, 4031.8666396",
    "data/baudry2010/ex4_3.csv, 0, 1279.7589945",
    "data/baudry2010/ex4_4_1.csv, 0, 8598.00608041",
    "data/baudry2010/ex4_4_2.csv, 0, -910.155149415",
    "data/wreath/wreath.csv, 0, 12355.5347821"
  })
  void bicIsAtLeastAsGoodAsMclusts(String file, int words, double mclust) throws IOException {
    SearchOptions options =
        SearchOptions.defaults()
            .withFamilies(List.of(new GaussianMixtureFamily()))
            .withCriterion(Criterion.BIC)
            .withValidation(Validation.none());
    Leaderboard.Entry winner =
        ModelSearch.search(
                Dataset.of(rows(file, words)), options, FitContext.defaults().withThreads(2))
            .leaderboard()
            .winner()
            .orElseThrow();
    assertThat(winner.criteria().bic()).as(winner.label()).isLessThanOrEqualTo(mclust + 2e-3);
  }
}
