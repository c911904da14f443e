package org.latent4j.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.model.FitContext;

/** The criterion of each rule against another program, another way, or a line of algebra. */
class DimensionRulesTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  private static Matrix rows(String dataset) {
    return switch (dataset) {
      case "irisStandardised" -> Rows.standardised(Rows.iris());
      case "wine" -> Rows.csv("wine/wine.csv", 1, 14);
      case "wineStandardised" -> Rows.standardised(Rows.csv("wine/wine.csv", 1, 14));
      case "wdbc" -> Rows.csv("wdbc/wdbc.csv", 2, 32);
      case "wdbcStandardised" -> Rows.standardised(Rows.csv("wdbc/wdbc.csv", 2, 32));
      default -> Rows.reference(dataset);
    };
  }

  private static NoiseLevels noise(Matrix x) {
    int most = PrincipalSpectrum.mostAxes(Dataset.of(x));
    return new NoiseLevels(
        PrincipalSpectrum.of(Dataset.of(x), most, Route.SVD, CONTEXT), Schema.numeric(x.columns()));
  }

  /** A spectrum of given variances along the coordinates. */
  private static NoiseLevels noise(double weightTotal, double... variances) {
    int d = variances.length;
    return new NoiseLevels(
        new PrincipalSpectrum(
            (long) weightTotal,
            weightTotal,
            new double[d],
            Matrix.identity(d),
            variances,
            DoubleStream.of(variances).sum(),
            Route.SVD),
        Schema.numeric(d));
  }

  static List<String> minka() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    DimensionRulesTest.class.getResourceAsStream("/reference/linear/minka.csv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(2).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * scikit-learn's variances have divisor n − 1, which adds −n·d/2·log(n/(n − 1)) to each evidence,
   * and it knows no least factor of a turn, which axes 20 and 21 of digits fall short of.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "iris",
        "irisStandardised",
        "wine",
        "wineStandardised",
        "wdbc",
        "wdbcStandardised",
        "digits"
      })
  void evidenceOfScikitLearn(String dataset) throws IOException {
    Matrix x = rows(dataset);
    double n = x.rows();
    double shift = n * x.columns() / 2 * Math.log(n / (n - 1));
    NoiseLevels noise = noise(x);
    double[] evidence = MinkaEvidence.of(noise);
    int checked = 0;
    for (String line : minka()) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals(dataset)) {
        int q = Integer.parseInt(cells[2]);
        double expected =
            Double.parseDouble(cells[3]) + shift - shortfall(noise.spectrum().variances(), q, n);
        assertThat(evidence[q]).isEqualTo(expected, within(1e-9 * Math.abs(expected) + 1e-7));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  /** Half the logarithms by which factors of turns miss 2/π. */
  private static double shortfall(double[] variances, int q, double n) {
    double v = Arrays.stream(variances).skip(q).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < q; i++) {
      for (int j = i + 1; j < variances.length; j++) {
        double factor =
            n * (variances[i] - variances[j]) * (1 / (j < q ? variances[j] : v) - 1 / variances[i]);
        sum += 0.5 * Math.max(0, Math.log(2 / Math.PI) - Math.log(factor));
      }
    }
    return sum;
  }

  /**
   * What scikit-learn chooses with {@code n_components="mle"}. Of digits it takes 61, all axes of
   * any variance, because it calls a noise variance of 0 one of 1e-15; what leaves noise ends at
   * 60.
   */
  @ParameterizedTest
  @CsvSource({
    "iris, 3",
    "wine, 12",
    "wineStandardised, 12",
    "wdbc, 29",
    "wdbcStandardised, 29",
    "digits, 60"
  })
  void choiceByEvidence(String dataset, int expected) {
    DimensionVotes votes = DimensionVotes.of(Dataset.of(rows(dataset)), CONTEXT);
    assertThat(votes.vote(DimensionVoter.EVIDENCE).orElseThrow().dimension()).isEqualTo(expected);
  }

  /**
   * Two equal variances v: p(U) = 1/(2π), one turn, of range π. Log evidence of q = 1 over that of
   * 0: −log 2π + log 2π − ½·log(2/π) − ½·log n.
   */
  @Test
  void evidenceOfEqualVariancesIsFinite() {
    double[] evidence = MinkaEvidence.of(noise(50, 4, 4));
    assertThat(evidence[0]).isEqualTo(-50 * Math.log(4), within(1e-10));
    assertThat(evidence[1] - evidence[0])
        .isEqualTo(-0.5 * Math.log(2 / Math.PI) - 0.5 * Math.log(50), within(1e-10));
  }

  /** A tie among the axes that are kept costs its one turn alone, and is the limit of near ties. */
  @Test
  void evidenceOfNearlyEqualVariancesReachesThatOfEqualOnes() {
    double[] tied = MinkaEvidence.of(noise(100, 9, 5, 5, 1));
    double[] near = MinkaEvidence.of(noise(100, 9, 5 + 1e-12, 5, 1));
    for (int q = 0; q < 4; q++) {
      assertThat(near[q]).isFinite().isEqualTo(tied[q], within(1e-8));
    }
  }

  /** The 30 zeros of 5 rows in 35 features count as 30 equal axes. */
  @Test
  void evidenceOfFewRowsCountsTheZeros() {
    double[] variances = {9, 5, 3, 1};
    double[] padded = Arrays.copyOf(variances, 35);
    PrincipalSpectrum few =
        new PrincipalSpectrum(
            5, 5, new double[35], Rows.rotation(35, 1).columnRange(0, 4), variances, 18, Route.SVD);
    double[] evidence = MinkaEvidence.of(new NoiseLevels(few, Schema.numeric(35)));
    assertThat(evidence).hasSize(4);
    for (int q = 0; q < 4; q++) {
      assertThat(evidence[q]).isEqualTo(plainEvidence(padded, q, 5), within(1e-10));
    }
  }

  /** Minka's equation 77 as it is written. */
  private static double plainEvidence(double[] variances, int q, double n) {
    int d = variances.length;
    double v = Arrays.stream(variances).skip(q).sum() / (d - q);
    double m = d * q - q * (q + 1) / 2.0;
    double sum = (m + q) / 2 * Math.log(2 * Math.PI) - q / 2.0 * Math.log(n);
    for (int i = 1; i <= q; i++) {
      sum += -Math.log(2) - (d - i + 1) / 2.0 * Math.log(Math.PI);
      double half = (d - i + 1) / 2.0;
      double gamma = half % 1 == 0 ? 1 : Math.sqrt(Math.PI);
      for (double x = half % 1 == 0 ? 1 : 0.5; x < half; x++) {
        gamma *= x;
      }
      sum += Math.log(gamma) - n / 2 * Math.log(variances[i - 1]);
      for (int j = i + 1; j <= d; j++) {
        double other = j <= q ? variances[j - 1] : v;
        sum -=
            0.5
                * Math.log(
                    n * (variances[i - 1] - variances[j - 1]) * (1 / other - 1 / variances[i - 1]));
      }
    }
    return sum - n * (d - q) / 2 * Math.log(v);
  }

  @ParameterizedTest
  @CsvSource({"1, 470.669458, 9", "2, 404.962780, 12", "3, 379.914630, 14"})
  void bicOfIris(int q, double negativeLogLikelihood, int parameters) {
    assertThat(noise(Rows.iris()).bic(q))
        .isEqualTo(2 * negativeLogLikelihood + parameters * Math.log(150), within(2e-6));
  }

  /** Bishop's EM, matrix by matrix, from the optimum without a prior. */
  @ParameterizedTest
  @MethodSource("org.latent4j.linear.Rows#seeds")
  void relevanceKeepsWhatEmKeeps(int seed) {
    SeededRandom random = new SeededRandom(seed);
    int d = 3 + random.nextInt(6);
    int n = 40 + random.nextInt(300);
    int q = random.nextInt(d);
    Matrix x = Rows.gaussian(n, d, seed);
    if (q > 0) {
      Matrix axes =
          Rows.rotation(d, seed).columnRange(0, q).scaled(0.3 + 1.5 * random.nextDouble());
      x = x.plus(Rows.gaussian(n, q, seed + 500L).timesTransposed(axes));
    }
    int kept = AxisRelevance.kept(AxisRelevance.of(noise(x)));
    assertThat(kept).isEqualTo(keptByEm(Rows.covariance(x, n), n));
  }

  private static int keptByEm(Matrix covariance, int n) {
    int d = covariance.rows();
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    double leastVariance = eigen.values()[d - 1];
    double noise = leastVariance;
    double[] roots =
        Arrays.stream(eigen.values()).limit(d - 1).map(v -> Math.sqrt(v - leastVariance)).toArray();
    Matrix w = eigen.vectors().columnRange(0, d - 1).times(Matrix.diagonal(roots));
    for (int iteration = 0; iteration < 3000; iteration++) {
      double v = noise;
      Matrix m = w.transposedTimes(w).plus(Matrix.identity(d - 1).scaled(v));
      Matrix sw = covariance.times(w); // Σ (t − μ)⟨x⟩ᵀ = n·S·W·M⁻¹
      Matrix inverse = inverse(m);
      Matrix second = inverse.scaled(v).plus(inverse.times(w.transposedTimes(sw)).times(inverse));
      double[] priors = new double[d - 1];
      for (int j = 0; j < d - 1; j++) {
        priors[j] = v * d / Math.max(1e-300, Rows.dot(w.column(j), w.column(j))) / n;
      }
      Matrix first = sw.times(inverse);
      w = first.times(inverse(second.plus(Matrix.diagonal(priors))));
      noise =
          (Rows.trace(covariance)
                  - 2 * Rows.trace(w.transposedTimes(first))
                  + Rows.trace(second.times(w.transposedTimes(w))))
              / d;
    }
    Matrix last = w;
    double least = noise * 1e-6;
    return (int)
        IntStream.range(0, d - 1)
            .filter(j -> Rows.dot(last.column(j), last.column(j)) > least)
            .count();
  }

  /** Of a symmetric positive definite matrix; entries of 1e300 on the diagonal are allowed. */
  private static Matrix inverse(Matrix matrix) {
    int size = matrix.rows();
    double[][] a = matrix.toRows();
    double[][] b = Matrix.identity(size).toRows();
    for (int p = 0; p < size; p++) {
      double pivot = a[p][p];
      for (int j = 0; j < size; j++) {
        a[p][j] /= pivot;
        b[p][j] /= pivot;
      }
      for (int i = 0; i < size; i++) {
        double factor = a[i][p];
        for (int j = 0; i != p && j < size; j++) {
          a[i][j] -= factor * a[p][j];
          b[i][j] -= factor * b[p][j];
        }
      }
    }
    return Matrix.ofRows(b);
  }

  /** One axis beside noise: the ratio at the noise that solves both equations. */
  @Test
  void relevanceOfOneAxis() {
    NoiseLevels noise = noise(1000, 5, 1.1, 1, 0.9);
    double ratio = AxisRelevance.of(noise)[1];
    double shape = 4 / 1000.0;
    double threshold = Math.pow(Math.sqrt(1 + shape) + Math.sqrt(shape), 2);
    double v = 5 / ratio / threshold;
    double s = 5 - v;
    for (int i = 0; i < 200; i++) {
      s = 5 - v - shape * (s + v) * (s + v) / s;
    }
    assertThat(3 * v).isEqualTo(3 + v * v * shape / s, within(1e-10));
  }

  /** Rows drawn one by one have the same quantiles as triangles of Bartlett's. */
  @ParameterizedTest
  @CsvSource({"30, 4", "6, 4", "4, 6"})
  void parallelAnalysisOfRowsThatAreDrawn(int n, int d) {
    double[] deviations = IntStream.range(0, d).mapToDouble(j -> 1 + j % 3).toArray();
    Matrix x = Rows.gaussian(n, d, 9).times(Matrix.diagonal(deviations));
    PrincipalSpectrum spectrum = noise(x).spectrum();
    Matrix covariance = Rows.covariance(x, n);
    double[] roots =
        IntStream.range(0, d).mapToDouble(j -> Math.sqrt(covariance.get(j, j))).toArray();
    int draws = 4000;
    double[] greatest = new double[draws];
    for (int b = 0; b < draws; b++) {
      Matrix drawn = Rows.gaussian(n, d, 100 + b).times(Matrix.diagonal(roots));
      greatest[b] = SymmetricEigen.of(Rows.covariance(drawn, n - 1)).values()[0];
    }
    Arrays.sort(greatest);
    double mean = 0;
    int repeats = 40;
    for (int seed = 0; seed < repeats; seed++) {
      double[] ratios = ParallelAnalysis.of(spectrum, new SeededRandom(seed), 1);
      double percentile = spectrum.variances()[0] / ratios[1];
      mean += rank(greatest, percentile) / repeats;
    }
    // Each rank has mean 0.95 and variance 0.95·0.05/101; the drawn rows add 0.95·0.05/4000.
    assertThat(mean).isEqualTo(0.95, within(4 * Math.sqrt(0.0475 / 101 / repeats + 0.0475 / 4000)));
  }

  private static double rank(double[] sorted, double value) {
    return Arrays.stream(sorted).filter(v -> v < value).count() / (double) sorted.length;
  }

  /** The density of each held-out row, from the model of each fold and dimension by itself. */
  @ParameterizedTest
  @CsvSource({"50, 6", "12, 20"})
  void heldOutDensitiesOfModelsFittedOneByOne(int n, int d) {
    Matrix x = Rows.correlated(n, d, 3);
    Dataset data = Dataset.of(x);
    double[] means = HeldOutDimensions.of(data, CONTEXT.withSeed(7)).means();
    for (int q = 1; q < means.length; q++) {
      double sum = 0;
      for (Splits.Split split : Splits.folds(data, 5, 7)) {
        ProbabilisticPca model =
            ProbabilisticPca.fit(split.training(), new ProbabilisticPcaOptions(q), CONTEXT).model();
        sum += DenseGaussian.of(model).logLikelihood(split.heldOut().toMatrix());
      }
      assertThat(means[q]).isEqualTo(sum / n, within(1e-9 * Math.abs(sum / n)));
    }
    assertThat(means).hasSize(Math.min(d, (int) (n * 0.8) - 1));
  }
}
