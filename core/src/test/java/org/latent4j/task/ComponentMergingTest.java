package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;

class ComponentMergingTest {

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Matrix random(int rows, int k, long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] values = new double[rows * k];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int c = 0; c < k; c++) {
        values[i * k + c] = Math.exp(3 * random.nextGaussian());
        sum += values[i * k + c];
      }
      for (int c = 0; c < k; c++) {
        values[i * k + c] /= sum;
      }
    }
    return Matrix.wrap(rows, k, values);
  }

  private static double entropy(Matrix responsibilities) {
    return -Arrays.stream(responsibilities.values()).map(t -> t > 0 ? t * Math.log(t) : 0).sum();
  }

  @Test
  void thePairThatIsMostInDoubtIsJoinedFirst() {
    // One row torn between components 1 and 3, one slightly between 1 and 2.
    Matrix rows = Matrix.of(3, 3, 0.5, 0, 0.5, 0.9, 0.1, 0, 0, 1, 0);
    ComponentMerging merging = ComponentMerging.of(rows, ones(3));
    double torn = Math.log(2);
    double slight = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
    assertThat(merging.entropy(3)).isCloseTo(torn + slight, within(1e-15));
    assertThat(merging.entropy(2)).isCloseTo(slight, within(1e-15));
    assertThat(merging.entropy(1)).isCloseTo(0, within(1e-15));
    assertThat(merging.merges())
        .extracting(ComponentMerging.Merge::first, ComponentMerging.Merge::second)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(List.of(0), List.of(2)),
            org.assertj.core.groups.Tuple.tuple(List.of(0, 2), List.of(1)));
    assertThat(merging.merges().get(0).rows()).isEqualTo(2);
    assertThat(merging.groups(2)).containsExactly(List.of(0, 2), List.of(1));
    assertThat(merging.clusters(2)).containsExactly(0, 0, 1);
    assertThat(merging.clusters(3)).containsExactly(0, 0, 1);
    assertThat(merging.responsibilities(2)).isEqualTo(Matrix.of(3, 2, 1, 0, 0.9, 0.1, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyStepIsTheBestOfAllPairs(long seed) {
    Matrix rows = random(40, 6, seed);
    ComponentMerging merging = ComponentMerging.of(rows, ones(40));
    for (int clusters = 6; clusters >= 2; clusters--) {
      Matrix before = merging.responsibilities(clusters);
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < clusters; a++) {
        for (int b = a + 1; b < clusters; b++) {
          least = Math.min(least, entropy(joined(before, a, b)));
        }
      }
      assertThat(merging.entropy(clusters)).isCloseTo(entropy(before), within(1e-12));
      assertThat(merging.entropy(clusters - 1)).isCloseTo(least, within(1e-12));
    }
  }

  private static Matrix joined(Matrix rows, int a, int b) {
    double[] values = rows.toArray();
    for (int i = 0; i < rows.rows(); i++) {
      values[i * rows.columns() + a] += values[i * rows.columns() + b];
      values[i * rows.columns() + b] = 0;
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  @Test
  void aWeightIsAsManyRows() {
    Matrix rows = random(30, 4, 1);
    double[] weights = ones(30);
    weights[3] = 3;
    int[] repeated = new int[32];
    for (int i = 0; i < 32; i++) {
      repeated[i] = i < 30 ? i : 3;
    }
    ComponentMerging weighted = ComponentMerging.of(rows, weights);
    ComponentMerging longer = ComponentMerging.of(rows.selectRows(repeated), ones(32));
    for (int clusters = 1; clusters <= 4; clusters++) {
      assertThat(weighted.entropy(clusters)).isCloseTo(longer.entropy(clusters), within(1e-12));
      assertThat(weighted.meanEntropy(clusters))
          .isCloseTo(longer.meanEntropy(clusters), within(1e-12));
      assertThat(weighted.groups(clusters)).isEqualTo(longer.groups(clusters));
    }
    assertThat(weighted.merges().stream().mapToDouble(ComponentMerging.Merge::rows).toArray())
        .isEqualTo(longer.merges().stream().mapToDouble(ComponentMerging.Merge::rows).toArray());
  }

  @Test
  void threadsDoNotChangeABit() {
    GaussianMixture mixture =
        GaussianMixture.of(
            CovarianceStructure.SPHERICAL,
            new double[] {0.2, 0.3, 0.3, 0.2},
            Matrix.of(4, 2, 0, 0, 1, 1, 5, 5, 6, 5),
            List.of(Matrix.identity(2)));
    Dataset rows = Dataset.of(mixture.sample(500, new SeededRandom(2)));
    ComponentMerging one = ComponentMerging.of(Fitted.of(mixture), rows, 1);
    ComponentMerging many = ComponentMerging.of(Fitted.of(mixture), rows, 3);
    assertThat(many.merges()).isEqualTo(one.merges());
    assertThat(one.groups(2)).containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(one.suggested()).isEqualTo(2);
    assertThat(one.suggestedByRows()).isEqualTo(2);
  }

  @Test
  void componentsWithoutDoubtStayAsTheyAre() {
    ComponentMerging merging = ComponentMerging.of(Matrix.identity(5), ones(5));
    assertThat(merging.suggested()).isEqualTo(5);
    assertThat(merging.suggestedByRows()).isEqualTo(5);
    assertThat(merging.entropy(5)).isZero();
  }

  @Test
  void oneComponentHasNothingToJoin() {
    ComponentMerging merging = ComponentMerging.of(Matrix.of(2, 1, 1, 1), ones(2));
    assertThat(merging.merges()).isEmpty();
    assertThat(merging.suggested()).isEqualTo(1);
    assertThat(merging.clusters(1)).containsExactly(0, 0);
  }

  @Test
  void weightsOfTheDataCount() {
    GaussianMixture blobs = Fitted.twoBlobs();
    Matrix rows = Matrix.of(2, 2, 0, 0, 4, 4);
    Dataset weighted =
        HeapDataset.builder(org.latent4j.data.Schema.numeric(2), rows).weights(5, 1).build();
    double doubt = ComponentMerging.of(Fitted.of(blobs), Dataset.of(rows), 1).entropy(2);
    assertThat(ComponentMerging.of(Fitted.of(blobs), weighted, 1).entropy(2))
        .isCloseTo(5 * doubt, within(1e-9));
  }

  @Test
  void aNumberOfClustersThatThereIsNotIsRefused() {
    ComponentMerging merging = ComponentMerging.of(Matrix.identity(3), ones(3));
    assertThatThrownBy(() -> merging.groups(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("clusters must be between 1 and 3 (the number of components), got 4");
    assertThatThrownBy(() -> merging.entropy(0))
        .hasMessage("clusters must be between 1 and 3 (the number of components), got 0");
  }

  @Test
  void weightsMustBeAsManyAsRows() {
    assertThatThrownBy(() -> ComponentMerging.of(Matrix.identity(3), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be as many as rows (3), got 1");
  }

  @Test
  void theElbowIsWhereTwoLinesMeet() {
    assertThat(Elbow.of(new double[] {1, 2, 3, 4, 5, 6}, new double[] {0, 0, 0, 2, 4, 6}))
        .isEqualTo(2);
    assertThat(Elbow.of(new double[] {0, 10, 20, 21, 22}, new double[] {0, 1, 2, 5, 8}))
        .isEqualTo(2);
    assertThat(Elbow.of(new double[] {0, 0, 1}, new double[] {0, 3, 4})).isEqualTo(1);
  }
}
