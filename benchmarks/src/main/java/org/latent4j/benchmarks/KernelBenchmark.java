package org.latent4j.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.latent4j.data.Dataset;
import org.latent4j.em.LocalEngine;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.internal.ComponentStatistics;
import org.latent4j.mixture.internal.GaussianExpectation;
import org.latent4j.mixture.internal.GaussianMaximization;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The kernels that fits spend their time in, on one thread. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED", "-Xmx3g"})
public class KernelBenchmark {

  /** For JMH. */
  public KernelBenchmark() {}

  /** One pass of expectation over 20,000 rows of 20 features and 10 components. */
  @State(Scope.Benchmark)
  public static class Pass {
    /** Structure of the covariances. */
    @Param({"FULL", "DIAGONAL"})
    public CovarianceStructure structure = CovarianceStructure.FULL;

    private Dataset data = Dataset.of(Matrix.zeros(1, 1));
    private GaussianMixture mixture = standard(1, 1, CovarianceStructure.FULL);

    /** For JMH. */
    public Pass() {}

    /** Draws the rows. */
    @Setup
    public void draw() {
      mixture = standard(10, 20, structure);
      data = Dataset.of(mixture.sample(20_000, new SeededRandom(1)));
    }

    private static GaussianMixture standard(int k, int d, CovarianceStructure structure) {
      double[] weights = new double[k];
      java.util.Arrays.fill(weights, 1.0 / k);
      double[] means = new double[k * d];
      new SeededRandom(2).fillGaussian(means);
      return GaussianMixture.of(
          structure, weights, Matrix.wrap(k, d, means), List.of(Matrix.identity(d)));
    }
  }

  /** Rows of log joint densities. */
  @State(Scope.Benchmark)
  public static class LogTerms {
    private final double[] terms = new double[8192 * 10];
    private final double[] work = new double[8192 * 10];
    private final double[] sums = new double[8192];

    /** For JMH. */
    public LogTerms() {
      new SeededRandom(3).fillGaussian(terms);
    }
  }

  /** A covariance of 784 features. */
  @State(Scope.Benchmark)
  public static class Covariance {
    private final Matrix matrix;

    /** For JMH. */
    public Covariance() {
      double[] values = new double[784 * 784];
      new SeededRandom(4).fillGaussian(values);
      Matrix factor = Matrix.wrap(784, 784, values);
      matrix = factor.timesTransposed(factor);
    }
  }

  /**
   * Counts all rows.
   *
   * @param pass rows and parameters
   * @return the statistics
   */
  @Benchmark
  public ComponentStatistics expectation(Pass pass) {
    return new LocalEngine(1)
        .count(
            pass.data,
            new GaussianExpectation(
                GaussianMaximization.shapeFor(pass.structure), pass.mixture.componentCount()),
            pass.mixture);
  }

  /**
   * Turns 8192 × 10 log terms into shares.
   *
   * @param rows the terms
   * @return log sums
   */
  @Benchmark
  public double[] softmaxRows(LogTerms rows) {
    System.arraycopy(rows.terms, 0, rows.work, 0, rows.terms.length);
    ArrayMath.softmaxRows(rows.work, 8192, 10, rows.sums);
    return rows.sums;
  }

  /**
   * All eigenvectors of 784 × 784.
   *
   * @param covariance the matrix
   * @return its eigen-decomposition
   */
  @Benchmark
  public SymmetricEigen eigen(Covariance covariance) {
    return SymmetricEigen.of(covariance.matrix);
  }
}
