package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class LinearHeadTest {

  /**
   * Below 40 rows the penalty is ½|w|² against squared errors of weight 1: in one standardised
   * feature and an intercept that is penalised too, w = Σxy / (n + ½), and the intercept is 0 for
   * centred targets.
   */
  @Test
  void ridgeRegressionShrinksAsItsEquationSays() {
    double[] x = {-1, -1, 1, 1, -1, 1, -1, 1, 1, -1};
    double[] y = {-3, -1, 2, 4, -2, 1, 0, 3, 1, -5};
    double product = 0;
    for (int i = 0; i < 10; i++) {
      product += x[i] * y[i];
    }
    LinearHead head = LinearHead.regression(Matrix.wrap(10, 1, x), y);
    double weight = product / 10.5; // in units of y, which is divided by its deviation and back
    assertThat(head.predict(Matrix.of(2, 1, 1, -2)))
        .containsExactly(new double[] {weight, -2 * weight}, within(1e-3));
  }

  /** Where the classes are as far apart as this, all heads find the boundary between them. */
  @Test
  void classesThatLieApartAreTold() {
    SeededRandom random = new SeededRandom(1);
    double[] features = new double[400];
    double[] classes = new double[200];
    for (int i = 0; i < 200; i++) {
      classes[i] = i % 2 == 0 ? 3 : 7;
      features[2 * i] = (i % 2 == 0 ? -4 : 4) + random.nextGaussian();
      features[2 * i + 1] = 5;
    }
    LinearHead head = LinearHead.classifier(Matrix.wrap(200, 2, features), classes);
    assertThat(head.predict(Matrix.of(2, 2, -4, 5, 4, 5))).containsExactly(3, 7);
  }
}
