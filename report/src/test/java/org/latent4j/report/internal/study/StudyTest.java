package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.factormixture.NoiseStructure;
import org.latent4j.factormixture.Sharing;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.Model;
import org.latent4j.model.Sampler;
import org.latent4j.report.Fits;

class StudyTest {

  private static <M extends Model & Sampler> Plane.Kind plane(M model) {
    Dataset rows = Fits.rows(List.of("x", "y", "z"), model.sample(60, new SeededRandom(1)));
    return new Study(Fits.input(model, rows)).plane().orElseThrow().kind();
  }

  @Test
  void modelOfCodesIsMappedByThem() {
    Matrix loadings = Matrix.of(3, 2, 2, 0, 0, 1, 1, 1);
    assertThat(plane(ProbabilisticPca.of(new double[3], loadings, 0.1)))
        .isEqualTo(Plane.Kind.CODES);
  }

  @Test
  void modelOfCodesWithinClustersIsMappedByItsClusters() {
    Matrix loadings = Matrix.of(3, 1, 1, 0.5, 0);
    FactorMixture mixture =
        FactorMixture.of(
            NoiseStructure.DIAGONAL,
            Sharing.NONE,
            new double[] {0.4, 0.3, 0.3},
            Matrix.of(3, 3, 0, 0, 0, 9, 0, 0, 0, 9, 0),
            List.of(loadings, loadings, loadings),
            Matrix.of(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    assertThat(plane(mixture)).isEqualTo(Plane.Kind.BETWEEN_CLUSTERS);
  }
}
