package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFamily.Candidate;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Settings;

class LinearFamiliesTest {

  private static final ModelFamily PCA = new PcaFamily();
  private static final ModelFamily PPCA = new ProbabilisticPcaFamily();

  @Test
  void wordsAreRefusedByColumn() {
    Column words =
        new Column("colour", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b"), 0);
    Schema schema = Schema.of(List.of(Column.numeric("x"), words));
    assertThat(PCA.refusal(schema)).contains("PCA needs numbers, but column 'colour' holds words");
    assertThat(PPCA.refusal(schema))
        .contains("probabilistic PCA needs numbers, but column 'colour' holds words");
  }

  @Test
  void tooFewColumnsAreRefused() {
    assertThat(PCA.refusal(Schema.of(List.of())))
        .contains("PCA needs at least 1 numeric column, got 0");
    assertThat(PPCA.refusal(Schema.numeric(1)))
        .contains("probabilistic PCA needs at least 2 numeric columns, got 1");
  }

  @Test
  void numbersCountsAndBinariesAreAccepted() {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("x"),
                new Column("n", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
                new Column("b", ColumnKind.BINARY, ColumnRole.FEATURE, List.of(), 1)));
    assertThat(PCA.refusal(schema)).isEqualTo(Optional.empty());
    assertThat(PPCA.refusal(schema)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "100; 2; 1",
        "100; 5; 1 2 3 4",
        "300; 60; 1 2 3 4 6 8 12 16 24 32 48",
        "20; 60; 1 2 3 4 6 8",
        "3; 5; 1"
      })
  void searchTriesGrowingLatentDimensions(int n, int d, String expected) {
    Dataset data = Dataset.of(Rows.gaussian(n, d, 1));
    List<List<Candidate>> lines = PPCA.candidates(data.schema(), DataSummary.of(data));
    assertThat(lines).hasSize(1);
    List<String> sizes = lines.get(0).stream().map(c -> c.settings().text("latent")).toList();
    assertThat(String.join(" ", sizes)).isEqualTo(expected);
    assertThat(lines.get(0).get(0).label()).isEqualTo("q=1");
    assertThat(lines.get(0)).allMatch(c -> c.scaling() == Candidate.Scaling.MATTERS);
  }

  @Test
  void pcaIsNotSearched() {
    Dataset data = Dataset.of(Rows.gaussian(20, 3, 1));
    assertThat(PCA.candidates(data.schema(), DataSummary.of(data))).isEmpty();
  }

  @Test
  void settingsReachTheFit() {
    Dataset data = Dataset.of(Rows.correlated(50, 4, 1));
    Settings settings =
        Settings.of(PCA.settings())
            .with("latent", 2)
            .with("whiten", "yes")
            .with("route", "randomised");
    var fit = PCA.fit(data, settings, FitContext.defaults());
    Pca pca = (Pca) fit.model();
    assertThat(pca.latentSpace().dimension()).isEqualTo(2);
    assertThat(pca.whitening()).isEqualTo(PcaOptions.Whitening.YES);
    assertThat(fit.report().notes().get(0))
        .startsWith("axes found from a random projection, nearly exact (about ");
  }

  @Test
  void statesThatCannotBeAreRefused() {
    ModelState state = save(PPCA);
    assertRefused(
        PPCA,
        with(state, "noiseVariance", Tensor.vector(-1)),
        "noiseVariance must be finite and above 0, got -1.0; the file is damaged");
    assertRefused(
        PPCA,
        with(state, "principalAxes", Tensor.of(Matrix.of(3, 2, 1, 1, 0, 0, 0, 0))),
        "principalAxes must be orthonormal, but miss that by 1.0e+00; the file is damaged");
    assertRefused(
        PPCA,
        with(state, "explainedVariance", Tensor.vector(1, 5)),
        "explainedVariance must be decreasing, finite and at least noiseVariance ("
            + state.vector("noiseVariance", 1)[0]
            + "), got 5.0; the file is damaged");
    ModelState pca = save(PCA);
    assertRefused(
        PCA,
        with(pca, "explainedVariance", Tensor.vector(1, -5)),
        "explainedVariance must be decreasing and at least 0, got -5.0 at place 2; the file is"
            + " damaged");
    assertRefused(
        PCA,
        with(pca, "weightTotal", Tensor.vector(1)),
        "totalVariance must be above 0 and weightTotal above 1, got "
            + pca.vector("totalVariance", 1)[0]
            + " and 1.0; the file is damaged");
    assertRefused(
        PCA,
        new ModelState(pca.tensors(), Map.of("whiten", "maybe")),
        "whiten must be no or yes, got 'maybe'; the file is damaged");
  }

  private static ModelState save(ModelFamily family) {
    Dataset data = Dataset.of(Rows.correlated(50, 3, 1));
    Settings settings = Settings.of(family.settings()).with("latent", 2);
    Model model = family.fit(data, settings, FitContext.defaults()).model();
    return family.save(model);
  }

  private static ModelState with(ModelState state, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(state.tensors());
    tensors.put(name, tensor);
    return new ModelState(tensors, state.attributes());
  }

  private static void assertRefused(ModelFamily family, ModelState state, String sentence) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> family.load(state))
        .withMessage(sentence);
  }

  @Test
  void bothAreRegistered() {
    List<String> names =
        new ArrayList<>(ModelFamily.all().stream().map(ModelFamily::name).toList());
    assertThat(names).contains("pca", "ppca");
  }
}
