package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FittedModel;

class FeaturesTest {

  private static final FittedModel MIXTURE = Fitted.of(Fitted.twoBlobs());

  /** Mean 0, W = (3, 4) transposed, σ² = 1: E[z|x] = Wᵀx / (25 + 1). */
  private static final FittedModel PPCA =
      Fitted.of(ProbabilisticPca.of(new double[2], Matrix.of(2, 1, 3, 4), 1));

  @Test
  void codesOfAMixtureAreNamedOnce() {
    assertThat(Features.of(MIXTURE))
        .containsExactly(Features.Kind.RESPONSIBILITIES, Features.Kind.DENSITY);
    assertThat(Features.of(PPCA)).containsExactly(Features.Kind.CODES, Features.Kind.DENSITY);
    assertThat(Features.task(MIXTURE, Features.of(MIXTURE)).columns())
        .containsExactly("p1", "p2", "logDensity");
  }

  @Test
  void eachRowHasItsNumbersSideBySide() {
    Matrix features =
        Features.task(PPCA, Features.of(PPCA)).run(Dataset.of(Matrix.of(2, 2, 1, 2, -2, 0)), 2);
    assertThat(features.columns()).isEqualTo(2);
    // the sign of an axis is free
    double first = features.get(0, 0);
    assertThat(Math.abs(first)).isCloseTo(11.0 / 26, within(1e-12));
    assertThat(features.get(1, 0)).isCloseTo(first / 11 * -6, within(1e-12));
    // |W Wᵀ + I| = 26, and its inverse is I − W Wᵀ / 26
    double quadratic = 5 - 121.0 / 26;
    assertThat(features.get(0, 1))
        .isCloseTo(-Math.log(2 * Math.PI) - 0.5 * Math.log(26) - quadratic / 2, within(1e-12));
  }

  @Test
  void modelsWithoutANetworkHaveNoHiddenLayer() {
    assertThat(Features.hidden(PPCA)).isEmpty();
    assertThat(Features.hidden(MIXTURE)).isEmpty();
    assertThatThrownBy(() -> Features.task(PPCA, EnumSet.of(Features.Kind.HIDDEN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the toy model has no hidden layer; features of one need codes that come from a"
                + " network");
  }

  @Test
  void whatAModelLacksIsRefused() {
    assertThatThrownBy(() -> Features.task(PPCA, EnumSet.of(Features.Kind.RESPONSIBILITIES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model has no components to cluster by");
    assertThatThrownBy(() -> Features.task(PPCA, Set.of()))
        .hasMessage("kinds must be at least one, got none");
  }
}
