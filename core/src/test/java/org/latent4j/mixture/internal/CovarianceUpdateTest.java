package org.latent4j.mixture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.SymmetricEigen;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.CovarianceStructure.Part;

/** The covariances of an M step, as theory has them, for random scatters. */
class CovarianceUpdateTest {

  private static final int SEEDS = 8;
  private static final int K = 3;
  private static final int D = 3;
  private static final VarianceFloor NONE = VarianceFloor.of(0, 0, 0);

  /** Holds up a third of the directions of the scatters below. */
  private static final VarianceFloor HIGH = VarianceFloor.of(0.5, 1, 0.25);

  static Stream<Arguments> cases() {
    return Arrays.stream(CovarianceStructure.values())
        .flatMap(
            structure ->
                Stream.of(NONE, HIGH)
                    .map(f -> Arguments.of(structure, f == NONE ? "no floor" : "a floor", f)));
  }

  /** Counts and scatters of components. */
  private static final class Rows {
    private final double[] counts;
    private final List<Matrix> scatters;

    Rows(double[] counts, List<Matrix> scatters) {
      this.counts = counts;
      this.scatters = scatters;
    }

    static Rows random(long seed) {
      SeededRandom random = new SeededRandom(seed);
      double[] counts = new double[K];
      List<Matrix> scatters = new ArrayList<>();
      for (int c = 0; c < K; c++) {
        counts[c] = 5 + 40 * random.nextDouble();
        double[] factor = new double[D * D];
        random.fillGaussian(factor);
        Matrix a = Matrix.wrap(D, D, factor);
        double size = Math.exp(random.nextGaussian());
        scatters.add(a.timesTransposed(a).scaled(counts[c] * size));
      }
      return new Rows(counts, scatters);
    }

    Rows nudged(SeededRandom random, double reach) {
      List<Matrix> nudged = new ArrayList<>();
      for (Matrix scatter : scatters) {
        double[] noise = new double[D * D];
        random.fillGaussian(noise);
        Matrix step = Matrix.identity(D).plus(Matrix.wrap(D, D, noise).scaled(reach));
        nudged.add(step.times(scatter).timesTransposed(step));
      }
      return new Rows(counts, nudged);
    }

    Rows mapped(Matrix by) {
      return new Rows(counts, scatters.stream().map(s -> by.times(s).timesTransposed(by)).toList());
    }

    Rows permuted(int... order) {
      return new Rows(
          Arrays.stream(order).mapToDouble(c -> counts[c]).toArray(),
          Arrays.stream(order).mapToObj(scatters::get).toList());
    }

    Scatters in(ComponentStatistics.Shape shape) {
      double[] values = new double[shape.scatterSize(K, D)];
      for (int c = 0; c < K; c++) {
        for (int i = 0; i < D; i++) {
          for (int j = 0; j <= i; j++) {
            double value = scatters.get(c).get(i, j);
            switch (shape) {
              case DENSE -> values[(c * D + i) * D + j] = value;
              case POOLED -> values[i * D + j] += value;
              case DIAGONAL -> values[c * D + j] = i == j ? value : values[c * D + j];
            }
          }
        }
      }
      return new Scatters(shape, counts, values, D);
    }

    Covariances update(CovarianceStructure structure, Covariances previous, VarianceFloor floor) {
      CovarianceUpdate update = CovarianceUpdate.of(structure);
      return update.update(in(update.shape()), previous, floor);
    }

    Covariances update(CovarianceStructure structure, VarianceFloor floor) {
      return update(structure, unit(structure), floor);
    }

    /** Twice the expected log likelihood but for a constant. */
    double objective(Covariances covariances) {
      double sum = 0;
      for (int c = 0; c < K; c++) {
        Cholesky cholesky = Cholesky.of(covariances.matrix(c));
        Matrix solved = cholesky.solve(scatters.get(c));
        sum -= counts[c] * cholesky.logDeterminant();
        for (int j = 0; j < D; j++) {
          sum -= solved.get(j, j);
        }
      }
      return sum;
    }
  }

  private static Covariances unit(CovarianceStructure structure) {
    return NearestCovariances.of(
        structure, new double[] {0.2, 0.3, 0.5}, List.of(Matrix.identity(D).scaled(2)));
  }

