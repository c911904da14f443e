package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {

  /** Two partitions with a given table of how many rows share a group. */
  private static Agreement ofTable(int[][] table) {
    int[] one =
        IntStream.range(0, table.length)
            .flatMap(i -> IntStream.generate(() -> i).limit(Arrays.stream(table[i]).sum()))
            .toArray();
    int[] other =
        Arrays.stream(table)
            .flatMapToInt(
                row ->
                    IntStream.range(0, row.length)
                        .flatMap(j -> IntStream.generate(() -> j).limit(row[j])))
            .toArray();
    return Agreement.of(one, other);
  }

  @Test
  void adjustedRandIndexOfSmallPartitionsIsTheDocumentedOne() {
    // The examples in scikit-learn's documentation of adjusted_rand_score.
    assertThat(Agreement.of(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1}).adjustedRandIndex())
        .isCloseTo(0.5714285714285714, within(1e-15));
    assertThat(Agreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}).adjustedRandIndex())
        .isCloseTo(-0.5, within(1e-15));
    assertThat(Agreement.of(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3}).adjustedRandIndex())
        .isZero();
  }

  @Test
  void adjustedRandIndexOfIrisIsMclusts() {
    // mclust: VEV,2 joins two species; VVV,3 takes 5 versicolor for virginica.
    assertThat(ofTable(new int[][] {{50, 0, 0}, {0, 50, 50}}).adjustedRandIndex())
        .isCloseTo(0.5681, within(5e-5));
    assertThat(ofTable(new int[][] {{50, 0, 0}, {0, 45, 0}, {0, 5, 50}}).adjustedRandIndex())
        .isCloseTo(0.9039, within(5e-5));
  }

  @Test
  void partitionsWithoutStructureAreEqual() {
    Agreement allInOne = Agreement.of(new int[] {3, 3, 3}, new int[] {7, 7, 7});
    assertThat(allInOne.adjustedRandIndex()).isEqualTo(1);
    assertThat(allInOne.normalisedMutualInformation()).isEqualTo(1);
    assertThat(allInOne.accuracy()).isEqualTo(1);
    assertThat(Agreement.of(new int[] {1, 2, 3}, new int[] {3, 1, 2}).adjustedRandIndex())
        .isEqualTo(1);
  }

  @Test
  void mutualInformationIsNormalisedByTheMeanEntropy() {
    // H(one) = 1.5 ln 2, H(other) = ln 2, I = ln 2.
    assertThat(
            Agreement.of(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1})
                .normalisedMutualInformation())
        .isCloseTo(0.8, within(1e-15));
    assertThat(
            Agreement.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1})
                .normalisedMutualInformation())
        .isCloseTo(0, within(1e-15));
    assertThat(
            Agreement.of(new int[] {0, 0, 1, 1}, new int[] {5, 5, 5, 5})
                .normalisedMutualInformation())
        .isZero();
  }

  @Test
  void mutualInformationOfAnUnevenTableIsTheSumByHand() {
    double information =
        0.4 * Math.log(0.4 / (0.5 * 0.6))
            + 0.1 * Math.log(0.1 / (0.5 * 0.4))
            + 0.2 * Math.log(0.2 / (0.5 * 0.6))
            + 0.3 * Math.log(0.3 / (0.5 * 0.4));
    double entropies = Math.log(2) - 0.6 * Math.log(0.6) - 0.4 * Math.log(0.4);
    assertThat(ofTable(new int[][] {{4, 1}, {2, 3}}).normalisedMutualInformation())
        .isCloseTo(2 * information / entropies, within(1e-14));
  }

  @Test
  void accuracyNamesClustersInTheBestWay() {
    // Greedy naming takes 5 first and ends with 5 + 0; the best is 4 + 4.
    assertThat(ofTable(new int[][] {{5, 4}, {4, 0}}).accuracy()).isCloseTo(8.0 / 13, within(1e-15));
    assertThat(ofTable(new int[][] {{50, 0, 0}, {0, 45, 0}, {0, 5, 50}}).accuracy())
        .isCloseTo(145.0 / 150, within(1e-15));
  }

  @Test
  void clustersBeyondTheClassesAreWrong() {
    assertThat(ofTable(new int[][] {{3, 0}, {2, 0}, {0, 4}}).accuracy())
        .isCloseTo(7.0 / 9, within(1e-15));
  }

  @Test
  void rowsOfUnknownClassDoNotCount() {
    Agreement agreement =
        Agreement.of(new int[] {0, 0, 1, 1, 1}, new double[] {2, 2, 5, 5, Double.NaN});
    assertThat(agreement.rowCount()).isEqualTo(4);
    assertThat(agreement.adjustedRandIndex()).isEqualTo(1);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> Agreement.of(new int[3], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes must be as many as clusters (3), got 2");
  }

  @Test
  void someClassMustBeKnown() {
    assertThatThrownBy(() -> Agreement.of(new int[] {1}, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes must be known for at least one row, got none");
  }
}
