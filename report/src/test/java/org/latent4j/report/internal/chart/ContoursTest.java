package org.latent4j.report.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContoursTest {

  /** Values of −√(x² + y²) on a grid over [−3, 3]². */
  private static Contours cone(int steps) {
    double[] places = new double[steps];
    Arrays.setAll(places, i -> -3 + 6.0 * i / (steps - 1));
    double[] values = new double[steps * steps];
    for (int r = 0; r < steps; r++) {
      for (int c = 0; c < steps; c++) {
        values[r * steps + c] = -Math.hypot(places[c], places[r]);
      }
    }
    return new Contours(places, places, values);
  }

  /** Twice the signed area, by Gauss's formula. */
  private static double area(Contours.Ring ring) {
    double[] xs = ring.xs();
    double[] ys = ring.ys();
    double sum = 0;
    for (int i = 0; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      sum += xs[i] * ys[next] - xs[next] * ys[i];
    }
    return sum / 2;
  }

  @Test
  void lineOfConeIsACircle() {
    List<Contours.Ring> rings = cone(121).at(-2);
    assertThat(rings).hasSize(1);
    double[] xs = rings.get(0).xs();
    double[] ys = rings.get(0).ys();
    for (int i = 0; i < xs.length; i++) {
      assertThat(Math.hypot(xs[i], ys[i])).isCloseTo(2, within(1e-3));
    }
    assertThat(area(rings.get(0))).isCloseTo(4 * Math.PI, within(0.01));
  }

  @Test
  void lineCutOffByTheEdgeOfTheGridIsClosedAlongIt() {
    List<Contours.Ring> rings = cone(61).at(-100);
    assertThat(rings).hasSize(1);
    assertThat(area(rings.get(0))).isCloseTo(36, within(1e-9));
  }

  @Test
  void holeRunsTheOtherWay() {
    double[] places = {0, 1, 2, 3, 4};
    double[] values = new double[25];
    Arrays.fill(values, 1);
    values[12] = 0;
    List<Contours.Ring> rings = new Contours(places, places, values).at(0.5);
    assertThat(rings.stream().map(ContoursTest::area).sorted().toList())
        .hasSize(2)
        .satisfies(areas -> assertThat(areas.get(0)).isCloseTo(-0.5, within(1e-12)))
        .satisfies(areas -> assertThat(areas.get(1)).isCloseTo(16, within(1e-12)));
  }

  @Test
  void nothingIsDrawnAboveTheGreatestValue() {
    assertThat(cone(21).at(1)).isEmpty();
  }

  @Test
  void cornersOfSaddleAreApartWhereItsMiddleIsBelow() {
    double[] places = {0, 1};
    Contours saddle = new Contours(places, places, new double[] {1, 0, 0, 1});
    assertThat(saddle.at(0.75)).hasSize(2);
    assertThat(saddle.at(0.25)).hasSize(1);
  }
}
