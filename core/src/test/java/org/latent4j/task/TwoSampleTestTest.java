package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.SeededRandom;

class TwoSampleTestTest {

  private static final long[] BEFORE = {400, 350, 150, 60, 40};
  private static final long[] NOW = {90, 60, 30, 12, 18};

  /** chisq.test of R 4.2.2, times (N − 1)/N for the permutations of the joint sample. */
  @Test
  void wordsGivePearsonsStatistic() {
    TwoSampleTest test = TwoSampleTest.of(BEFORE, 0, NOW, 0, false);
    assertThat(test.statistic()).isCloseTo(10.11641476246873 * 1209 / 1210, within(1e-12));
    assertThat(test.degrees()).isEqualTo(4);
  }

  /** kruskal.test of R 4.2.2, which corrects for ties. */
  @Test
  void theShiftIsThatOfTheRankSumTest() {
    double shift = TwoSampleTest.of(BEFORE, 0, NOW, 0, true).shift();
    assertThat(shift * shift).isCloseTo(0.05838250124171989, within(1e-12));
    double greater =
        TwoSampleTest.of(new long[] {30, 50, 20}, 0, new long[] {10, 45, 45}, 0, true).shift();
    assertThat(greater).isPositive();
    assertThat(greater * greater).isCloseTo(19.69380511463845, within(1e-11));
  }

  /** Three cells have two scores, which say all that can be said of three cells. */
  @Test
  void fewCellsInOrderGivePearsonsStatisticToo() {
    TwoSampleTest test =
        TwoSampleTest.of(new long[] {30, 50, 20}, 0, new long[] {10, 45, 45}, 0, true);
    assertThat(test.statistic()).isCloseTo(19.87854251012146 * 199 / 200, within(1e-11));
    assertThat(test.degrees()).isEqualTo(2);
  }

  @Test
  void missingValuesAddTheirOwnStatistic() {
    TwoSampleTest seen = TwoSampleTest.of(BEFORE, 0, NOW, 0, true);
    TwoSampleTest both = TwoSampleTest.of(BEFORE, 100, NOW, 60, true);
    double pearson =
        TwoSampleTest.of(new long[] {1000, 100}, 0, new long[] {210, 60}, 0, false).statistic();
    assertThat(both.statistic()).isCloseTo(seen.statistic() + pearson, within(1e-10));
    assertThat(both.degrees()).isEqualTo(seen.degrees() + 1);
  }

  @Test
  void aWiderSampleIsToldAsSuch() {
    long[] even = {100, 100, 100, 100, 100};
    TwoSampleTest test = TwoSampleTest.of(even, 0, new long[] {60, 30, 20, 30, 60}, 0, true);
    assertThat(test.spread()).isGreaterThan(4);
    assertThat(test.shift()).isCloseTo(0, within(1e-10));
  }

  @Test
  void tooFewValuesSayNothing() {
    TwoSampleTest test = TwoSampleTest.of(BEFORE, 0, new long[] {0, 0, 0, 0, 3}, 0, true);
    assertThat(test.degrees()).isZero();
    assertThat(test.pValue()).isEqualTo(1);
    assertThat(TwoSampleTest.of(BEFORE, 0, new long[5], 0, false).pValue()).isEqualTo(1);
  }

  /** The chi-squared law under permutation: mean and variance of the statistic, and its tail. */
  @Test
  void theLawHoldsInSamplesOfOneDistribution() {
    SeededRandom random = new SeededRandom(3);
    int sets = 4000;
    double[] statistics = new double[sets];
    int rejected = 0;
    for (int s = 0; s < sets; s++) {
      long[] before = new long[64];
      long[] now = new long[64];
      for (int i = 0; i < 600; i++) {
        before[random.nextInt(64)]++;
      }
      for (int i = 0; i < 150; i++) {
        now[random.nextInt(64)]++;
      }
      TwoSampleTest test = TwoSampleTest.of(before, 0, now, 0, true);
      assertThat(test.degrees()).isEqualTo(4);
      statistics[s] = test.statistic();
      rejected += test.pValue() <= 0.01 ? 1 : 0;
    }
    double mean = Arrays.stream(statistics).average().orElseThrow();
    // four standard errors of means of 4000 numbers of variance 8, and of a share of 0.01
    assertThat(mean).isCloseTo(4, within(4 * Math.sqrt(8.0 / sets)));
    assertThat(rejected).isBetween(40 - 26, 40 + 26);
  }

  @Test
  void whatTwoTestsAgreeOnIsTheLesserOfBoth() {
    TwoSampleTest one = new TwoSampleTest(14, 3, 0, List.of(1.0, -2.0, 3.0));
    TwoSampleTest other = new TwoSampleTest(21, 3, 0, List.of(2.0, 4.0, 1.0));
    TwoSampleTest both = one.agreedWith(other);
    assertThat(both.components()).containsExactly(1.0, 0.0, 1.0);
    assertThat(both.statistic()).isEqualTo(2);
    assertThat(both.degrees()).isEqualTo(3);
  }

  @Test
  void componentsAddUpToTheStatistic() {
    TwoSampleTest test = TwoSampleTest.of(BEFORE, 0, NOW, 0, true);
    double sum = test.components().stream().mapToDouble(c -> c * c).sum();
    assertThat(sum).isCloseTo(test.statistic(), within(1e-10));
  }
}
