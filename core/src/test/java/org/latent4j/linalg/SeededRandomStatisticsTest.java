package org.latent4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions: every bound follows from the number of draws, at about one failure in 10^5. */
class SeededRandomStatisticsTest {
  private static final int N = 1_000_000;

  /** P(√n·D > 2.4) = 2·exp(-2·2.4²) = 2e-5 (Kolmogorov). */
  private static final double KOLMOGOROV = 2.4 / Math.sqrt(N);

  /** Φ at -8, -8 + 1/4096, …, 8. */
  private static final double[] NORMAL = new double[16 * 4096 + 2];

  static {
    Arrays.setAll(NORMAL, i -> normal(-8 + i / 4096.0));
  }

  @Test
  void uniformNumbersFollowTheirDistribution() {
    SeededRandom random = new SeededRandom(1);
    assertThat(kolmogorovDistance(random::nextDouble, x -> x)).isLessThan(KOLMOGOROV);
    assertThat(kolmogorovDistance(random::nextOpenDouble, x -> x)).isLessThan(KOLMOGOROV);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void gaussianNumbersFollowTheirDistribution(long seed) {
    SeededRandom random = new SeededRandom(seed);
    assertThat(kolmogorovDistance(random::nextGaussian, SeededRandomStatisticsTest::normal))
        .isLessThan(KOLMOGOROV);
  }

  /** One faulty layer of the ziggurat would show in the cells around its edge. */
  @Test
  void gaussianNumbersFallIntoTenThousandCellsEvenly() {
    SeededRandom random = new SeededRandom(4);
    int cells = 10_000;
    int draws = 20_000_000;
    int[] counts = new int[cells];
    for (int i = 0; i < draws; i++) {
      counts[(int) (cells * normalQuick(random.nextGaussian()))]++;
    }
    double expected = (double) draws / cells;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // Mean cells - 1, deviation √(2·cells).
    assertThat(chiSquare).isCloseTo(cells - 1, within(4.4 * Math.sqrt(2.0 * cells)));
  }

  @Test
  void gaussianMomentsAreThoseOfTheStandardNormal() {
    SeededRandom random = new SeededRandom(5);
    int n = 10_000_000;
    double[] sums = new double[5];
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      double power = 1;
      for (int p = 1; p <= 4; p++) {
        power *= x;
        sums[p] += power;
      }
    }
    // Variances of x, x², x³, x⁴: 1, 2, 15, 96.
    double bound = 4.4 / Math.sqrt(n);
    assertThat(sums[1] / n).isCloseTo(0, within(bound));
    assertThat(sums[2] / n).isCloseTo(1, within(bound * Math.sqrt(2)));
    assertThat(sums[3] / n).isCloseTo(0, within(bound * Math.sqrt(15)));
    assertThat(sums[4] / n).isCloseTo(3, within(bound * Math.sqrt(96)));
  }

  /** P(|x| > 3.7) = 2.1559e-4 and P(|x| > 4.5) = 6.7953e-6, both beyond the ziggurat's base. */
  @Test
  void gaussianTailsHaveTheirWeight() {
    SeededRandom random = new SeededRandom(6);
    int n = 40_000_000;
    int left = 0;
    int right = 0;
    int far = 0;
    for (int i = 0; i < n; i++) {
      double x = random.nextGaussian();
      left += x < -3.7 ? 1 : 0;
      right += x > 3.7 ? 1 : 0;
      far += Math.abs(x) > 4.5 ? 1 : 0;
    }
    double expected = n * 2.1559e-4 / 2;
    assertThat((double) left).isCloseTo(expected, within(4.4 * Math.sqrt(expected)));
    assertThat((double) right).isCloseTo(expected, within(4.4 * Math.sqrt(expected)));
    assertThat((double) far).isCloseTo(n * 6.7953e-6, within(4.4 * Math.sqrt(n * 6.7953e-6)));
  }

  @Test
  void exponentialNumbersFollowTheirDistribution() {
    SeededRandom random = new SeededRandom(7);
    assertThat(kolmogorovDistance(random::nextExponential, x -> -Math.expm1(-x)))
        .isLessThan(KOLMOGOROV);
    assertThat(kolmogorovDistance(() -> random.nextGamma(1), x -> -Math.expm1(-x)))
        .isLessThan(KOLMOGOROV);
  }

