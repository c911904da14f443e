package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;

class ModelTableTest {

  @Test
  void rowsWithoutNamesAreThoseOfFeatures() {
    Matrix values = Matrix.of(2, 1, 1, 2);
    ModelTable features = new ModelTable("t", List.of(), List.of("a"), values);
    assertThat(features.rowNames(List.of("x", "y"))).containsExactly("x", "y");
    ModelTable named = new ModelTable("t", List.of("p", "q"), List.of("a"), values);
    assertThat(named.rowNames(List.of("x", "y", "z"))).containsExactly("p", "q");
  }

  @Test
  void namesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelTable("t", List.of("p"), List.of("a"), Matrix.of(2, 1, 1, 2)))
        .withMessage("values must have a row and a column for each name (1, 1), got 2 x 1");
  }
}
