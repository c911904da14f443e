package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.Pca;
import org.latent4j.linear.PcaOptions;
import org.latent4j.model.FitContext;
import org.latent4j.report.Fits;

class EffectsTest {

  /** Uncorrelated columns of variances 4.5 and 0.5 (divisor n) around (10, 20). */
  private static final Matrix CROSS = Matrix.of(4, 2, 13, 20, 7, 20, 10, 21, 10, 19);

  private static Effects effects(PcaOptions.Whitening whitening) {
    Dataset data = Fits.rows(List.of("x", "y"), CROSS);
    PcaOptions options = PcaOptions.defaults().withLatentDimension(2).withWhitening(whitening);
    Pca pca = Pca.fit(data, options, FitContext.defaults()).model();
    return Effects.of(new Study(Fits.input(pca, data)));
  }

  @Test
  void codesOfPcaCarryTheirExplainedShare() {
    Effects effects = effects(PcaOptions.Whitening.NO);

    assertThat(effects.share(0)).isCloseTo(0.9, within(1e-9));
    assertThat(effects.share(1)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void codeMovesRowByStandardDeviationAlongItsAxis() {
    for (PcaOptions.Whitening whitening : PcaOptions.Whitening.values()) {
      Matrix moves = effects(whitening).moves();

      assertThat(moves.row(0)).containsExactly(new double[] {Math.sqrt(4.5), 0}, within(1e-9));
      assertThat(moves.row(1)).containsExactly(new double[] {0, Math.sqrt(0.5)}, within(1e-9));
    }
  }

  @Test
  void columnsAreRankedByTheirOwnSpread() {
    Effects effects = effects(PcaOptions.Whitening.NO);

    assertThat(effects.leading(0, new double[] {3, 1}, 2)).containsExactly(0, 1);
    assertThat(effects.leading(1, new double[] {3, 1}, 1)).containsExactly(1);
  }
}
