package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Settings;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.Scaling;
import org.latent4j.select.Validation;

class MarginalDistributionTest {

  private static final Schema SCHEMA =
      Schema.of(
          List.of(
              new Column("w", ColumnKind.CATEGORICAL, ColumnRole.FEATURE, List.of("a", "b"), 0),
              new Column("n", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
              Column.numeric("x")));

  /** One component: a of probability 3/4, Poisson of mean 2, and a Gaussian. */
  private static FittedModel mixed() {
    SeededRandom random = new SeededRandom(9);
    double[] rows = new double[3 * 400];
    for (int i = 0; i < 400; i++) {
      rows[3 * i] = i % 4 == 0 ? 1 : 0;
      rows[3 * i + 1] = 1 + i / 2 % 3; // 1, 2, 3 in turns of two
      rows[3 * i + 2] = 100 + 5 * random.nextGaussian();
    }
    for (int i = 396; i < 400; i++) {
      rows[3 * i + 1] = 2; // mean 2 in the rest of the turns
    }
    ModelFamily family = ModelFamily.named("mixed");
    return ModelFitting.fit(
        family,
        Settings.of(family.settings()).with("k", 1).with("smoothing", 0).with("counts", "poisson"),
        Scaling.NONE,
        HeapDataset.builder(SCHEMA, Matrix.wrap(400, 3, rows)).build(),
        Validation.none(),
        FitContext.defaults());
  }

  /** Quantiles of N(mean, variance): 1.959963984540054, 2.326347874040841 deviations. */
  @Test
  void quantilesOfAGaussianAreExact() {
    FittedModel model = mixed();
    double[] column = new double[400];
    SeededRandom random = new SeededRandom(9);
    double mean = 0;
    for (int i = 0; i < 400; i++) {
      column[i] = 100 + 5 * random.nextGaussian();
      mean += column[i] / 400;
    }
    double variance = 0;
    for (double value : column) {
      variance += (value - mean) * (value - mean) / 400;
    }
    double deviation = Math.sqrt(variance);
    MarginalDistribution x = MarginalDistribution.of(model, "x");
    assertThat(x.isExact()).isTrue();
    assertThat(x.quantile(0.5)).isCloseTo(mean, within(1e-7));
    assertThat(x.quantile(0.975)).isCloseTo(mean + 1.959963984540054 * deviation, within(1e-6));
    assertThat(x.quantile(0.01)).isCloseTo(mean - 2.326347874040841 * deviation, within(1e-6));
    assertThat(x.quantile(1e-6)).isCloseTo(mean - 4.753424308822899 * deviation, within(1e-4));
  }

  /** Poisson of mean 2: cumulative 0.1353, 0.4060, 0.6767, 0.8571, 0.9473, 0.9834. */
  @Test
  void quantilesOfCountsAreWhole() {
    MarginalDistribution n = MarginalDistribution.of(mixed(), "n");
    assertThat(n.isExact()).isTrue();
    assertThat(n.quantile(0.13)).isEqualTo(0);
    assertThat(n.quantile(0.14)).isEqualTo(1);
    assertThat(n.quantile(0.5)).isEqualTo(2);
    assertThat(n.quantile(0.95)).isEqualTo(5);
  }

  @Test
  void wordsHaveProbabilities() {
    MarginalDistribution w = MarginalDistribution.of(mixed(), "w");
    assertThat(w.probability(0)).isCloseTo(0.75, within(1e-12));
    assertThat(w.probability(1)).isCloseTo(0.25, within(1e-12));
  }

  /** A mixture's quantile is where its cumulative distribution is, however far its components. */
  @Test
  void quantilesOfAMixtureSplitItsMass() {
    SeededRandom random = new SeededRandom(2);
    double[] rows = new double[1000];
    for (int i = 0; i < 1000; i++) {
      rows[i] = i < 300 ? random.nextGaussian() : 1000 + 50 * random.nextGaussian();
    }
    ModelFamily family = ModelFamily.named("mixed");
    FittedModel model =
        ModelFitting.fit(
            family,
            Settings.of(family.settings()).with("k", 2),
            Scaling.NONE,
            Dataset.of(Matrix.wrap(1000, 1, rows)),
            Validation.none(),
            FitContext.defaults());
    double[] weights = ((MixedMixture) model.model()).weights();
    double small = Math.min(weights[0], weights[1]);
    MarginalDistribution x = MarginalDistribution.of(model, "x1");
    double below = x.quantile(small * 0.999);
    double above = x.quantile(small * 1.001);
    assertThat(below).isLessThan(4);
    assertThat(above).isGreaterThan(700);
    double middle = x.quantile(small / 2); // the median of the narrow one
    assertThat(middle).isCloseTo(0, within(0.25));
  }

  @Test
  void otherModelsAnswerByDraws() {
    FittedModel model = Fitted.of(new Sampling1(), Schema.numeric(1), ReferenceRows.NONE);
    MarginalDistribution x = MarginalDistribution.of(model, "x1");
    assertThat(x.isExact()).isFalse();
    assertThat(x.quantile(0.25)).isCloseTo(0.25, within(4 * Math.sqrt(0.1875 / 20_000)));
  }

  /** Uniform on (0, 1), and knows nothing else. */
  private record Sampling1() implements org.latent4j.model.Model, org.latent4j.model.Sampler {
    @Override
    public int featureCount() {
      return 1;
    }

    @Override
    public long parameterCount() {
      return 1;
    }

    @Override
    public Matrix sample(int count, SeededRandom random) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = random.nextDouble();
      }
      return Matrix.wrap(count, 1, values);
    }
  }

  @Test
  void badArgumentsAreRefused() {
    FittedModel model = mixed();
    assertThatThrownBy(() -> MarginalDistribution.of(model, "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns must be among those of the model (w, n, x), got 'y'");
    assertThatThrownBy(() -> MarginalDistribution.of(model, "x").quantile(1))
        .hasMessage("p must be between 0 and 1, got 1.0");
  }

  @Test
  void theModelOfSomeColumnsIsThatOfRowsWithoutTheOthers() {
    FittedModel model = mixed();
    FittedModel marginal = Marginals.of(model, List.of("x", "w"));
    assertThat(marginal.family()).isEqualTo("mixed");
    assertThat(marginal.schema().featureNames()).containsExactly("x", "w");
    double[] whole =
        model
            .density()
            .orElseThrow()
            .logDensity(Matrix.of(2, 3, 0, Double.NaN, 101, 1, Double.NaN, 88));
    double[] part = marginal.density().orElseThrow().logDensity(Matrix.of(2, 2, 101, 0, 88, 1));
    assertThat(part).containsExactly(whole, within(1e-12));
    assertThat(marginal.reference().size()).isZero();
    assertThat(marginal.reference().margins().get(1).counts()).containsExactly(300, 100);
  }

  @Test
  void columnsThatAreNotThereAreRefused() {
    FittedModel model = mixed();
    assertThatThrownBy(() -> Marginals.of(model, List.of("q")))
        .hasMessage("columns must be among those of the model (w, n, x), got 'q'");
    assertThatThrownBy(() -> Marginals.of(model, List.of("x", "x")))
        .hasMessage("columns must be named once each, got x, x");
    assertThatThrownBy(() -> Marginals.of(model, List.of()))
        .hasMessage("columns must be at least one, got none");
  }
}
