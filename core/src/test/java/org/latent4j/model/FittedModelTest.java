package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;

class FittedModelTest {

  private static final Encoding ENCODING =
      Encoding.affine(new double[] {10, -5}, new double[] {2, 0.5});

  /** The mixture over y = (x − offset)/scale, and the same one written over x. */
  private static final GaussianMixture ENCODED =
      GaussianMixture.of(
          CovarianceStructure.FULL,
          new double[] {0.25, 0.75},
          Matrix.of(2, 2, -1, 0, 2, 1),
          List.of(Matrix.of(2, 2, 1, 0.5, 0.5, 1), Matrix.of(2, 2, 2, 0, 0, 1)));

  private static final GaussianMixture DIRECT =
      GaussianMixture.of(
          CovarianceStructure.FULL,
          new double[] {0.25, 0.75},
          Matrix.of(2, 2, 8, -5, 14, -4.5),
          List.of(Matrix.of(2, 2, 4, 0.5, 0.5, 0.25), Matrix.of(2, 2, 8, 0, 0, 0.25)));

  private static final Matrix ROWS = Matrix.of(3, 2, 9, -5, 13, -4, 0, 0);

  private static FittedModel fitted() {
    return new FittedModel(
        "gmm",
        ENCODED,
        Schema.numeric(2),
        ENCODING,
        FitReport.closedForm(-100, 50, List.of()),
        new FittedModel.Provenance(Map.of("k", "2"), 0, "", "1"),
        ReferenceRows.of(new double[] {-3, -1, -2, -2}, true));
  }

  @Test
  void answersAreInTheUsersUnits() {
    FittedModel fitted = fitted();
    double[] expected = DIRECT.logDensity(ROWS);
    assertThat(fitted.density().orElseThrow().logDensity(ROWS))
        .containsExactly(expected, within(1e-12));
    assertThat(fitted.clusterer().orElseThrow().responsibilities(ROWS).values())
        .containsExactly(DIRECT.responsibilities(ROWS).values(), within(1e-12));
    assertThat(fitted.encoder().orElseThrow().encode(ROWS).values())
        .containsExactly(DIRECT.encode(ROWS).values(), within(1e-12));
    Matrix codes = Matrix.of(1, 2, 0.5, 0.5);
    assertThat(fitted.decoder().orElseThrow().decode(codes).values())
        .containsExactly(DIRECT.decode(codes).values(), within(1e-12));
    Matrix draws = fitted.sampler().orElseThrow().sample(4, new SeededRandom(3));
    assertThat(draws).isEqualTo(ENCODING.invert(ENCODED.sample(4, new SeededRandom(3))));
  }

  @Test
  void tailRankCountsReferenceRowsAtOrBelow() {
    ReferenceRows reference = fitted().reference();
    assertThat(reference.sorted()).containsExactly(-3, -2, -2, -1);
    assertThat(reference.tailRank(-4)).isEqualTo(1 / 5.0);
    assertThat(reference.tailRank(-2)).isEqualTo(4 / 5.0);
    assertThat(reference.tailRank(0)).isEqualTo(1);
    assertThat(reference.mean()).isEqualTo(-2);
    assertThat(ReferenceRows.NONE.mean()).isNaN();
  }

  @Test
  void bitsPerDimensionAreNatsByLogTwoAndFeatures() {
    assertThat(fitted().bitsPerDimension(-2 * Math.log(2))).isCloseTo(1, within(1e-15));
  }

  @Test
  void modelWithoutCapabilityGivesNothing() {
    Model bare =
        new Model() {
          @Override
          public int featureCount() {
            return 2;
          }

          @Override
          public long parameterCount() {
            return 1;
          }
        };
    FittedModel fitted =
        new FittedModel(
            "bare",
            bare,
            Schema.numeric(2),
            ENCODING,
            FitReport.closedForm(Double.NaN, 50, List.of()),
            new FittedModel.Provenance(Map.of(), 0, "", "1"),
            ReferenceRows.NONE);
    assertThat(fitted.density()).isEmpty();
    assertThat(fitted.sampler()).isEmpty();
    assertThat(fitted.encoder()).isEmpty();
    assertThat(fitted.decoder()).isEmpty();
    assertThat(fitted.clusterer()).isEmpty();
  }

  @Test
  void partsOfDifferentWidthAreRefused() {
    assertThatThrownBy(
            () ->
                new FittedModel(
                    "gmm",
                    ENCODED,
                    Schema.numeric(3),
                    ENCODING,
                    FitReport.closedForm(0, 1, List.of()),
                    new FittedModel.Provenance(Map.of(), 0, "", "1"),
                    ReferenceRows.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("schema, encoding and model must have as many features, got 3, 2 and 2");
  }

  @Test
  void criteriaFollowTheirFormulas() {
    FitReport report = FitReport.closedForm(-100, 50, List.of());
    assertThat(report.bic(7)).isCloseTo(200 + 7 * Math.log(50), within(1e-12));
    assertThat(report.aic(7)).isEqualTo(214);
    assertThat(report.meanLogLikelihood()).isEqualTo(-2);
    assertThat(report.shifted(0.5).logLikelihood()).isEqualTo(-75);
    assertThat(report.converged()).isTrue();
  }

  @Test
  void contextKeepsWhatIsNotChanged() {
    FitContext context =
        FitContext.defaults().withSeed(5).withThreads(3).withStart(ENCODED).withSeed(6);
    assertThat(context.threads()).isEqualTo(3);
    assertThat(context.seed()).isEqualTo(6);
    assertThat(context.start()).contains(ENCODED);
    assertThatThrownBy(() -> context.withThreads(0))
        .hasMessage("threads must be at least 1, got 0");
  }

  @Test
  void clusterIsTheMostProbableComponent() {
    int[] clusters = ENCODED.cluster(Matrix.of(2, 2, -1, 0, 3, 1));
    assertThat(Arrays.stream(clusters).boxed()).containsExactly(0, 1);
  }

  @Test
  void stateRefusesMissingMisshapenAndInfiniteTensors() {
    ModelState state =
        new ModelState(
            Map.of(
                "a", org.latent4j.linalg.Tensor.vector(1, 2),
                "b", org.latent4j.linalg.Tensor.vector(1, Double.NaN)),
            Map.of());
    assertThat(state.vector("a", -1)).containsExactly(1, 2);
    assertThatThrownBy(() -> state.vector("c", 2))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("the model lacks its 'c'; the file is damaged");
    assertThatThrownBy(() -> state.attribute("kind"))
        .hasMessage("the model lacks its 'kind'; the file is damaged");
    assertThatThrownBy(() -> state.matrix("a", 1, 2))
        .hasMessage("'a' must have shape [1, 2] (-1: any), got [2]; the file is damaged");
    assertThatThrownBy(() -> state.vector("b", 2))
        .hasMessage("'b' holds NaN, but must be finite; the file is damaged");
  }
}
