package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  /**
   * Where ½|w|² + ½b² + Σ log(1 + exp(−y·(w·x + b))) is least its slope is 0, whatever the axes
   * that the solver works on: with more rows than features, and with fewer.
   */
  @ParameterizedTest
  @ValueSource(ints = {300, 36})
  void logisticRegressionEndsWhereTheSlopeOfTheLossIsZero(int n) {
    int d = 50;
    SeededRandom random = new SeededRandom(2);
    double[] common = new double[d];
    random.fillGaussian(common);
    double[] features = new double[n * d];
    double[] classes = new double[n];
    for (int i = 0; i < n; i++) {
      double shared = 5 * random.nextGaussian();
      classes[i] = shared + random.nextGaussian() > 0 ? 1 : 0;
      for (int j = 0; j < d; j++) {
        features[i * d + j] = shared * common[j] + random.nextGaussian();
      }
    }
    Matrix rows = Matrix.wrap(n, d, features);
    LinearHead head = LinearHead.plain(rows, classes);
    double[] probes = new double[(d + 1) * d];
    for (int j = 0; j < d; j++) {
      probes[(j + 1) * d + j] = 1;
    }
    double[] answers = head.scores(Matrix.wrap(d + 1, d, probes));
    double[] weights = Arrays.stream(answers).map(a -> a - answers[0]).toArray();
    weights[0] = answers[0];
    double end = slope(rows, classes, weights);
    assertThat(end).isLessThan(1e-3 * slope(rows, classes, new double[d + 1]));
  }

  private static double slope(Matrix rows, double[] classes, double[] weights) {
    double[] slope = weights.clone();
    for (int i = 0; i < rows.rows(); i++) {
      double y = classes[i] == 1 ? 1 : -1;
      double score = weights[0];
      for (int j = 0; j < rows.columns(); j++) {
        score += weights[j + 1] * rows.get(i, j);
      }
      double pull = -y / (1 + Math.exp(y * score));
      slope[0] += pull;
      for (int j = 0; j < rows.columns(); j++) {
        slope[j + 1] += pull * rows.get(i, j);
      }
    }
    return Math.sqrt(Arrays.stream(slope).map(v -> v * v).sum());
  }
}
