package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.task.Drift;

/** What a fit keeps of the columns of its rows. */
class MarginsTest {

  private static FittedModel fitted(Dataset rows) {
    return fitted(rows, 2);
  }

  private static FittedModel fitted(Dataset rows, int components) {
    ModelFamily family = ModelFamily.named("gmm");
    return ModelFitting.fit(
        family,
        Settings.of(family.settings()).with("k", components).with("starts", 1),
        Scaling.NONE,
        rows,
        Validation.holdOut(0.3),
        FitContext.defaults());
  }

  private static Matrix blobs(int rows, SeededRandom random) {
    double[] values = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      double centre = random.nextDouble() < 0.4 ? 0 : 5;
      values[2 * i] = centre + random.nextGaussian();
      values[2 * i + 1] = random.nextGaussian();
    }
    return Matrix.wrap(rows, 2, values);
  }

  @Test
  void marginsAreThoseOfAllRowsInTheirUnits() {
    Matrix rows = blobs(500, new SeededRandom(1));
    FittedModel model = fitted(Dataset.of(rows));

    assertThat(model.reference().margins()).hasSize(2);
    Margin margin = model.reference().margins().get(0);
    Margin expected = Margin.of(Column.numeric("x"), rows.column(0));
    assertThat(margin.bounds()).isEqualTo(expected.bounds());
    assertThat(margin.counts()).isEqualTo(expected.counts());
    Margin own = model.reference().ownDensities().orElseThrow();
    double[] densities = model.density().orElseThrow().logDensity(rows);
    assertThat(own.counts()).isEqualTo(Margin.of(Column.numeric("log p(x)"), densities).counts());
  }

  @Test
  void rowsOfWeightZeroAreLeftOut() {
    Matrix rows = blobs(500, new SeededRandom(1));
    double[] weights = new double[500];
    java.util.Arrays.fill(weights, 0, 400, 1);
    FittedModel model =
        fitted(HeapDataset.builder(Schema.numeric(2), rows).weights(weights).build());

    assertThat(model.reference().margins().get(1).total()).isEqualTo(400);
  }

  @Test
  void ofManyRowsAPartIsCounted() {
    SeededRandom random = new SeededRandom(3);
    double[] values = new double[120_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    FittedModel model = fitted(Dataset.of(Matrix.wrap(values.length, 1, values)), 1);

    assertThat(model.reference().margins().get(0).total()).isEqualTo(100_000);
  }

  @Test
  void aSearchKeepsThemToo() {
    SearchOptions options =
        SearchOptions.defaults().withFamilies(java.util.List.of(ModelFamily.named("ppca")));
    SearchResult found =
        ModelSearch.search(
            Dataset.of(blobs(200, new SeededRandom(1))), options, FitContext.defaults());

    assertThat(found.best().reference().margins()).hasSize(2);
  }

  /**
   * Fits, held-out rows and all: of 200 files of the distribution of the fit, at level 0.1, at most
   * 20 are told to drift, give or take four standard deviations.
   */
  @Test
  void filesOfTheDistributionOfTheFitSeldomDrift() {
    int alarms = 0;
    for (int seed = 0; seed < 200; seed++) {
      SeededRandom random = new SeededRandom(seed);
      FittedModel model = fitted(Dataset.of(blobs(400, random)));
      alarms += Drift.of(model, Dataset.of(blobs(200, random)), 0.1, 1).isFound() ? 1 : 0;
    }
    assertThat(alarms).isBetween(4, 20 + 17);
  }
}
