package org.latent4j.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.em.Acceleration;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;

/** Mini-batches against the optimum of EM from the same start, in passes over the rows. */
class StepwiseMixtureTest {

  private static final int ROWS = 250_000;
  private static final int FEATURES = 3;
  private static final int COMPONENTS = 5;

  /** Counts how many rows are read. */
  private record Read(Dataset source, AtomicLong rows) implements Dataset {
    @Override
    public Schema schema() {
      return source.schema();
    }

    @Override
    public long rowCount() {
      return source.rowCount();
    }

    @Override
    public void read(long firstRow, int count, DoubleBuffer target) {
      rows.addAndGet(count);
      source.read(firstRow, count, target);
    }

    double passes() {
      return rows.get() / (double) rowCount();
    }
  }

  /** Overlapping clusters; sorted by cluster, as the rows of many a file are. */
  private static Matrix rows(long seed) {
    SeededRandom random = new SeededRandom(seed);
    double[] centres = new double[COMPONENTS * FEATURES];
    Arrays.setAll(centres, i -> 1.6 * random.nextGaussian());
    double[] values = new double[ROWS * FEATURES];
    for (int i = 0; i < ROWS; i++) {
      int cluster = (int) ((long) i * COMPONENTS / ROWS);
      for (int j = 0; j < FEATURES; j++) {
        values[i * FEATURES + j] =
            centres[cluster * FEATURES + j] + (0.5 + 0.2 * cluster) * random.nextGaussian();
      }
    }
    return Matrix.wrap(ROWS, FEATURES, values);
  }

  private static GaussianMixture start(Matrix rows, long seed) {
    int[] chosen = new SeededRandom(seed + 1000).sample(ROWS, COMPONENTS);
    double[] weights = new double[COMPONENTS];
    Arrays.fill(weights, 1.0 / COMPONENTS);
    Matrix spread = Matrix.diagonal(DataSummary.of(Dataset.of(rows)).variances());
    return GaussianMixture.of(
        CovarianceStructure.FULL, weights, rows.selectRows(chosen), List.of(spread));
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 4})
  void comesWithinAThousandthOfTheOptimumInFewerPasses(long seed) {
    Matrix rows = rows(seed);
    FitContext context = FitContext.defaults().withThreads(1).withStart(start(rows, seed));
    GaussianMixtureOptions options =
        GaussianMixtureOptions.defaults(COMPONENTS).withIterations(300).withTolerance(20);

    FitResult<GaussianMixture> batch =
        GaussianMixture.fit(Dataset.of(rows), options.withAcceleration(Acceleration.NONE), context);
    double optimum = batch.report().meanLogLikelihood();
    Read read = new Read(Dataset.of(rows), new AtomicLong());
    FitResult<GaussianMixture> stepwise =
        GaussianMixture.fit(read, options.withAcceleration(Acceleration.STEPWISE), context);

    int needed = 1;
    while (batch.report().trace().get(needed - 1) / ROWS < optimum - 1e-3) {
      needed++;
    }
    double summary = 1;
    double passes = read.passes() - summary;
    assertThat(stepwise.report().status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(stepwise.report().meanLogLikelihood()).isGreaterThan(optimum - 1e-3);
    assertThat(passes).isLessThan(0.5 * needed);
  }

  @Test
  void theSameSeedGivesTheSameBitsForAnyNumberOfThreads() {
    Matrix rows = rows(7);
    GaussianMixtureOptions options =
        GaussianMixtureOptions.defaults(COMPONENTS)
            .withIterations(2)
            .withAcceleration(Acceleration.STEPWISE);
    FitContext context = FitContext.defaults().withStart(start(rows, 7)).withSeed(3);
    GaussianMixture one =
        GaussianMixture.fit(Dataset.of(rows), options, context.withThreads(1)).model();
    GaussianMixture two =
        GaussianMixture.fit(Dataset.of(rows), options, context.withThreads(2)).model();
    GaussianMixture other =
        GaussianMixture.fit(Dataset.of(rows), options, context.withSeed(4)).model();
    assertThat(two.means().values()).isEqualTo(one.means().values());
    assertThat(other.means().values()).isNotEqualTo(one.means().values());
  }

  @Test
  void fewRowsAreFittedByEmAlone() {
    Matrix rows = rows(1).selectRows(new SeededRandom(1).sample(ROWS, 3000));
    GaussianMixtureOptions options = GaussianMixtureOptions.defaults(2).withStarts(2);
    FitContext context = FitContext.defaults();
    assertThat(
            GaussianMixture.fit(
                    Dataset.of(rows), options.withAcceleration(Acceleration.STEPWISE), context)
                .report())
        .isEqualTo(GaussianMixture.fit(Dataset.of(rows), options, context).report());
  }
}