  /** No covariances of the structure above the floor, near or far, may be more likely. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void updateIsTheMostLikely(CovarianceStructure structure, String name, VarianceFloor floor) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Rows rows = Rows.random(seed);
      Covariances best = rows.update(structure, floor);
      double objective = rows.objective(best);
      SeededRandom random = new SeededRandom(seed).split(1);
      for (int trial = 0; trial < 30; trial++) {
        double reach = Math.pow(10, -4 * random.nextDouble());
        Covariances other = rows.nudged(random, reach).update(structure, best, floor);
        assertThat(rows.objective(other))
            .as("seed %d, reach %s", seed, reach)
            .isLessThanOrEqualTo(objective + 1e-7);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void updateIsNeverWorseThanThePrevious(
      CovarianceStructure structure, String name, VarianceFloor floor) {
    for (int seed = 0; seed < 4 * SEEDS; seed++) {
      Covariances previous = Rows.random(1000 + seed).update(structure, floor);
      Rows rows = Rows.random(seed);
      assertThat(rows.objective(rows.update(structure, previous, floor)))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(rows.objective(previous) - 1e-9);
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void updateHasTheStructureAndKeepsTheFloor(
      CovarianceStructure structure, String name, VarianceFloor floor) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Covariances covariances = Rows.random(seed).update(structure, floor);
      assertStructure(structure, covariances);
      VarianceFloor bound = structure.isUnitFree() ? floor : VarianceFloor.of(floor.sphere());
      for (int c = 0; c < K; c++) {
        assertThat(bound.scaled(1 - 1e-9).isBelow(covariances.matrix(c))).isTrue();
      }
    }
  }

  private static void assertStructure(CovarianceStructure structure, Covariances covariances) {
    Matrix first = covariances.matrix(0);
    double[] firstValues = SymmetricEigen.of(first).values();
    for (int c = 0; c < K; c++) {
      Matrix own = covariances.matrix(c);
      double ratio = Math.exp((covariances.logDeterminant(c) - covariances.logDeterminant(0)) / D);
      if (structure.volume() == Part.EQUAL) {
        assertThat(ratio).isCloseTo(1, within(1e-9));
      }
      double[] values = SymmetricEigen.of(own).values();
      for (int q = 0; q < D; q++) {
        if (structure.shape() == Part.EQUAL) {
          assertThat(values[q]).isCloseTo(ratio * firstValues[q], within(1e-9 * values[0]));
        } else if (structure.shape() == Part.IDENTITY) {
          assertThat(values[q]).isCloseTo(values[0], within(1e-12 * values[0]));
        }
      }
      if (structure.orientation() == Part.EQUAL) { // symmetric matrices of common axes commute
        assertClose(own.times(first), first.times(own), 1e-9 * values[0] * firstValues[0]);
      } else if (structure.orientation() == Part.IDENTITY) {
        assertClose(own, Matrix.diagonal(own.get(0, 0), own.get(1, 1), own.get(2, 2)), 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void otherOrderOfComponentsGivesTheSameInThatOrder(CovarianceStructure structure) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Rows rows = Rows.random(seed);
      Covariances plain = rows.update(structure, HIGH);
      Covariances turned = rows.permuted(2, 0, 1).update(structure, HIGH);
      for (int c = 0; c < K; c++) {
        assertClose(turned.matrix(c), plain.matrix((c + 2) % K), 1e-5 * plain.variance(0, 0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void otherOrderOfFeaturesGivesTheSameInThatOrder(CovarianceStructure structure) {
    assertEquivariant(structure, Matrix.of(3, 3, 0, 1, 0, 0, 0, 1, 1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void turnedRowsGiveTurnedCovariancesButForDiagonalOnes(CovarianceStructure structure) {
    double s = Math.sqrt(0.5);
    Matrix turn = Matrix.of(3, 3, s, s, 0, -s, s, 0, 0, 0, 1);
    if (!structure.isDiagonal() || structure.isSpherical()) {
      assertEquivariant(structure, turn);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void otherUnitsGiveTheSameInThoseUnitsWhereTheStructureIsFreeOfUnits(
      CovarianceStructure structure) {
    if (structure.isUnitFree()) {
      assertEquivariant(structure, Matrix.diagonal(1e6, 1, 1e-9));
    }
  }

  /** Covariances are compared in the units of the plain fit. */
  private static void assertEquivariant(CovarianceStructure structure, Matrix map) {
    Matrix back = map.transpose();
    Matrix product = map.times(back);
    for (int seed = 0; seed < SEEDS; seed++) {
      Rows rows = Rows.random(seed);
      Covariances plain = rows.update(structure, NONE);
      Covariances mapped = rows.mapped(map).update(structure, NONE);
      for (int c = 0; c < K; c++) {
        Matrix there = back.times(mapped.matrix(c)).times(map);
        double[] values = there.toArray();
        for (int i = 0; i < values.length; i++) {
          values[i] /= product.get(i / D, i / D) * product.get(i % D, i % D);
        }
        double scale = SymmetricEigen.of(plain.matrix(c)).values()[0];
        assertClose(Matrix.wrap(D, D, values), plain.matrix(c), 1e-5 * scale);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceStructure.class)
  void componentWithoutRowsChangesNothingForTheOthers(CovarianceStructure structure) {
    Rows rows = Rows.random(3);
    double[] counts = rows.counts.clone();
    counts[1] = 0;
    List<Matrix> scatters = new ArrayList<>(rows.scatters);
    scatters.set(1, Matrix.zeros(D, D));
    Rows empty = new Rows(counts, scatters);
    Covariances previous = Rows.random(4).update(structure, NONE);
    Covariances covariances = empty.update(structure, previous, NONE);
    assertStructure(structure, covariances);
    Rows others =
        new Rows(
            new double[] {counts[0], counts[2], counts[2]},
            List.of(scatters.get(0), scatters.get(2), scatters.get(2)));
    // Halving the two copies leaves the likelihood of the two components there are.
    Rows halved =
        new Rows(
            new double[] {counts[0], counts[2] / 2, counts[2] / 2},
            List.of(
                others.scatters.get(0), scatters.get(2).scaled(0.5), scatters.get(2).scaled(0.5)));
    Covariances expected = halved.update(structure, previous, NONE);
    double scale = SymmetricEigen.of(expected.matrix(0)).values()[0];
    assertClose(covariances.matrix(0), expected.matrix(0), 1e-4 * scale);
  }

  @ParameterizedTest
  @EnumSource(
      value = CovarianceStructure.class,
      names = {"EVE", "VVE"})
  void commonAxesOfGivenCovariancesAreFound(CovarianceStructure structure) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Covariances truth = Rows.random(seed).update(structure, NONE);
      double[] weights = {0.2, 0.3, 0.5};
      List<Matrix> given = IntStream.range(0, K).mapToObj(truth::matrix).toList();
      Covariances found = NearestCovariances.of(structure, weights, given);
      for (int c = 0; c < K; c++) {
        double scale = SymmetricEigen.of(given.get(c)).values()[0];
        assertClose(found.matrix(c), given.get(c), 1e-6 * scale);
      }
    }
  }

  private static void assertClose(Matrix actual, Matrix expected, double tolerance) {
    assertThat(actual.values()).containsExactly(expected.values(), within(tolerance));
  }
}
