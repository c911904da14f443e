package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Parameter;

class FactorParametersTest {

  private static final double[] WEIGHTS = {0.75, 0.25};
  private static final Matrix MEANS = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);
  private static final Matrix ONE = Matrix.of(3, 1, 1, 2, 3);
  private static final Matrix TWO = Matrix.of(3, 2, 1, 2, 3, 4, 5, 6);

  @Test
  void loadingsOfFewerFactorsAreFilledUp() {
    FactorMixture mixture =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            WEIGHTS,
            MEANS,
            List.of(ONE, TWO),
            Matrix.of(2, 3, 1, 2, 3, 4, 5, 6));
    List<Parameter> parameters = mixture.parameters();
    assertThat(parameters)
        .extracting(Parameter::name)
        .containsExactly("weight", "mean", "loading", "noise variance");
    assertThat(parameters.get(2).values()).containsExactly(1, 0, 2, 0, 3, 0, 1, 2, 3, 4, 5, 6);
    assertThat(parameters.get(3).values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void whatIsSharedIsToldOnce() {
    FactorMixture mixture =
        FactorMixture.of(
            NoiseStructure.ISOTROPIC,
            Sharing.BOTH,
            WEIGHTS,
            MEANS,
            List.of(TWO),
            Matrix.of(1, 1, 4));
    List<Parameter> parameters = mixture.parameters();
    assertThat(parameters.get(2).values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(parameters.get(3).values()).containsExactly(4);
    assertThat(parameters.get(3).axes()).isEmpty();
  }

  @Test
  void withoutFactorsThereAreNoLoadings() {
    FactorMixture mixture =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NOISE,
            WEIGHTS,
            MEANS,
            List.of(Matrix.zeros(3, 0), Matrix.zeros(3, 0)),
            Matrix.of(1, 3, 1, 2, 3));
    assertThat(mixture.parameters())
        .extracting(Parameter::name)
        .containsExactly("weight", "mean", "noise variance");
  }
}
