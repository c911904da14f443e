package org.latent4j.mixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class VarianceFloorTest {

  @Test
  void covarianceAboveTheFloorStaysAsItIs() {
    Matrix covariance = Matrix.of(2, 2, 2, 1, 1, 2);
    assertThat(VarianceFloor.of(0.9, 0.9).lift(covariance)).isSameAs(covariance);
    assertThat(VarianceFloor.of(0, 0).lift(covariance)).isSameAs(covariance);
  }

  @Test
  void eigenvaluesBelowTheFloorAreLiftedToIt() {
    // Eigenvalues 3 and 1 along (1,1) and (1,-1); with a floor of 1.5 the second becomes 1.5.
    Matrix lifted = VarianceFloor.of(1.5, 1.5).lift(Matrix.of(2, 2, 2, 1, 1, 2));
    assertThat(lifted.values())
        .containsExactly(new double[] {2.25, 0.75, 0.75, 2.25}, within(1e-12));
  }

  @Test
  void singularCovarianceBecomesTheFloorAcross() {
    Matrix lifted = VarianceFloor.of(0.01, 0.04).lift(Matrix.zeros(2, 2));
    assertThat(lifted.values()).containsExactly(new double[] {0.01, 0, 0, 0.04}, within(1e-15));
  }

  /** The lifted matrix must beat any other above the floor in −log|Σ| − tr(Σ⁻¹S). */
  @Test
  void liftedCovarianceIsTheMostLikelyAboveTheFloor() {
    SeededRandom random = new SeededRandom(4);
    Matrix scatter = Matrix.of(3, 3, 1, 0.9, 0, 0.9, 0.82, 0.1, 0, 0.1, 2);
    double[] floor = {0.2, 0.3, 0.1};
    Matrix lifted = VarianceFloor.of(floor).lift(scatter);
    double best = objective(lifted, scatter);
    for (int trial = 0; trial < 2000; trial++) {
      double[] noise = new double[9];
      random.fillGaussian(noise);
      Matrix step = Matrix.wrap(3, 3, noise).scaled(0.1 * random.nextDouble());
      Matrix other = lifted.plus(step).plus(step.transpose());
      Matrix candidate = VarianceFloor.of(floor).lift(other);
      assertThat(objective(candidate, scatter)).isLessThanOrEqualTo(best + 1e-9);
    }
  }

  private static double objective(Matrix covariance, Matrix scatter) {
    Cholesky cholesky = Cholesky.of(covariance);
    Matrix solved = cholesky.solve(scatter);
    double trace = 0;
    for (int j = 0; j < scatter.rows(); j++) {
      trace += solved.get(j, j);
    }
    return -cholesky.logDeterminant() - trace;
  }

  @Test
  void floorIsTheGreaterOfShareAndRounding() {
    Schema schema =
        Schema.of(
            List.of(
                Column.numeric("fine"),
                new Column("whole", ColumnKind.COUNT, ColumnRole.FEATURE, List.of(), 1),
                Column.numeric("constant")));
    Dataset data = HeapDataset.builder(schema, Matrix.of(2, 3, -1, 0, 5, 1, 2, 5)).build();
    VarianceFloor floor = VarianceFloor.relative(data, DataSummary.of(data), 1e-6);
    assertThat(floor.variance(0)).isCloseTo(1e-6, within(1e-18));
    assertThat(floor.variance(1)).isCloseTo(1 / 12.0, within(1e-15));
    assertThat(floor.variance(2)).isCloseTo(1e-6 * 2 / 3, within(1e-18)); // mean of 1, 1 and 0
    assertThat(VarianceFloor.relative(data, DataSummary.of(data), 0).shared()).isZero();
  }
}
