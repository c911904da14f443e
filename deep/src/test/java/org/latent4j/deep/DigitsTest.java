package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.testing.SharedFiles;

/** Digits of 8 by 8 pixels of 0 to 16, the last 500 of which no fit has seen. */
@Tag("slow")
class DigitsTest {

  private static final int FITTED = 1297;

  private static Matrix digits() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(SharedFiles.path("data/digits8x8/digits8x8.csv.gz"))),
                StandardCharsets.UTF_8))) {
      double[][] rows =
          reader
              .lines()
              .skip(1)
              .map(
                  line ->
                      Arrays.stream(line.split(",", -1))
                          .skip(1)
                          .mapToDouble(Double::parseDouble)
                          .toArray())
              .toArray(double[][]::new);
      return Matrix.ofRows(rows);
    }
  }

  @ParameterizedTest
  @EnumSource
  void codesTellMoreOfNewDigitsThanIndependentPixels(NetworkOptions.Kind kind) throws IOException {
    Matrix all = digits();
    Matrix fitted = all.rowRange(0, FITTED);
    Matrix fresh = all.rowRange(FITTED, all.rows());
    NetworkOptions network = NetworkOptions.dense(Activation.RELU, 64);
    if (kind != NetworkOptions.Kind.DENSE) {
      network = network.withConvolutions(8);
    }
    if (kind == NetworkOptions.Kind.RESIDUAL) {
      network = network.withBlocks(1);
    }
    Schema schema = new Schema(Schema.numeric(64).columns(), Optional.of(new ImageShape(8, 8, 1)));
    VariationalAutoencoder model =
        VariationalAutoencoder.fit(
                HeapDataset.builder(schema, fitted).build(),
                VariationalAutoencoderOptions.defaults()
                    .withDesign(DeepDesign.defaults().withLatentDimension(10).withNetwork(network))
                    .withTraining(TrainingOptions.defaults().withEpochs(60).withBatchSize(32)),
                FitContext.defaults())
            .model();
    double bound = model.meanLogLikelihood(fresh);
    assertThat(bound).isGreaterThan(independent(fitted, fresh) + 1);
    Matrix weights = model.logWeights(fresh.rowRange(0, 100), 50, new SeededRandom(1));
    double tighter = 0;
    for (int i = 0; i < 100; i++) {
      double[] logs = weights.row(i);
      double max = Arrays.stream(logs).max().orElseThrow();
      double mean = Arrays.stream(logs).map(w -> Math.exp(w - max)).average().orElseThrow();
      tighter += (max + Math.log(mean)) / 100;
    }
    assertThat(tighter).isGreaterThan(model.meanLogLikelihood(fresh.rowRange(0, 100)));
  }

  /** Mean log probability of draws of the new rows under pixels drawn with the mean of each. */
  private static double independent(Matrix fitted, Matrix fresh) {
    double sum = 0;
    for (int j = 0; j < 64; j++) {
      double p = (Arrays.stream(fitted.column(j)).sum() / 16 + 0.5) / (fitted.rows() + 1);
      double x = Arrays.stream(fresh.column(j)).average().orElseThrow() / 16;
      sum += x * Math.log(p) + (1 - x) * Math.log(1 - p);
    }
    return sum;
  }
}
