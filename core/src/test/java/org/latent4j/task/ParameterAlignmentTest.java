package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.UniformNoise;
import org.latent4j.model.Model;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parameter.Symmetry;
import org.latent4j.model.Parametric;

class ParameterAlignmentTest {

  /** A model of given parameters alone. */
  private record Named(List<Parameter> parameters) implements Model, Parametric {
    @Override
    public int featureCount() {
      return 3;
    }

    @Override
    public long parameterCount() {
      return 1;
    }
  }

  private static final Matrix LOADINGS = Matrix.of(3, 2, 2, 0.5, -1, 1, 0.3, -2);

  private static Named loadings(Matrix values, Symmetry symmetry) {
    return new Named(List.of(Parameter.loadings("loading", values, symmetry)));
  }

  private static double[] aligned(Named original, Named other) {
    return new ParameterAlignment(original, Matrix.zeros(0, 3), new double[0]).align(other).get(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 2, 4})
  void loadingsAreTurnedBack(double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (Matrix turn : List.of(Matrix.of(2, 2, c, -s, s, c), Matrix.of(2, 2, c, s, s, -c))) {
      double[] values =
          aligned(
              loadings(LOADINGS, Symmetry.ROTATION),
              loadings(LOADINGS.times(turn), Symmetry.ROTATION));
      for (int i = 0; i < 6; i++) {
        assertThat(values[i]).isEqualTo(LOADINGS.values()[i], within(1e-14));
      }
    }
  }

  @Test
  void eachComponentHasATurnOfItsOwn() {
    Matrix turn = Matrix.of(2, 2, 0, -1, 1, 0);
    List<Parameter> original =
        List.of(
            Parameter.perComponent(
                List.of(
                    Parameter.loadings("loading", LOADINGS, Symmetry.ROTATION),
                    Parameter.loadings("loading", LOADINGS.scaled(3), Symmetry.ROTATION))));
    List<Parameter> turned =
        List.of(
            Parameter.perComponent(
                List.of(
                    Parameter.loadings("loading", LOADINGS.times(turn), Symmetry.ROTATION),
                    Parameter.loadings(
                        "loading", LOADINGS.scaled(3).times(turn.scaled(-1)), Symmetry.ROTATION))));
    double[] values = aligned(new Named(original), new Named(turned));
    for (int i = 0; i < 12; i++) {
      double expected = LOADINGS.values()[i % 6] * (i < 6 ? 1 : 3);
      assertThat(values[i]).isEqualTo(expected, within(1e-14));
    }
  }

  @Test
  void signsAreTurnedAndNothingElse() {
    Matrix changed =
        LOADINGS.times(Matrix.diagonal(-1, 1)).plus(Matrix.of(3, 2, 0, 0.1, 0, 0, 0, 0));
    double[] values =
        aligned(loadings(LOADINGS, Symmetry.SIGNS), loadings(changed, Symmetry.SIGNS));
    assertThat(values).containsExactly(2, 0.6, -1, 1, 0.3, -2);
    assertThat(aligned(loadings(LOADINGS, Symmetry.NONE), loadings(changed, Symmetry.NONE)))
        .isEqualTo(changed.values());
  }

  @Test
  void componentsAreMatchedByTheRowsTheyShare() {
    GaussianMixture mixture =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.3, 0.2},
            Matrix.of(3, 2, 0, 0, 3, 0, 0, 4),
            List.of(Matrix.identity(2), Matrix.diagonal(2, 1), Matrix.of(2, 2, 1, .5, .5, 1)));
    GaussianMixture other =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.25, 0.45, 0.3},
            Matrix.of(3, 2, 0.1, 4, 0.1, 0, 3.1, 0),
            List.of(Matrix.of(2, 2, 1, .4, .4, 1), Matrix.identity(2), Matrix.diagonal(3, 1)));
    Matrix rows = mixture.sample(300, new SeededRandom(1));
    double[] ones = new double[300];
    Arrays.fill(ones, 1);
    List<double[]> aligned = new ParameterAlignment(mixture, rows, ones).align(other);
    assertThat(aligned.get(0)).containsExactly(0.45, 0.3, 0.25);
    assertThat(aligned.get(1)).containsExactly(0.1, 0, 3.1, 0, 0.1, 4);
    assertThat(aligned.get(2)).containsExactly(1, 0, 0, 1, 3, 0, 0, 1, 1, .4, .4, 1);
  }

  @Test
  void noiseStaysNoise() {
    GaussianMixture blobs = Fitted.twoBlobs();
    GaussianMixture swapped =
        GaussianMixture.of(
            CovarianceStructure.SPHERICAL,
            new double[] {0.75, 0.25},
            Matrix.of(2, 2, 4, 4, -4, -4),
            List.of(Matrix.identity(2)));
    Matrix rows = blobs.sample(100, new SeededRandom(2));
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    UniformNoise box = UniformNoise.alongFeatures(new double[2], new double[] {9, 9});
    List<double[]> aligned =
        new ParameterAlignment(blobs.withNoise(box, 0.1), rows, ones)
            .align(swapped.withNoise(box, 0.2));
    double[] expected = {0.2, 0.6, 0.2};
    for (int c = 0; c < 3; c++) {
      assertThat(aligned.get(0)[c]).isEqualTo(expected[c], within(1e-15));
    }
    assertThat(aligned.get(1)).containsExactly(-4, -4, 4, 4);
  }

  @Test
  void otherParametersAreRefused() {
    Named one = new Named(List.of(Parameter.vector("mean", Axis.FEATURE, 1, 2)));
    Named more = new Named(List.of(Parameter.vector("mean", Axis.FEATURE, 1, 2, 3)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aligned(one, more))
        .withMessage("a refit must have the parameters [mean[2]], but has [mean[3]]");
  }
}
