package org.latent4j.report.internal.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.report.Fits;
import org.latent4j.report.internal.chart.Contours;

class DensityMapTest {

  private static final Matrix ROWS = Matrix.of(2, 2, 0, 0, 1, 1);

  private static DensityMap map(GaussianMixture model, double... box) {
    Dataset data = Fits.rows(List.of("x", "y"), ROWS);
    return new DensityMap(Fits.joined(model, data), ROWS, 1, box);
  }

  @Test
  void regionOfGaussianIsItsEllipse() {
    // inverse of [[4, 1.2], [1.2, 1]] is [[1, -1.2], [-1.2, 4]] / 2.56
    GaussianMixture model = Fits.gaussian(new double[] {10, -3}, Matrix.of(2, 2, 4, 1.2, 1.2, 1));

    List<Contours.Ring> rings = map(model, 2, 18, -7, 1).region(0.95);

    assertThat(rings).hasSize(1);
    double[] xs = rings.get(0).xs();
    double[] ys = rings.get(0).ys();
    for (int i = 0; i < xs.length; i++) {
      double x = xs[i] - 10;
      double y = ys[i] + 3;
      double distance = Math.sqrt((x * x - 2.4 * x * y + 4 * y * y) / 2.56);
      assertThat(distance).isCloseTo(2.4477, within(0.06));
    }
  }

  @Test
  void outlineOfComponentHoldsHalfOfItAroundItsMean() {
    List<List<Contours.Ring>> outlines = map(Fits.twoBlobs(), -8, 8, -8, 8).outlines();

    assertThat(outlines).hasSize(2);
    for (int c = 0; c < 2; c++) {
      double centre = c == 0 ? -4 : 4;
      assertThat(outlines.get(c)).hasSize(1);
      Contours.Ring ring = outlines.get(c).get(0);
      for (int i = 0; i < ring.xs().length; i++) {
        double radius = Math.hypot(ring.xs()[i] - centre, ring.ys()[i] - centre);
        assertThat(radius).isCloseTo(1.1774, within(0.06));
      }
    }
  }
}
