package org.latent4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.testing.SharedFiles;

/** Merging at the parameters that mclust found, against its clustCombi. */
class ComponentMergingReferenceTest {

  /** A reference file: values by quantity and two indices from 1. */
  private static final class Reference {
    private final Map<String, Double> values = new HashMap<>();

    Reference(String name) {
      try (InputStream in =
          Objects.requireNonNull(getClass().getResourceAsStream("/reference/merging/" + name))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .skip(2)
            .map(line -> line.split(",", -1))
            .forEach(
                cells ->
                    values.put(
                        cells[0] + " " + cells[1] + " " + cells[2], Double.parseDouble(cells[3])));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    double get(String quantity, int i, int j) {
      return values.get(quantity + " " + i + " " + j);
    }

    int whole(String quantity, int i) {
      return (int) get(quantity, i, 0);
    }

    GaussianMixture mixture(int k, int d) {
      double[] weights = new double[k];
      double[] means = new double[k * d];
      List<Matrix> covariances = new ArrayList<>();
      for (int c = 0; c < k; c++) {
        weights[c] = get("weight", c + 1, 0);
        for (int j = 0; j < d; j++) {
          means[c * d + j] = get("mean", c + 1, j + 1);
        }
        double[] covariance = new double[d * d];
        for (int j = 0; j < d * d; j++) {
          covariance[j] = get("covariance", c + 1, j + 1);
        }
        covariances.add(Matrix.wrap(d, d, covariance));
      }
      return GaussianMixture.of(
          CovarianceStructure.FULL, weights, Matrix.wrap(k, d, means), covariances);
    }
  }

  private static Matrix rows(String shared) throws IOException {
    return Matrix.ofRows(
        Files.readAllLines(SharedFiles.path(shared)).stream()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble))
            .map(numbers -> numbers.toArray())
            .toArray(double[][]::new));
  }

  private static void check(Matrix rows, Reference reference, int k) {
    ComponentMerging merging =
        ComponentMerging.of(Fitted.of(reference.mixture(k, 2)), Dataset.of(rows), 2);
    for (int clusters = k; clusters >= 1; clusters--) {
      assertThat(merging.entropy(clusters))
          .isCloseTo(reference.get("entropy", clusters, 0), within(1e-9 * rows.rows()));
    }
    for (ComponentMerging.Merge merge : merging.merges()) {
      assertThat(merge.first().get(0) + 1).isEqualTo(reference.whole("first", merge.clusters()));
      assertThat(merge.second().get(0) + 1).isEqualTo(reference.whole("second", merge.clusters()));
      assertThat(merge.rows()).isEqualTo(reference.get("rows", merge.clusters(), 0));
    }
    assertThat(merging.suggested()).isEqualTo(reference.whole("suggested", 0));
  }

  @Test
  void faithfulIsMergedAsByMclust() throws IOException {
    check(rows("reference/faithful.csv"), new Reference("faithful.csv"), 3);
  }

  @Test
  void theFirstExampleOfThePaperHasFourClusters() throws IOException {
    Reference reference = new Reference("baudry-ex4_1.csv");
    assertThat(reference.whole("suggested", 0)).isEqualTo(4);
    check(rows("data/baudry2010/ex4_1.csv"), reference, 6);
  }
}
