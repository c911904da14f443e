package org.latent4j.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.testing.SharedFiles;

class CriteriaTest {

  @Test
  void rowsWithoutDoubtCostNothing() {
    assertThat(Criteria.icl(100, Matrix.identity(3), 1, 1, 1)).isEqualTo(100);
  }

  @Test
  void doubtCostsTwiceTheLogOfTheGreatestProbability() {
    Matrix responsibilities = Matrix.of(2, 2, 0.75, 0.25, 0.5, 0.5);
    assertThat(Criteria.icl(100, responsibilities, 1, 3))
        .isCloseTo(100 - 2 * Math.log(0.75) - 6 * Math.log(0.5), within(1e-12));
  }

  @Test
  void iclOfFaithfulIsMclusts() {
    // The parameters at which mclust 6.0.0 stopped (EEE,3; covariance to six digits), and its BIC
    // and ICL with our sign, which are those of the step before.
    Matrix rows = SharedFiles.matrix("faithful.csv");
    double[] means = {
      3.79306552923, 77.5210513323, 2.03759631461, 54.4911576008, 4.46324471984, 80.8334387763
    };
    GaussianMixture mixture =
        GaussianMixture.of(
            CovarianceStructure.TIED,
            new double[] {0.165678399056439, 0.35636962651330784, 0.47795197443025284},
            Matrix.wrap(3, 2, means),
            List.of(Matrix.of(2, 2, 0.078254, 0.480198, 0.480198, 33.767146)));
    double bic = -2 * mixture.logLikelihood(rows) + 11 * Math.log(272);
    double[] ones = new double[272];
    Arrays.fill(ones, 1);
    assertThat(bic).isCloseTo(2314.3162956657766, within(0.02));
    assertThat(Criteria.icl(bic, mixture.responsibilities(rows), ones))
        .isCloseTo(2357.824248954817, within(0.1));
  }

  @Test
  void weightsMustBeAsManyAsRows() {
    assertThatThrownBy(() -> Criteria.icl(0, Matrix.identity(2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be as many as rows (2), got 1");
  }
}
