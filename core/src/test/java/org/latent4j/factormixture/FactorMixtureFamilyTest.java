package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Settings;

/** What the search and the model file see of factor mixtures. */
class FactorMixtureFamilyTest {

  private final FactorMixtureFamily family = new FactorMixtureFamily();

  @ParameterizedTest(name = "{0} rows, {1} features")
  @CsvSource({
    "1000, 7, ''",
    "1000, 8, 'k=2 q=2'",
    "1000, 20, 'k=2 q=2; k=2 q=4'",
    "1000, 61, 'k=2 q=4; k=2 q=8'",
    "1000, 784, 'k=2 q=16'",
    "99, 61, ''",
    "100, 61, 'k=2 q=4'"
  })
  void aSearchBeginsWithFactorsThatSuitTheFeatures(int rows, int d, String expected) {
    Dataset data = Dataset.of(FactorRows.gaussian(new SeededRandom(1), rows, d, 1));
    List<String> first =
        family.candidates(data.schema(), DataSummary.of(data)).stream()
            .map(line -> line.get(0).label())
            .toList();
    assertThat(String.join("; ", first)).isEqualTo(expected);
  }

  @Test
  void eachComponentOfASearchHasTenRowsForEachFactorAndItsMean() {
    Dataset data = Dataset.of(FactorRows.gaussian(new SeededRandom(1), 180, 12, 1));
    assertThat(family.candidates(data.schema(), DataSummary.of(data)).get(0))
        .extracting(candidate -> candidate.label())
        .containsExactly("k=2 q=2", "k=3 q=2", "k=4 q=2", "k=6 q=2");
  }

  /** The eight kinds of McNicholas and Murphy (2008, table 1), for k of 2 and 3. */
  @Test
  void aSearchByACriterionTriesAllKindsOfEachSize() {
    Dataset data = Dataset.of(FactorRows.gaussian(new SeededRandom(1), 1000, 10, 1));
    assertThat(family.grid(data.schema(), DataSummary.of(data), 3))
        .extracting(candidate -> candidate.label())
        .containsExactly(labels("k=2 q=2", "k=3 q=2"));
  }

  private static String[] labels(String... sizes) {
    String[] kinds = {
      "",
      " noise shared",
      " loadings shared",
      " all shared",
      " isotropic",
      " isotropic noise shared",
      " isotropic loadings shared",
      " isotropic all shared"
    };
    return Arrays.stream(sizes)
        .flatMap(size -> Arrays.stream(kinds).map(kind -> size + kind))
        .toArray(String[]::new);
  }

  @Test
  void besideTheBestOfTheLinesOtherKindsAreTriedAndThenOtherSizesOfTheBest() {
    Dataset data = Dataset.of(FactorRows.gaussian(new SeededRandom(1), 1000, 10, 1));
    DataSummary summary = DataSummary.of(data);
    Settings plain = Settings.of(family.settings()).with("k", 4).with("latent", 2);
    assertThat(family.refinements(data.schema(), summary, plain))
        .extracting(candidate -> candidate.label())
        .containsExactly(Arrays.copyOfRange(labels("k=4 q=2"), 1, 8));
    assertThat(family.refinements(data.schema(), summary, plain.with("share", "noise")))
        .extracting(candidate -> candidate.label())
        .containsExactly("k=3 q=2 noise shared", "k=5 q=2 noise shared");
  }

  @Test
  void wordsAndSingleColumnsAreRefused() {
    Schema words =
        Schema.of(
            List.of(
                Column.numeric("size"),
                new Column(
                    "kind", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b"), 0)));
    assertThat(family.refusal(words))
        .contains("a mixture of factor analysers needs numbers, but column 'kind' holds words");
    assertThat(family.refusal(Schema.of(List.of(Column.numeric("size")))))
        .contains("a mixture of factor analysers needs at least 2 numeric columns, got 1");
  }

  @Test
  void aStateOfImpossibleFactorsIsRefused() {
    FactorMixture mixture =
        FactorRows.random(1, 4, new int[] {1, 2}, NoiseStructure.DIAGONAL, Sharing.NONE, 1);
    ModelState state = family.save(mixture);
    Map<String, Tensor> tensors = new LinkedHashMap<>(state.tensors());
    tensors.put("latentDimensions", Tensor.vector(new double[] {1, 4}));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> family.load(new ModelState(tensors, state.attributes())))
        .withMessage(
            "'latentDimensions' must be whole numbers from 0 to 3, got 4.0; the file is damaged");
  }

  @Test
  void sharedPartsAreWrittenOnce() {
    FactorMixture mixture =
        FactorRows.random(1, 4, new int[] {2, 2, 2}, NoiseStructure.ISOTROPIC, Sharing.BOTH, 1);
    ModelState state = family.save(mixture);
    assertThat(state.tensors().get("loadings").shape()).containsExactly(2, 4);
    assertThat(state.tensors().get("noiseVariances").shape()).containsExactly(1, 1);
    Matrix x = mixture.sample(5, new SeededRandom(2));
    assertThat(family.load(state).logDensity(x)).containsExactly(mixture.logDensity(x));
  }
}