  /** Gamma(1/2) is half the square of a standard normal: P(g ≤ x) = 2Φ(√(2x)) - 1. */
  @Test
  void gammaOfOneHalfIsHalfASquaredNormal() {
    SeededRandom random = new SeededRandom(8);
    assertThat(
            kolmogorovDistance(() -> random.nextGamma(0.5), x -> 2 * normal(Math.sqrt(2 * x)) - 1))
        .isLessThan(KOLMOGOROV);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.7, 1, 2.5, 40, 1e6})
  void gammaMomentsAreThoseOfItsShape(double shape) {
    SeededRandom random = new SeededRandom(9);
    double[] draws = new double[N];
    Arrays.setAll(draws, i -> random.nextGamma(shape));
    double mean = ArrayMath.sum(draws, 0, N) / N;
    Arrays.setAll(draws, i -> (draws[i] - shape) * (draws[i] - shape));
    double variance = ArrayMath.sum(draws, 0, N) / N;
    assertThat(mean).isCloseTo(shape, within(4.4 * Math.sqrt(shape / N)));
    // The fourth central moment of a gamma is 3a² + 6a.
    double deviation = Math.sqrt((2 * shape * shape + 6 * shape) / N);
    assertThat(variance).isCloseTo(shape, within(4.4 * deviation));
  }

  /** A remainder of 32 bits would prefer the lower half of this range by a third. */
  /** Each count up to far in the tail against its probability, four and a half standard errors. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 4, 9.99, 10, 37.5, 400})
  void poissonCountsFollowTheirDistribution(double mean) {
    SeededRandom random = new SeededRandom(31);
    double[] draws = new double[N];
    Arrays.setAll(draws, i -> random.nextPoisson(mean));
    double logProbability = -mean;
    int most = (int) (mean + 6 * Math.sqrt(mean) + 2);
    double[] seen = new double[most + 1];
    for (double draw : draws) {
      seen[(int) Math.min(most, draw)]++;
    }
    for (int x = 0; x < most; x++) {
      double p = Math.exp(logProbability);
      assertThat(seen[x] / N)
          .as("count %d", x)
          .isCloseTo(p, within(4.5 * Math.sqrt(p * (1 - p) / N) + 3.0 / N));
      logProbability += Math.log(mean / (x + 1));
    }
  }

  @Test
  void integersBelowALargeBoundAreUnbiased() {
    SeededRandom random = new SeededRandom(10);
    int bound = 3 << 29;
    int[] thirds = new int[3];
    for (int i = 0; i < N; i++) {
      thirds[random.nextInt(bound) >>> 29]++;
    }
    for (int count : thirds) {
      assertThat((double) count).isCloseTo(N / 3.0, within(4.4 * Math.sqrt(N * 2.0 / 9)));
    }
  }

  @Test
  void allPermutationsAreEquallyLikely() {
    SeededRandom random = new SeededRandom(11);
    int[] counts = new int[256];
    int n = 240_000;
    for (int i = 0; i < n; i++) {
      int[] p = random.permutation(4);
      counts[p[0] << 6 | p[1] << 4 | p[2] << 2 | p[3]]++;
    }
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(seen).hasSize(24);
    for (int count : seen) {
      assertThat((double) count).isCloseTo(n / 24.0, within(4.8 * Math.sqrt(n / 24.0)));
    }
  }

  @Test
  void allSubsetsAreEquallyLikely() {
    SeededRandom random = new SeededRandom(12);
    int[] counts = new int[36];
    int n = 150_000;
    for (int i = 0; i < n; i++) {
      int[] pair = random.sample(6, 2);
      counts[6 * pair[0] + pair[1]]++;
    }
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertThat(seen).hasSize(15);
    for (int count : seen) {
      assertThat((double) count).isCloseTo(n / 15.0, within(4.8 * Math.sqrt(n / 15.0)));
    }
  }

  /** Neighbouring keys and neighbouring seeds: a correlation has deviation 1/√n. */
  @Test
  void splitStreamsAreUncorrelated() {
    SeededRandom parent = new SeededRandom(13);
    int streams = 40;
    int n = 20_000;
    double[][] draws = new double[streams][n];
    for (int s = 0; s < streams; s++) {
      SeededRandom stream = s % 2 == 0 ? parent.split(s) : new SeededRandom(13 + s);
      stream.fillGaussian(draws[s]);
    }
    for (int a = 0; a < streams; a++) {
      for (int b = 0; b < a; b++) {
        double correlation = ArrayMath.dot(draws[a], 0, draws[b], 0, n) / n;
        assertThat(correlation).isCloseTo(0, within(5.2 / Math.sqrt(n)));
        double lagged = ArrayMath.dot(draws[a], 1, draws[b], 0, n - 1) / n;
        assertThat(lagged).isCloseTo(0, within(5.2 / Math.sqrt(n)));
      }
    }
  }

  /** The first number of each of many streams must itself be a good sample. */
  @Test
  void firstNumbersOfKeyedStreamsAreUniform() {
    SeededRandom parent = new SeededRandom(14);
    long[] key = {0};
    assertThat(kolmogorovDistance(() -> parent.split(key[0]++).nextDouble(), x -> x))
        .isLessThan(KOLMOGOROV);
  }

  private static double kolmogorovDistance(DoubleSupplier draw, DoubleUnaryOperator distribution) {
    double[] draws = new double[N];
    Arrays.setAll(draws, i -> draw.getAsDouble());
    Arrays.sort(draws);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double p = distribution.applyAsDouble(draws[i]);
      distance = Math.max(distance, Math.max(p - (double) i / N, (i + 1.0) / N - p));
    }
    return distance;
  }

  /** Φ by its Taylor series about 0: Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …). */
  private static double normal(double x) {
    if (Math.abs(x) > 7) {
      return x > 0 ? 1 : 0;
    }
    double sum = 0;
    double term = x;
    for (int i = 3; sum + term != sum; i += 2) {
      sum += term;
      term *= x * x / i;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** Φ by linear interpolation, wrong by less than 2e-9. */
  private static double normalQuick(double x) {
    double position = Math.max(0, Math.min(16 * 4096 - 1, (x + 8) * 4096));
    int cell = (int) position;
    return NORMAL[cell] + (position - cell) * (NORMAL[cell + 1] - NORMAL[cell]);
  }
}
