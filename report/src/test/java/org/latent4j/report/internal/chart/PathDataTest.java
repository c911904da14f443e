package org.latent4j.report.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathDataTest {

  @Test
  void coordinatesAreTenthsRelativeToTheOneBefore() {
    PathData path = new PathData().move(10, 20.04).line(10.25, 19).line(9, 19);
    assertThat(path).hasToString("M10 20l.3-1l-1.3 0");
  }

  @Test
  void roundingDoesNotAddUp() {
    PathData path = new PathData().move(0, 0);
    for (int i = 1; i <= 100; i++) {
      path.line(i * 0.04, 0);
    }
    double sum = 0;
    for (String step : path.toString().substring("M0 0".length()).split("l")) {
      sum += step.isEmpty() ? 0 : Double.parseDouble(step.split(" ")[0]);
    }
    assertThat(Math.round(sum * 10)).isEqualTo(40);
  }

  @Test
  void partBegunAfterClosingIsRelativeToItsBeginning() {
    PathData path = new PathData().move(1, 1).line(5, 1).close().move(2, 2);
    assertThat(path).hasToString("M1 1l4 0zm1 1");
  }
}
