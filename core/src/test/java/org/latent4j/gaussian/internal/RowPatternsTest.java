package org.latent4j.gaussian.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.linalg.SeededRandom;

class RowPatternsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 65, 200})
  void rowsOfOnePatternStandTogetherInOrder(int d) {
    SeededRandom random = new SeededRandom(d);
    int n = 300;
    RowPatterns patterns = new RowPatterns(n, d);
    for (int repeat = 0; repeat < 3; repeat++) {
      double[] rows = new double[n * d];
      Map<String, Integer> expected = new HashMap<>();
      String[] masks = new String[n];
      for (int i = 0; i < n; i++) {
        StringBuilder mask = new StringBuilder();
        int seldom = random.nextInt(3);
        for (int j = 0; j < d; j++) {
          boolean missing = seldom > 0 && random.nextInt(2 * d) < seldom;
          rows[i * d + j] = missing ? Double.NaN : i;
          mask.append(missing ? 'x' : '.');
        }
        masks[i] = mask.toString();
        expected.merge(masks[i], 1, Integer::sum);
      }
      patterns.read(rows, n);
      assertThat(patterns.patternCount()).isEqualTo(expected.size());
      int gaps = 0;
      for (int p = 0; p < patterns.patternCount(); p++) {
        String mask = masks[patterns.row(p, 0)];
        assertThat(patterns.rowCount(p)).isEqualTo(expected.get(mask));
        assertThat(patterns.missingCount(p))
            .isEqualTo((int) mask.chars().filter(c -> c == 'x').count());
        assertThat(patterns.gapStart(p)).isEqualTo(gaps);
        gaps += patterns.rowCount(p) * patterns.missingCount(p);
        for (int i = 0; i < patterns.rowCount(p); i++) {
          assertThat(masks[patterns.row(p, i)]).isEqualTo(mask);
          if (i > 0) {
            assertThat(patterns.row(p, i)).isGreaterThan(patterns.row(p, i - 1));
          }
        }
        for (int a = 0; a < d; a++) {
          assertThat(mask.charAt(patterns.column(p, a)))
              .isEqualTo(a < patterns.missingCount(p) ? 'x' : '.');
        }
      }
      assertThat(patterns.gapStart(patterns.patternCount())).isEqualTo(gaps);
    }
  }
}
